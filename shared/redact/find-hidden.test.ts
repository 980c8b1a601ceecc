/**
 * What is kept of marked words finds them wherever the words themselves would, and holds none of
 * them.
 */
import { pbkdf2Sync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testId } from '../testing/make-session.ts'
import { hideWords } from './find-hidden.ts'
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
    expect(hidden).toEqual({ salt: testId(1), length: 11, hint: 61_298, digest })
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
})
