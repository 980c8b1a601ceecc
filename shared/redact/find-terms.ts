/**
 * Finds each of many exact terms in a text, in time that does not grow with their number:
 * what people marked, and every further place of a secret that was found once.
 */
import type { Family, Span } from './family.ts'
import { compileTriggers, scanTriggers } from './trigger-scan.ts'

export interface Term {
  text: string
  family: Family
}

/** States of one automaton are numbered in 16 bits; each character takes at most one. */
const MAX_STATES = 30_000

export function findTerms(text: string, terms: readonly Term[], wholeWords: boolean): Span[] {
  const spans: Span[] = []
  let rest = terms.filter((term) => term.text.length > 0 && term.text.length < MAX_STATES)
  while (rest.length > 0) {
    let states = 0
    let count = 0
    while (count < rest.length && states + rest[count]!.text.length <= MAX_STATES)
      states += rest[count++]!.text.length
    findSome(text, rest.slice(0, count), wholeWords, spans)
    rest = rest.slice(count)
  }
  return spans
}

function findSome(text: string, terms: readonly Term[], wholeWords: boolean, spans: Span[]): void {
  const scan = compileTriggers(terms.map((term) => [term.text]))
  scanTriggers(scan, text, (owner, start, end) => {
    const term = terms[owner]!
    if (!text.startsWith(term.text, start)) return
    if (wholeWords && (isWord(text, start - 1, start) || isWord(text, end, end - 1))) return
    spans.push({ family: term.family, start, end })
  })
}

/** True when the characters inside and outside an edge belong to one word. */
function isWord(text: string, outside: number, inside: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[outside] ?? '') && /[\p{L}\p{N}]/u.test(text[inside] ?? '')
}
