/**
 * The text under inspection, and the only ways a detector may look at it.
 *
 * A detector never runs an expression over the whole text: it asks for a window of bounded
 * length beside the place where one of its triggers stands. That bounds the cost of every
 * look whatever the text holds, and `work` counts the characters looked at, so that a test
 * can show linear growth by counting instead of by the clock.
 *
 * Placeholders of an earlier run have been covered (see `cover`), so that neither the words
 * in them nor their numbers are ever taken for context or for a value.
 */
import { placeholderExpression, type Span } from './family.ts'

export interface Page {
  readonly text: string
  work: number
  /** Rows up to here belong to a table that has been read. */
  tableEnd: number
}

export interface Detector {
  readonly name: string
  /** Lower case, without accents; `0` stands for any digit. Without any of them: never asked. */
  readonly triggers: readonly string[]
  /** Goes by a label, so a trigger inside a value already found is part of that value. */
  readonly byLabel?: true
  /** Asked once per trigger in the text; `start` and `end` enclose the trigger. */
  find(page: Page, start: number, end: number): readonly Span[]
}

/** Stands for each character of a placeholder; a private character, so no pattern knows it. */
export const COVER = '\uE000'
export const NOTHING: readonly Span[] = []

export function openPage(text: string): Page {
  return { text: cover(text), work: 0, tableEnd: 0 }
}

/** What follows `at`, at most `length` characters. */
export function ahead(page: Page, at: number, length = 240): string {
  page.work += Math.min(length, page.text.length - at)
  return page.text.slice(at, at + length)
}

/** What stands before `at`, at most `length` characters. */
export function behind(page: Page, at: number, length = 100): string {
  page.work += Math.min(length, at)
  return page.text.slice(Math.max(0, at - length), at)
}

/** What follows `at` on the same line. */
export function restOfLine(page: Page, at: number, length = 240): string {
  return firstLine(ahead(page, at, length))
}

/** What stands before `at` on the same line. */
export function startOfLine(page: Page, at: number, length = 100): string {
  const before = behind(page, at, length)
  return before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1)
}

export function firstLine(text: string): string {
  const end = text.search(/[\r\n]/)
  return end < 0 ? text : text.slice(0, end)
}

/** True when a word could start at `at`: nothing of a word stands right before it. */
export function startsWord(page: Page, at: number): boolean {
  return at === 0 || !isWordCode(page.text.charCodeAt(at - 1))
}

/** True when a word could end before `at`. */
export function endsWord(page: Page, at: number): boolean {
  return at >= page.text.length || !isWordCode(page.text.charCodeAt(at))
}

function isWordCode(code: number): boolean {
  if (code < 128)
    return (
      (code >= 48 && code <= 57) ||
      (code >= 65 && code <= 90) ||
      (code >= 97 && code <= 122) ||
      code === 95
    )
  return code >= 0xc0 && code < 0x2000
}

function cover(text: string): string {
  if (!text.includes(' removed]')) return text
  return text.replace(placeholderExpression(), (found) => COVER.repeat(found.length))
}
