/**
 * The next moment at which maintenance is due.
 *
 * Periods are counted from the first day on, each gives one day, and the hour is set on the day in
 * the zone of the place: an hour that the clocks skip is the one after, one that comes twice is
 * the first. The libraries for calendar rules drop the first of these; for maintenance a month
 * without its run is the worse of the two.
 */
import type { Rule, Schedule } from './schedule.ts'

/**
 * The first due moment after `after` (ISO 8601, UTC), as the same. There is always one.
 */
export function nextDue(schedule: Schedule, after: string): string {
  const from = Temporal.PlainDate.from(schedule.from)
  const limit = Temporal.Instant.from(after)
  const day = limit.toZonedDateTimeISO(schedule.timeZone).toPlainDate()
  // A period before the one that the day lies in still reaches into it by its days after.
  for (let n = Math.max(0, periodOf(schedule.rule, from, day) - 2); ; n++) {
    const due = dayOf(schedule.rule, from, n)
    if (Temporal.PlainDate.compare(due, from) < 0) continue
    const moment = due.toZonedDateTime({ timeZone: schedule.timeZone, plainTime: schedule.at })
    const instant = moment.toInstant()
    if (Temporal.Instant.compare(instant, limit) > 0) return instant.toString()
  }
}

/** The last moment up to and with `until` at which it was due after `after`; the runs between are gone. */
export function lastDue(schedule: Schedule, after: string, until: string): string | undefined {
  let last: string | undefined
  const end = Date.parse(until)
  for (let due = nextDue(schedule, after); Date.parse(due) <= end; due = nextDue(schedule, due)) {
    last = due
  }
  return last
}

/** In which of its periods a day lies, counted from the first; below 0 before it. */
function periodOf(rule: Rule, from: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const passed =
    rule.kind === 'weekly'
      ? from.until(day, { largestUnit: 'weeks' }).weeks
      : (day.year - from.year) * 12 + day.month - from.month
  return Math.floor(passed / rule.every)
}

function dayOf(rule: Rule, from: Temporal.PlainDate, n: number): Temporal.PlainDate {
  if (rule.kind === 'weekly') {
    return from.add({ days: (rule.weekday - from.dayOfWeek + 7) % 7, weeks: n * rule.every })
  }
  const month = from.toPlainYearMonth().add({ months: n * rule.every })
  if (rule.kind === 'day_of_month') return month.toPlainDate({ day: rule.day }) // constrained
  const { nth, weekday, daysAfter } = rule
  const edge = month.toPlainDate({ day: nth === 'last' ? month.daysInMonth : 1 })
  const days =
    nth === 'last'
      ? -((edge.dayOfWeek - weekday + 7) % 7)
      : ((weekday - edge.dayOfWeek + 7) % 7) + (nth - 1) * 7
  return edge.add({ days: days + daysAfter })
}
