/** Which span of time a person has picked, as it is asked of the server. */
import { MOST_DAYS } from '#shared/numbers/contract.ts'

export interface Picked {
  /** 0 for days of one's own. */
  days: 7 | 30 | 90 | 0
  /** As date fields have them, `2026-03-02`; empty until they are filled in. */
  from: string
  to: string
  /** Empty for everybody. */
  personId: string
}

/** As the request has it. */
export interface Span {
  from: string
  to?: string
  personId?: string
}

const DAY_MS = 24 * 3_600_000

export function spanOf(
  { days, from, to, personId }: Picked,
  now: number,
): Span | { problem: string } {
  const who = personId === '' ? {} : { personId }
  if (days > 0) return { from: new Date(now - days * DAY_MS).toISOString(), ...who }
  const [first, last] = [startOf(from), startOf(to)]
  if (!first || !last) return { problem: 'Choose the first and the last day.' }
  if (first > last) return { problem: 'The last day is before the first. Choose a later one.' }
  // The last day is counted whole, however many hours it has here.
  const end = new Date(last)
  end.setDate(end.getDate() + 1)
  if (end.getTime() - first.getTime() > MOST_DAYS * DAY_MS) {
    return { problem: `Choose ${MOST_DAYS} days or less.` }
  }
  return { from: first.toISOString(), to: end.toISOString(), ...who }
}

/** Midnight where the person is. */
function startOf(day: string): Date | undefined {
  const date = new Date(`${day}T00:00:00`)
  return /^\d{4}-\d\d-\d\d$/.test(day) &&
    !Number.isNaN(date.getTime()) &&
    date.getFullYear() >= 2000
    ? date
    : undefined
}
