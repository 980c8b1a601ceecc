/**
 * How long was worked, from the stretches the record tells.
 *
 * Stretches of one person that overlap (two panels, a late checkpoint) count once; those of
 * two people count both. Minutes are exact here; rounding is a setting of the time entry and
 * is shown before it is posted.
 */
import { msOf } from '../ids.ts'
import type { Session } from './session.ts'
import type { Author } from './statement.ts'

export interface Stretch {
  from: string
  to: string
}

export function minutesWorked(session: Session, personId?: string): number {
  const byPerson = new Map<string, Stretch[]>()
  for (const stretch of session.worked) {
    const who = authorKey(stretch.by)
    if (personId === undefined || who === personId) {
      byPerson.set(who, [...(byPerson.get(who) ?? []), stretch])
    }
  }
  let ms = 0
  for (const stretches of byPerson.values()) {
    for (const { from, to } of mergeStretches(stretches)) ms += msOf(to) - msOf(from)
  }
  return ms / 60_000
}

/** In order, without overlaps. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((a, b) => msOf(a.from) - msOf(b.from))
  const merged: Stretch[] = []
  for (const next of sorted) {
    const last = merged.at(-1)
    if (last && msOf(next.from) <= msOf(last.to)) {
      if (msOf(next.to) > msOf(last.to)) last.to = next.to
    } else merged.push({ from: next.from, to: next.to })
  }
  return merged
}

const authorKey = (by: Author): string => (by.kind === 'person' ? by.id : by.kind)
