import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortWaiting } from './sort-waiting.ts'

const waiting = (id: string, minute: number, priority: string | null = null) => ({
  ...{ id, priority },
  at: new Date(Date.UTC(2026, 5, 10, 8, minute)).toISOString(),
})

test('the more urgent comes first, and of one urgency what waits longest', () => {
  const sorted = sortWaiting([
    waiting('late', 40, 'Priority 3 - Normal Response'),
    waiting('unnamed', 1),
    waiting('urgent', 50, 'Priority 1 - Emergency Response'),
    waiting('early', 5, 'Priority 3 - Normal Response'),
    waiting('wordy', 0, 'Do Not Respond'),
  ])
  expect(sorted.map(({ id }) => id)).toEqual(['urgent', 'early', 'late', 'wordy', 'unnamed'])
})

test('the order does not depend on how they came in, and loses none', () => {
  const one = fc.record({
    ...{ id: fc.uuid(), minute: fc.nat(59) },
    priority: fc.option(fc.constantFrom('Priority 1', 'Priority 2', 'High'), { nil: null }),
  })
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), (ones) => {
      const all = ones.map(({ id, minute, priority }) => waiting(id, minute, priority))
      expect(sortWaiting(all.toReversed())).toEqual(sortWaiting(all))
      expect(sortWaiting(all)).toHaveLength(all.length)
    }),
  )
})
