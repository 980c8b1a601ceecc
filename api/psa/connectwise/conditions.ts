/**
 * Conditions for ConnectWise's lists, built so that no value can become part of the language.
 *
 * Field names are ours and fixed; values may come from people. Text goes in double quotes with
 * quotes and backslashes escaped, an opening bracket doubled up as the language wants it, and
 * without control characters, which have no way of being written.
 */
export type Value = string | number | boolean | null

export type Condition = string & { readonly isCondition: unique symbol }

export const is = (field: string, value: Value): Condition =>
  condition(`${checked(field)}=${write(value)}`)

export const contains = (field: string, text: string): Condition =>
  condition(`${checked(field)} contains ${write(text)}`)

export const isOneOf = (field: string, ids: readonly number[]): Condition =>
  condition(`${checked(field)} in (${ids.map(write).join(',')})`)

/** Dates are whole seconds in UTC; milliseconds are refused. */
export const isAfter = (field: string, instant: string): Condition =>
  condition(`${checked(field)}>[${wholeSeconds(instant)}]`)

export const isBefore = (field: string, instant: string): Condition =>
  condition(`${checked(field)}<[${wholeSeconds(instant)}]`)

export const and = (...all: readonly Condition[]): Condition => condition(all.join(' and '))

/** `2026-03-02T14:05:09.123Z` as `2026-03-02T14:05:09Z`. Throws for what is no date at all. */
export const wholeSeconds = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 19)}Z`

// The only place where text becomes a condition: everything in it was written by this file.
const condition = (text: string) => text as Condition

function checked(field: string): string {
  if (!/^[a-zA-Z]+(\/[a-zA-Z]+)*$/.test(field)) throw new Error(`Not a field name: ${field}`)
  return field
}

function write(value: Value): string {
  if (typeof value !== 'string') return numberOrWord(value)
  return `"${value
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\\"]/g, '\\$&')
    .replace(/\[/g, '[[]')}"`
}

function numberOrWord(value: number | boolean | null): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new Error(`Not a whole number: ${value}`)
  }
  return String(value)
}
