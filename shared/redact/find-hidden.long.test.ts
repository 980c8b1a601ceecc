/** What is kept of marked words, held against the words themselves, and against a text made to look like them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testId } from '../testing/make-session.ts'
import { findHidden, hideWords } from './find-hidden.ts'
import { findTerms } from './find-terms.ts'
import { redact } from './redact.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '😀', '\ud83d') })
const few = fc.array(
  letters.map((text) => text.trim()).filter(({ length }) => length >= 3 && length <= 200),
  { minLength: 1, maxLength: 3 },
)

test('they are found wherever the words themselves would be, and nowhere else', () => {
  fc.assert(
    fc.property(letters, few, fc.array(fc.nat(2), { maxLength: 4 }), (text, marks, within) => {
      const whole = text + within.map((n) => marks[n % marks.length] + text).join('')
      const kept = marks.map((words, n) => hideWords(words, testId(n)))
      const terms = marks.map((words) => ({ text: words, family: 'marked text' as const }))
      const inOrder = (spans: readonly { start: number; end: number }[]) =>
        spans.map(({ start, end }) => `${start}-${end}`).sort()
      expect(new Set(inOrder(findHidden(whole, kept)))).toEqual(
        new Set(inOrder(findTerms(whole, terms, false))),
      )
      expect(redact(whole, { marked: kept })).toEqual(redact(whole, { marked: marks }))
    }),
    { numRuns: 60 },
  )
})

test('a text that was made to look like them over and over is masked unread', () => {
  const asked = { ...hideWords('Kornblume77', testId(1)), length: 3 }
  const alike: string[] = []
  for (let n = 0; alike.length < 80; n++) {
    const words = String.fromCharCode(0x4e00 + (n % 9_999), 0x4e00 + Math.floor(n / 9_999), 0x4e00)
    if (hintOf(words, asked.salt) === asked.hint) alike.push(words)
  }
  expect(findHidden(alike.slice(0, 60).join(''), [asked])).toEqual([])
  expect(findHidden(alike.join(''), [asked]).length).toBeGreaterThan(10)
})

/** As it was when the first was recorded. */
function hintOf(words: string, salt: string): number {
  let sum = Number.parseInt(salt.slice(-8), 16)
  let polynomial = 0
  for (let at = 0; at < words.length; at++)
    polynomial = (Math.imul(polynomial, 0x01000193) + words.charCodeAt(at)) | 0
  sum = Math.imul(sum ^ polynomial, 0x9e3779b1)
  return Math.imul(sum ^ (sum >>> 15), 0x9e3779b1) >>> 16
}
