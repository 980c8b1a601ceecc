/**
 * Hours in which a person is left in peace: mail waits until they end, the browser says nothing, and
 * the bell counts on.
 *
 * They are told as times of day on the clock of a time zone, so that they stay the person's night
 * whatever the clock does: in the night that loses an hour they are shorter, in the one that gains
 * one longer. From 22:00 to 07:00 goes over midnight; the same time twice is no hours at all.
 */
import * as z from 'zod/mini'
import { isTimeZone } from '../time-zone.ts'

export const TimeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is told as 07:30 or 22:00.'))

export const QuietHours = z.object({
  from: TimeOfDay,
  until: TimeOfDay,
  timeZone: z
    .string()
    .check(z.maxLength(60), z.refine(isTimeZone, 'This time zone is not known. Pick another one.')),
})
export type QuietHours = z.infer<typeof QuietHours>

export function isQuiet(hours: QuietHours, at: Date): boolean {
  const from = minuteOf(hours.from)
  const until = minuteOf(hours.until)
  const now = minuteIn(hours.timeZone, at)
  return from <= until ? from <= now && now < until : now >= from || now < until
}

/**
 * The first moment from `at` on that is not quiet: `at` itself where it is none. What the clock of
 * the zone says is still to come is gone over, but for a change of that clock, and the rest is
 * looked at minute by minute: so no rule about changes has to be known.
 */
export function quietEnd(hours: QuietHours, at: Date): Date {
  if (!isQuiet(hours, at)) return at
  const until = minuteOf(hours.until)
  let ms = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS
  while (isQuiet(hours, new Date(ms))) {
    const left = (until - minuteIn(hours.timeZone, new Date(ms)) + DAY_MINUTES) % DAY_MINUTES
    ms += Math.max(1, left - LONGEST_CHANGE_MINUTES) * MINUTE_MS
  }
  return new Date(ms)
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** No clock was ever changed by more at once, but for whole days. */
const LONGEST_CHANGE_MINUTES = 3 * 60

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Making one is slow; a team has few zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function minuteIn(timeZone: string, at: Date): number {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
    clocks.set(timeZone, clock)
  }
  return minuteOf(clock.format(at))
}
