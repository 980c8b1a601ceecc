import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countChangedWords, HowWorded } from './how-worded.ts'

describe('how many words were changed by hand', () => {
  test.each([
    ['nothing', 'The share opens again.', 'The share opens again.', 0],
    ['white space', 'The share\nopens again.', 'The  share opens\n\nagain. ', 0],
    ['one replaced', 'The share opens again.', 'The folder opens again.', 1],
    ['one put in', 'The share opens again.', 'The share now opens again.', 1],
    ['two taken out', 'The share now opens again.', 'The opens again.', 2],
    ['all of it', 'The share opens.', 'Printer restarted', 3],
    ['a text of one’s own', '', 'Four words of mine', 4],
    ['a text thrown away', 'Four words of mine', '', 4],
  ])('%s', (_, from, to, changed) => {
    expect(countChangedWords(from, to).changed).toBe(changed)
  })

  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
  test('is the same both ways, and never more than the longer text', () => {
    fc.assert(
      fc.property(words, words, (one, two) => {
        const [a, b] = [one.join(' '), two.join(' ')]
        const { changed } = countChangedWords(a, b)
        expect(changed).toBe(countChangedWords(b, a).changed)
        expect(changed).toBeLessThanOrEqual(Math.max(one.length, two.length))
        expect(changed === 0).toBe(a === b)
      }),
    )
  })
})

test('no more sentences are taken than were shown', () => {
  const counts = { mode: 'model', flagged: 1, words: 10, changedWords: 0 }
  expect(HowWorded.safeParse({ ...counts, taken: 1 }).success).toBe(true)
  expect(HowWorded.safeParse({ ...counts, taken: 2 }).success).toBe(false)
})
