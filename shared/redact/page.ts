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
import type { Word } from './word.ts'

export interface Page {
  readonly text: string
  work: number
  /** How far the detector asked last has looked, back and ahead. */
  seenFrom: number
  seenTo: number
  /** Rows up to here belong to a table that has been read. */
  tableEnd: number
  /** The line up to here has been read, and is no head of a table. */
  plainEnd: number
  /** No line ends in between, as far as has been looked; both only ever grow on one line. */
  lineFrom: number
  lineTo: number
  /** The words read last, by their place (see `sentence.ts`). */
  words: Map<number, Word>
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

/** `text` has its placeholders covered. */
export function openPage(text: string): Page {
  return {
    text,
    work: 0,
    seenFrom: 0,
    seenTo: 0,
    tableEnd: 0,
    plainEnd: 0,
    lineFrom: 0,
    lineTo: 0,
    words: new Map(),
  }
}

/** What follows `at`, at most `length` characters. */
export function ahead(page: Page, at: number, length = 240): string {
  return look(page, at, Math.min(page.text.length, at + length))
}

/** What stands before `at`, at most `length` characters. */
export function behind(page: Page, at: number, length = 100): string {
  return look(page, Math.max(0, at - length), at)
}

/** What follows `at` on the same line. */
export function restOfLine(page: Page, at: number, length = 240): string {
  return look(page, at, endOnLine(page, at, length))
}

/** What stands before `at` on the same line. */
export function startOfLine(page: Page, at: number, length = 100): string {
  return look(page, startOnLine(page, at, length), at)
}

/** Every look goes through here: counted, and remembered for a further look at the text. */
function look(page: Page, from: number, to: number): string {
  page.work += to - from
  if (from < page.seenFrom) page.seenFrom = from
  if (to > page.seenTo) page.seenTo = to
  return page.text.slice(from, to)
}

/** Where the line of `at` begins, or how far back one may look. */
function startOnLine(page: Page, at: number, length: number): number {
  const far = Math.max(0, at - length)
  stayOnLine(page, at)
  while (page.lineFrom > far && !isLineEnd(page.text.charCodeAt(page.lineFrom - 1))) page.lineFrom--
  return Math.max(far, page.lineFrom)
}

/** Where the line of `at` ends, or how far one may look. */
export function endOnLine(page: Page, at: number, length: number): number {
  const far = Math.min(page.text.length, at + length)
  stayOnLine(page, at)
  while (page.lineTo < far && !isLineEnd(page.text.charCodeAt(page.lineTo))) page.lineTo++
  return Math.min(far, page.lineTo)
}

/** Places are asked for in the order of the text, so what is known of one line is enough. */
function stayOnLine(page: Page, at: number): void {
  if (at >= page.lineFrom && at <= page.lineTo) return
  page.lineFrom = at
  page.lineTo = at
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}

export function firstLine(text: string): string {
  for (let at = 0; at < text.length; at++)
    if (isLineEnd(text.charCodeAt(at))) return text.slice(0, at)
  return text
}

export function cover(text: string): string {
  if (!text.includes(' removed]')) return text
  return text.replace(placeholderExpression(), (found) => COVER.repeat(found.length))
}
