import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastDue, nextDue } from './next-due.ts'
import { type Rule, Schedule, tellSchedule } from './schedule.ts'

const berlin = (rule: Rule, at = '18:00', from = '2026-01-01'): Schedule => ({
  ...{ rule, at, from, timeZone: 'Europe/Berlin' },
})
const take = (schedule: Schedule, after: string, n: number): string[] => {
  const due: string[] = []
  for (let i = 0; i < n; i++) due.push(nextDue(schedule, due.at(-1) ?? after))
  return due
}

test('the second Tuesday, three days after it, is no second Friday', () => {
  const rule: Rule = { kind: 'weekday_of_month', nth: 2, weekday: 2, daysAfter: 3, every: 1 }
  // 1 May 2026 is a Friday: its second one is the 8th, four days before the second Tuesday.
  expect(take(berlin(rule), '2026-04-01T00:00:00Z', 3)).toEqual([
    ...['2026-04-17T16:00:00Z', '2026-05-15T16:00:00Z', '2026-06-12T16:00:00Z'],
  ])
})

test('days after the last weekday of a month reach into the next', () => {
  const rule: Rule = { kind: 'weekday_of_month', nth: 'last', weekday: 5, daysAfter: 5, every: 1 }
  expect(take(berlin(rule), '2026-02-28T00:00:00Z', 2)).toEqual([
    ...['2026-03-04T17:00:00Z', '2026-04-01T16:00:00Z'],
  ])
})

test('day 31 is the last day of a shorter month', () => {
  const rule: Rule = { kind: 'day_of_month', day: 31, every: 1 }
  expect(take(berlin(rule), '2026-01-31T23:00:00Z', 3)).toEqual([
    ...['2026-02-28T17:00:00Z', '2026-03-31T16:00:00Z', '2026-04-30T16:00:00Z'],
  ])
})

test('an hour that the clocks skip is the one after; one that comes twice is taken once', () => {
  const rule: Rule = { kind: 'weekly', weekday: 7, every: 1 }
  expect(take(berlin(rule, '02:30'), '2026-03-23T00:00:00Z', 2)).toEqual([
    ...['2026-03-29T01:30:00Z', '2026-04-05T00:30:00Z'],
  ])
  expect(take(berlin(rule, '02:30'), '2026-10-20T00:00:00Z', 2)).toEqual([
    ...['2026-10-25T00:30:00Z', '2026-11-01T01:30:00Z'],
  ])
})

test('every third month counts from the first day', () => {
  const rule: Rule = { kind: 'day_of_month', day: 15, every: 3 }
  expect(take(berlin(rule, '08:00', '2026-02-20'), '2020-01-01T00:00:00Z', 2)).toEqual([
    ...['2026-05-15T06:00:00Z', '2026-08-15T06:00:00Z'],
  ])
})

test('of the moments that were missed the last one is known', () => {
  const rule: Rule = { kind: 'day_of_month', day: 1, every: 1 }
  const schedule = berlin(rule)
  expect(lastDue(schedule, '2026-02-01T17:00:00Z', '2026-05-20T00:00:00.000Z')).toBe(
    '2026-05-01T16:00:00Z',
  )
  expect(lastDue(schedule, '2026-05-01T16:00:00Z', '2026-05-20T00:00:00Z')).toBeUndefined()
  // Asked in the very second.
  expect(lastDue(schedule, '2026-02-01T17:00:00Z', '2026-05-01T16:00:00.123Z')).toBe(
    '2026-05-01T16:00:00Z',
  )
})

const every = fc.integer({ min: 1, max: 24 })
const weekday = fc.integer({ min: 1, max: 7 })
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const), weekday, every }),
  fc.record({
    ...{ kind: fc.constant('day_of_month' as const), day: fc.integer({ min: 1, max: 31 }), every },
  }),
  fc.record({
    kind: fc.constant('weekday_of_month' as const),
    nth: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
    ...{ weekday, every, daysAfter: fc.integer({ min: 0, max: 20 }) },
  }),
)
const anyInstant = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  rule: anyRule,
  at: fc.constantFrom('00:00', '02:30', '12:00', '23:59'),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  from: anyInstant.map((instant) => instant.slice(0, 10)),
})

test('whatever the rule: later than asked, not before the first day, and none is passed over', () => {
  fc.assert(
    fc.property(anySchedule, anyInstant, (schedule, after) => {
      const due = nextDue(schedule, after)
      const ms = Date.parse(due)
      expect(ms).toBeGreaterThan(Date.parse(after))
      expect(ms).toBeGreaterThanOrEqual(Date.parse(schedule.from) - 86_400_000)
      // Whoever asks from any moment before it is told the same one.
      const between = new Date((Date.parse(after) + ms) / 2).toISOString()
      expect(nextDue(schedule, between)).toBe(due)
      expect(nextDue(schedule, new Date(ms - 1).toISOString())).toBe(due)
      expect(Date.parse(nextDue(schedule, due))).toBeGreaterThan(ms)
    }),
  )
})

test('the day fits the rule, as another calendar tells it', () => {
  fc.assert(
    fc.property(anySchedule, anyInstant, (schedule, after) => {
      const { rule, timeZone } = schedule
      const local = Temporal.Instant.from(nextDue(schedule, after)).toZonedDateTimeISO(timeZone)
      if (rule.kind === 'weekly') expect(local.dayOfWeek).toBe(rule.weekday)
      if (rule.kind === 'day_of_month')
        expect(local.day).toBe(Math.min(rule.day, local.daysInMonth))
      if (rule.kind === 'weekday_of_month') {
        const named = local.subtract({ days: rule.daysAfter })
        expect(named.dayOfWeek).toBe(rule.weekday)
        if (rule.nth === 'last') expect(named.day).toBeGreaterThan(named.daysInMonth - 7)
        else expect(Math.ceil(named.day / 7)).toBe(rule.nth)
      }
    }),
  )
})

test('a schedule is told in words, and one that cannot be is refused with its reason', () => {
  const rule: Rule = { kind: 'weekday_of_month', nth: 2, weekday: 2, daysAfter: 3, every: 1 }
  expect(tellSchedule(berlin(rule))).toBe(
    'Every month on the second Tuesday, 3 days after it, at 18:00 (Europe/Berlin)',
  )
  expect(tellSchedule(berlin({ kind: 'weekly', weekday: 1, every: 2 }))).toBe(
    'Every 2 weeks on Monday at 18:00 (Europe/Berlin)',
  )
  for (const wrong of [{ timeZone: 'Europe/Atlantis' }, { at: '24:00' }, { from: '0001-01-01' }]) {
    expect(Schedule.safeParse({ ...berlin(rule), ...wrong }).success).toBe(false)
  }
})
