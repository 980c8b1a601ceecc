/**
 * When maintenance is due: a rule of the calendar, an hour of a place, and a first day.
 *
 * The day is found in the calendar of the place and the hour set on it afterwards, so that six in
 * the evening stays six in the evening when the clocks are changed.
 */
import * as z from 'zod/mini'
import { isTimeZone } from '../time-zone.ts'

/** 1 is Monday, as in ISO 8601. */
const Weekday = z.int().check(z.minimum(1), z.maximum(7))
export const WEEKDAYS = [
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
] as const

const Every = z.int().check(z.minimum(1), z.maximum(24))

export const Rule = z.discriminatedUnion('kind', [
  /** Every so many weeks on a day of the week. */
  z.object({ kind: z.literal('weekly'), weekday: Weekday, every: Every }),
  /** Every so many months on a day of the month; on its last day where it is shorter. */
  z.object({
    kind: z.literal('day_of_month'),
    day: z.int().check(z.minimum(1), z.maximum(31)),
    every: Every,
  }),
  /** Every so many months on its nth Tuesday or its last one, or some days after that. */
  z.object({
    kind: z.literal('weekday_of_month'),
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
    weekday: Weekday,
    /** The third day after the second Tuesday is another than the second Friday. */
    daysAfter: z.int().check(z.minimum(0), z.maximum(20)),
    every: Every,
  }),
])
export type Rule = z.infer<typeof Rule>

export const Schedule = z.object({
  rule: Rule,
  /** As a clock at the place shows it. */
  at: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'An hour as 18:30')),
  timeZone: z
    .string()
    .check(z.maxLength(60), z.refine(isTimeZone, 'No such time zone; one is Europe/Berlin')),
  /** Nothing is due before this day, and `every` counts from it. */
  from: z.iso.date().check(z.refine((day) => day >= '1970' && day < '2200', 'Not a day of today')),
})
export type Schedule = z.infer<typeof Schedule>

const NTH = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const

/** “Every month on the second Tuesday, 3 days after it, at 18:00 (Europe/Berlin)”. */
export const tellSchedule = ({ rule, at, timeZone }: Schedule): string =>
  `${tellRule(rule)} at ${at} (${timeZone})`

function tellRule(rule: Rule): string {
  const { every } = rule
  switch (rule.kind) {
    case 'weekly':
      return `${everyWords(every, 'week')} on ${dayName(rule.weekday)}`
    case 'day_of_month':
      return `${everyWords(every, 'month')} on day ${rule.day}`
    case 'weekday_of_month': {
      const { daysAfter } = rule
      const after =
        daysAfter > 0 ? `, ${daysAfter} ${daysAfter === 1 ? 'day' : 'days'} after it,` : ''
      return `${everyWords(every, 'month')} on the ${NTH[rule.nth]} ${dayName(rule.weekday)}${after}`
    }
  }
}

const everyWords = (n: number, unit: string) => (n === 1 ? `Every ${unit}` : `Every ${n} ${unit}s`)
const dayName = (weekday: number): string => WEEKDAYS[weekday - 1] ?? ''
