/**
 * Two ways to write a detector as one row of a table.
 *
 * A lead is what stands before a secret, from the trigger on ("net user jdoe "): the value
 * after it is read with its quotes and goes unless it is a variable or another stand-in.
 * A shape describes the secret itself; the group named `secret` goes, or the whole match.
 * Both are matched from the trigger on, in a window of bounded length.
 */
import type { Family, Span } from '../family.ts'
import { isStandIn } from '../judge.ts'
import { ahead, type Detector, NOTHING, type Page, restOfLine } from '../page.ts'
import { readValue, type Value } from '../value.ts'
import { startsHump } from './label.ts'

export interface Lead {
  /** Triggers, separated by commas. */
  on: string
  family: Family
  lead: RegExp
  accepts?: (value: Value, after: string) => boolean
}

export interface Shape {
  on: string
  family: Family
  shape: RegExp
  /** How far the shape may reach; 300 unless told. */
  reach?: number
  /** The trigger may stand inside a word. */
  inside?: true
}

/** One detector per row, so that only the rows whose words occur are tried. */
export function leadDetectors(rows: readonly Lead[]): Detector[] {
  return rows.map(({ on, family, lead, accepts }) => ({
    name: `${family} after ${on}`,
    triggers: on.split(','),
    find(page, start) {
      if (!startsHump(page, start)) return NOTHING
      const line = restOfLine(page, start, 400)
      const found = lead.exec(line)
      const value = found ? readValue(line, found[0].length) : undefined
      if (!value || isStandIn(value.text) || isSwitch(value)) return NOTHING
      if (accepts && !accepts(value, line.slice(value.after))) return NOTHING
      return [{ family, start: start + value.start, end: start + value.end }]
    },
  }))
}

function isSwitch(value: Value): boolean {
  return !value.quoted && /^(?:--?[A-Za-z][\w-]*|\/[A-Za-z]+|[|&<>;]+|\\\\.*)$/.test(value.text)
}

export function shapeDetectors(rows: readonly Shape[]): Detector[] {
  return rows.map(({ on, family, shape, reach, inside }) => ({
    name: `${family} shaped ${on}`,
    triggers: on.split(','),
    find(page, start) {
      if (!inside && !startsHump(page, start)) return NOTHING
      return matchShape(page, start, family, shape, reach ?? 300)
    },
  }))
}

export function matchShape(
  page: Page,
  start: number,
  family: Family,
  shape: RegExp,
  reach: number,
): readonly Span[] {
  const window = ahead(page, start, reach)
  const found = shape.exec(window)
  if (!found) return NOTHING
  const secret = found.groups?.secret ?? found[0]
  const at = found.index + found[0].lastIndexOf(secret)
  if (!secret || isStandIn(secret)) return NOTHING
  return [{ family, start: start + at, end: start + at + secret.length }]
}
