/** A conversation grows until it is long, then begins anew with what the record says. */
import { expect, test } from 'vitest'
import { answeredOf, askedOf, beginsEpoch, headOf, messagesOf } from './converse.ts'
import type { Exchange } from './exchange.ts'

const exchange = (words: string, n: number): Exchange => ({
  head: n === 0 ? headOf({ summary: 'Printer' }, []) : null,
  asked: askedOf({ words, record: {} }, n),
  answered: answeredOf({ reply_md: 'Yes.' }),
  notes: [],
  passages: [],
  met: [],
  upTo: n,
  messageId: null,
  tier: 'standard',
})
const charsOf = (exchanges: readonly Exchange[]) =>
  exchanges
    .flatMap(({ head, asked, answered }) => [...(head ?? []), ...asked, ...(answered ?? [])])
    .reduce((sum, { block }) => sum + JSON.stringify(block).length, 0)

test('the first turn begins one', () => {
  expect(beginsEpoch([])).toBe(true)
})

const MOST = 30_000 * 3.5
/** Of these lengths, all in all. */
const talk = (first: number, second: number) => [
  exchange('x'.repeat(first), 0),
  exchange('x'.repeat(second), 1),
]
const [begun, added] = talk(0, 0).map((one) => charsOf([one])) as [number, number]

test('up to thirty thousand tokens it goes on, with one character more it begins anew', () => {
  const long = MOST - begun - added
  expect(charsOf(talk(0, long))).toBe(MOST)
  expect(beginsEpoch(talk(0, long))).toBe(false)
  expect(beginsEpoch(talk(0, long + 1))).toBe(true)
})

test('one that was long from the start begins anew when half as much was added, not each time', () => {
  const first = MOST * 2 - begun
  const half = MOST - added
  expect(beginsEpoch(talk(first, 0))).toBe(false)
  expect(beginsEpoch(talk(first, half))).toBe(false)
  expect(beginsEpoch(talk(first, half + 1))).toBe(true)
})

test('a new head holds the ticket and the last three exchanges of the talk', () => {
  const said = ['one', 'two', 'three', 'four'].map((said) => ({ said, replied: `to ${said}` }))
  const text = JSON.stringify(headOf({ summary: 'Printer' }, said))
  expect(text).toContain('Printer')
  for (const one of ['two', 'three', 'four']) expect(text).toContain(`to ${one}`)
  expect(text).not.toContain('to one')
})

test('what was sent before is sent again to the byte, whatever is added', () => {
  const earlier = [exchange('One', 0), exchange('Two', 1)]
  const before = messagesOf(earlier.slice(0, 1), earlier[1]!.asked)
  const after = messagesOf(earlier, askedOf({ words: 'Three', record: { steps: [] } }, 2))
  expect(JSON.stringify(after).startsWith(JSON.stringify(before).slice(0, -2))).toBe(true)
  const roles = after.map(({ role }) => role)
  expect(roles.every((role, n) => role !== roles[n + 1])).toBe(true)
})
