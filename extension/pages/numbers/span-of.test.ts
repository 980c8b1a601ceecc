/** Days as a person picks them are the days that are asked for, the last one whole. */
import { expect, test } from 'vitest'
import { type Picked, spanOf } from './span-of.ts'

const NOW = Date.parse('2026-03-31T12:00:00Z')
const own = (from: string, to: string): Picked => ({ days: 0, from, to, personId: '' })

test('the last days end now', () => {
  expect(spanOf({ days: 30, from: '', to: '', personId: 'p' }, NOW)).toEqual({
    ...{ from: '2026-03-01T12:00:00.000Z', personId: 'p' },
  })
})

test('days of one’s own begin at midnight here and end after the last', () => {
  expect(spanOf(own('2026-03-28', '2026-03-29'), NOW)).toEqual({
    from: new Date(2026, 2, 28).toISOString(),
    to: new Date(2026, 2, 30).toISOString(),
  })
})

test.each([
  ['nothing is filled in', '', '', 'first and the last'],
  ['it ends before it begins', '2026-03-02', '2026-03-01', 'later one'],
  ['it is too long', '2024-03-02', '2026-03-01', 'or less'],
  ['a year is half typed', '0202-03-02', '2026-03-01', 'first and the last'],
])('%s: says what to do', (_, from, to, words) => {
  expect(spanOf(own(from, to), NOW)).toMatchObject({ problem: expect.stringContaining(words) })
})
