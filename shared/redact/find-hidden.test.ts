/**
 * What is kept of marked words finds them wherever the words themselves would, and holds none of
 * them.
 */
import { pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../testing/make-session.ts'
import { findHidden, hideWords } from './find-hidden.ts'
import { findTerms } from './find-terms.ts'
import { HiddenWords } from './hidden-words.ts'
import { redact } from './redact.ts'

const WORDS = 'Kornblume77'
const hidden = hideWords(WORDS, testId(1))

describe('what is kept of words', () => {
  test('holds none of them', () => {
    expect(HiddenWords.parse(hidden)).toEqual(hidden)
    expect(JSON.stringify(hidden)).not.toMatch(/korn|blume|77"/i)
  })

  test('is what it was when it was first recorded', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf16le')
    const digest = pbkdf2Sync(bytes(WORDS), bytes(testId(1)), 4096, 32, 'sha256').toString('hex')
    expect(hidden).toEqual({ salt: testId(1), length: 11, hint: hintOf(WORDS, testId(1)), digest })
  })

  test('looks otherwise with another salt', () => {
    const other = hideWords(WORDS, testId(2))
    expect(other.digest).not.toBe(hidden.digest)
    expect(other.hint).not.toBe(hidden.hint)
  })
})

describe('they are found', () => {
  const masked = (text: string) => redact(text, { marked: [hidden] }).text

  test.each([
    ['Kornblume77', '[marked text 1 removed]'],
    ['it is Kornblume77.', 'it is [marked text 1 removed].'],
    ['aKornblume777\nKornblume77', 'a[marked text 1 removed]7\n[marked text 1 removed]'],
    ['kornblume77 Kornblume7', 'kornblume77 Kornblume7'],
    ['', ''],
  ])('in %j', (text, left) => expect(masked(text)).toBe(left))

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '😀', '\ud83d') })
  const few = fc.array(
    letters.map((text) => text.trim()).filter(({ length }) => length >= 3 && length <= 200),
    { minLength: 1, maxLength: 3 },
  )

  test('wherever the words themselves would be, and nowhere else', () => {
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
})

test('a text that was made to look like them over and over is masked unread', () => {
  const asked = { ...hidden, length: 3 }
  const alike: string[] = []
  for (let n = 0; alike.length < 80; n++) {
    const words = String.fromCharCode(0x4e00 + (n % 9_999), 0x4e00 + Math.floor(n / 9_999), 0x4e00)
    if (hintOf(words, hidden.salt) === hidden.hint) alike.push(words)
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
