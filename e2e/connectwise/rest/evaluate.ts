/**
 * Whether a record meets a condition. Names and kinds are checked first, against the record's
 * fields, so that a wrong condition is refused even when the list is empty.
 *
 * Empty fields behave as in SQL: a comparison with nothing is neither true nor false, and turning
 * it round does not make it true, so `owner/identifier != "jokafor"` leaves out what has no owner.
 * Text is compared without regard to case.
 */
import type { Comparison, Condition, Literal } from './conditions.ts'
import type { Kind, Names, RecordFields } from './fields.ts'
import type { Json, JsonRecord } from './json.ts'
import { badFind } from './refusal.ts'

/** Undefined when the answer hangs on something empty. */
type Truth = boolean | undefined

/** Refuses names the record does not have and values of the wrong kind. */
export function checkCondition(condition: Condition, fields: RecordFields): void {
  if (condition.op === 'and' || condition.op === 'or') {
    checkCondition(condition.left, fields)
    checkCondition(condition.right, fields)
    refuseSeveralDevices(condition)
  } else if (condition.op === 'not') checkCondition(condition.of, fields)
  else {
    const kind = kindOf(condition.path, fields)
    if (condition.op === 'contains' || condition.op === 'like') {
      if (kind !== 'text' && !Array.isArray(kind))
        throw badFind(`${condition.path} is not a text: '${condition.op}' cannot be used on it.`)
    } else {
      const values = condition.op === 'in' ? condition.values : [condition.value]
      if (
        condition.op === 'in' &&
        condition.path.toLowerCase() === 'configuration/id' &&
        values.length > 1
      )
        throw badFind('configuration/id takes one id only.')
      for (const value of values) checkValue(condition.path, kind, value)
    }
  }
}

export function meets(condition: Condition, record: JsonRecord): boolean {
  return weigh(condition, record) === true
}

/** The value a path leads to. `lastUpdated` and its like are found inside `_info`. */
export function valueAt(record: JsonRecord, path: string): Json | undefined {
  const [first = '', ...rest] = path.split('/')
  let value: Json | undefined = record[nameIn(record, first)] ?? infoOf(record)[first]
  for (const part of rest) {
    if (Array.isArray(value)) return value.map((v) => (isRecord(v) ? (v[part] ?? null) : null))
    value = isRecord(value) ? value[part] : undefined
  }
  return value
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function kindOf(path: string, fields: RecordFields): Kind {
  let names: Names = { ...fields.names, ...fields.filterOnly }
  const parts = path.split('/')
  for (const [i, part] of parts.entries()) {
    const kind = Object.hasOwn(names, part) ? names[part] : undefined
    if (kind === undefined || kind === 'list' || kind === 'map')
      throw badFind(`'${path}' is not a recognized name.`)
    if (i === parts.length - 1) return kind
    if (typeof kind === 'string' || !('of' in kind))
      throw badFind(`'${path}' is not a recognized name.`)
    names = kind.of
  }
  throw badFind(`'${path}' is not a recognized name.`)
}

function checkValue(path: string, kind: Kind, value: Literal) {
  if (value.is === 'null') return
  const wanted = typeof kind === 'string' ? kind : Array.isArray(kind) ? 'text' : 'number'
  if (value.is !== wanted)
    throw badFind(`${path} cannot be compared with ${describe(value)}: it is a ${wanted}.`)
  if (Array.isArray(kind) && value.is === 'text' && !kind.some((k) => same(k, value.text)))
    throw badFind(`'${value.text}' is not a valid value of ${path}.`)
}

function describe(value: Literal): string {
  if (value.is === 'text') return `"${value.text}"`
  if (value.is === 'date') return `[${value.date}]`
  return value.is === 'number' ? String(value.number) : value.is
}

/** Tickets of a device can be asked for one device at a time. */
function refuseSeveralDevices(condition: Condition) {
  if (condition.op === 'or' && mentions(condition.left) && mentions(condition.right))
    throw badFind('configuration/id takes one id only.')
}

function mentions(condition: Condition): boolean {
  if (condition.op === 'and' || condition.op === 'or')
    return mentions(condition.left) || mentions(condition.right)
  if (condition.op === 'not') return mentions(condition.of)
  return condition.path === 'configuration/id'
}

function weigh(condition: Condition, record: JsonRecord): Truth {
  switch (condition.op) {
    case 'and': {
      const [a, b] = [weigh(condition.left, record), weigh(condition.right, record)]
      return a === false || b === false ? false : a && b
    }
    case 'or': {
      const [a, b] = [weigh(condition.left, record), weigh(condition.right, record)]
      return a === true || b === true
        ? true
        : a === undefined || b === undefined
          ? undefined
          : false
    }
    case 'not': {
      const of = weigh(condition.of, record)
      return of === undefined ? undefined : !of
    }
    case 'contains':
      return overText(valueAt(record, condition.path), likePattern(condition.text, 'contains'))
    case 'like':
      return overText(valueAt(record, condition.path), likePattern(condition.text, 'like'))
    case 'in':
      return anyOf(condition.values.map((v) => compare(valueAt(record, condition.path), '=', v)))
    case 'compare':
      return compare(valueAt(record, condition.path), condition.by, condition.value)
  }
}

function anyOf(truths: Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(undefined) ? undefined : false
}

function overText(value: Json | undefined, pattern: RegExp): Truth {
  return typeof value === 'string' ? pattern.test(value) : undefined
}

function compare(value: Json | undefined, by: Comparison, literal: Literal): Truth {
  const empty = value === undefined || value === null || value === ''
  if (literal.is === 'null') {
    if (by === '=') return empty
    return by === '!=' ? !empty : undefined
  }
  if (Array.isArray(value)) return anyOf(value.map((v) => compare(v, by, literal)))
  if (empty || isRecord(value)) return isRecord(value) ? compareId(value, by, literal) : undefined
  if (literal.is === 'number') return order(Number(value) - literal.number, by)
  if (literal.is === 'flag') return order(Number(value) - Number(literal.flag), by)
  if (literal.is === 'date') return order(Date.parse(String(value)) - Date.parse(literal.date), by)
  return order(compareText(String(value), unbracket(literal.text)), by)
}

/** `owner=12` means the id of the reference. */
function compareId(value: JsonRecord, by: Comparison, literal: Literal): Truth {
  return literal.is === 'number' ? order(Number(value.id) - literal.number, by) : undefined
}

function order(difference: number, by: Comparison): boolean {
  switch (by) {
    case '=':
      return difference === 0
    case '!=':
      return difference !== 0
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
  }
}

function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : 0
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** In text a literal bracket is written `[[]`. */
function unbracket(text: string): string {
  return text.replaceAll('[[]', '[')
}

/** `*` and `%` stand for anything in `like`; a bare `[…]` is a choice of characters, as in SQL. */
function likePattern(text: string, how: 'contains' | 'like'): RegExp {
  const body = text.replace(/\[\[\]|\[[^\]]*\]|[*%]|[\s\S]/g, (part) => {
    if (part === '[[]') return '\\['
    if (part.length > 1) return classOf(part)
    if (how === 'like' && (part === '*' || part === '%')) return '[\\s\\S]*'
    return part.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
  })
  return new RegExp(how === 'contains' ? body : `^${body}$`, 'i')
}

function classOf(part: string): string {
  const inner = part.slice(1, -1)
  if (inner === '' || inner === '^') return '[^\\s\\S]'
  const escaped = inner.replace(
    /^(\^?)([\s\S]*)$/,
    (_, not, rest) => `${not}${rest.replace(/[\\[\]^]/g, '\\$&')}`,
  )
  try {
    new RegExp(`[${escaped}]`)
    return `[${escaped}]`
  } catch {
    return '[^\\s\\S]'
  }
}

function infoOf(record: JsonRecord): JsonRecord {
  return isRecord(record._info) ? record._info : {}
}

/** Filter names that are stored under another one. */
function nameIn(record: JsonRecord, name: string): string {
  return name === 'configuration' && !('configuration' in record) ? '_configurations' : name
}
