/**
 * How many sentences of a written note rest on the record: as the record composes them, as they
 * were worded from it, or as it states them. Headings are no sentences. It is counted in the
 * transaction that stores the note, so its cost is linear in the text.
 */
import { ledgerOf } from '../session/ledger.ts'
import type { Session } from '../session/session.ts'
import type { ComposedNote } from './note.ts'
import { splitSentences, type TracedPart, traceText } from './trace-text.ts'

/** A sentence rests on the record where one of the notes that it was written from says so. */
export function countGrounded(
  text: string,
  notes: readonly ComposedNote[],
  session: Session,
): { sentences: number; grounded: number } {
  const ledger = ledgerOf(session)
  const plain = withoutTimes(text)
  const traced = notes.map((note) => traceText(plain, timeless(note), ledger))
  const isFrame = inAnyOf(traced.map((parts) => parts.filter((part) => part.isFrame)))
  const hasGround = inAnyOf(traced.map((parts) => parts.filter((part) => part.evidence.length > 0)))
  let [sentences, grounded, at] = [0, 0, 0]
  for (const line of plain.split('\n')) {
    for (const [start, end] of line.trim() === '' ? [] : splitSentences(line)) {
      const span = { start: at + start, end: at + end }
      if (isFrame(span)) continue
      sentences += 1
      if (hasGround(span)) grounded += 1
    }
    at += line.length + 1
  }
  return { sentences, grounded }
}

type Span = Pick<TracedPart, 'start' | 'end'>

/**
 * Whether a part of one of these texts holds all of a span. Expects each text's parts in order, none
 * over another, and to be asked in order too: so each part is looked at once.
 */
function inAnyOf(texts: readonly (readonly Span[])[]): (span: Span) => boolean {
  const next = texts.map(() => 0)
  return ({ start, end }) => {
    let isIn = false
    for (const [n, parts] of texts.entries()) {
      let at = next[n] ?? 0
      for (let part = parts[at]; part && part.end < end; part = parts[at]) at += 1
      next[n] = at
      // Those after it begin where it ends or later.
      const reaching = parts[at]
      if (reaching && reaching.start <= start) isIn = true
    }
    return isIn
  }
}

/** Times are told in the zone of whoever reads, and say nothing of what a sentence rests on. */
const withoutTimes = (text: string): string =>
  text.replaceAll(/^([ \t]*(?:-[ \t]*)?)(?:\d{4}-\d\d-\d\d )?\d\d:\d\d /gm, '$1')

const timeless = (note: ComposedNote): ComposedNote => ({
  ...note,
  sections: note.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((one) => ({ ...one, text: withoutTimes(one.text) })),
  })),
})
