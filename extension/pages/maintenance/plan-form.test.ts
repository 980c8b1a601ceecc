import { expect, test } from 'vitest'
import { nextDue } from '#shared/maintenance/next-due.ts'
import { beginPlan, readPlanForm } from './plan-form.ts'

test.each([
  ['America/Los_Angeles', '2026-06-11T02:30:00.000Z', '2026-06-10'],
  ['Europe/Berlin', '2026-06-10T22:30:00.000Z', '2026-06-11'],
  ['UTC', '2026-06-10T22:30:00.000Z', '2026-06-10'],
])('a new plan holds from the day that it is in %s', (timeZone, now, from) => {
  expect(beginPlan(now, timeZone)).toMatchObject({ from, timeZone })
})

test('a plan for tonight has its first round tonight', () => {
  const form = {
    ...beginPlan('2026-06-11T02:30:00.000Z', 'America/Los_Angeles'),
    ...{ flowId: '01900000-0000-7000-8000-00000000f001', name: 'Servers', client: 'Adler' },
    ...{ targets: 'ADL-DC01', at: '21:00' },
    rule: { kind: 'weekly' as const, weekday: 3, every: 2 },
  }
  const { words } = readPlanForm(form)
  expect(words?.schedule && nextDue(words.schedule, '2026-06-11T02:30:00.000Z')).toBe(
    '2026-06-11T04:00:00Z',
  )
})
