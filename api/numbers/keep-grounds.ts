/**
 * Keeps, in the transaction that stores a written note, how many of its sentences rest on the
 * record: as the record composes them, as they were worded from it, or as it states them. Only the
 * two numbers are kept.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import { splitSentences, type TracedPart, traceText } from '#shared/note/trace-text.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { ledgerOf } from '#shared/session/ledger.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { insertGrounds, readWordedNote } from './walk-queries.ts'

export async function keepGrounds(
  tx: Tx,
  { teamId, sessionId }: { teamId: string; sessionId: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  for (const { event } of stored) {
    const { at, by, data } = event
    if (data.type !== 'note_inserted' && data.type !== 'note_posting') continue
    if (by.kind !== 'person') continue
    // Tried again it is the same note.
    const eventId = data.type === 'note_posting' ? data.writeId : event.id
    const composed = composeNote(session, data.noteKind, { timeZone: 'UTC', sessionId })
    const worded = await readWordedNote(tx, { teamId, sessionId, noteKind: data.noteKind })
    const counted = countGrounded(data.text, worded ? [composed, worded] : [composed], session)
    await insertGrounds(tx, { teamId, sessionId, eventId, personId: by.id, ...counted, at })
  }
}

/** A sentence rests on the record where one of the notes that it was written from says so. */
export function countGrounded(
  text: string,
  notes: readonly ComposedNote[],
  session: Session,
): { sentences: number; grounded: number } {
  const ledger = ledgerOf(session)
  const plain = withoutTimes(text)
  const traced = notes.flatMap((note) => traceText(plain, timeless(note), ledger))
  const frames = traced.filter((part) => part.isFrame)
  const grounds = traced.filter((part) => part.evidence.length > 0)
  let [sentences, grounded, at] = [0, 0, 0]
  for (const line of plain.split('\n')) {
    for (const [start, end] of line.trim() === '' ? [] : splitSentences(line)) {
      const span = { start: at + start, end: at + end }
      if (frames.some((part) => holds(part, span))) continue
      sentences += 1
      if (grounds.some((part) => holds(part, span))) grounded += 1
    }
    at += line.length + 1
  }
  return { sentences, grounded }
}

type Span = Pick<TracedPart, 'start' | 'end'>

const holds = (part: Span, span: Span): boolean => part.start <= span.start && span.end <= part.end

/** Times are told in the zone of whoever reads, and say nothing of what a sentence rests on. */
const withoutTimes = (text: string): string =>
  text.replaceAll(/^([ \t]*(?:-[ \t]*)?)\d\d:\d\d /gm, '$1')

const timeless = (note: ComposedNote): ComposedNote => ({
  ...note,
  sections: note.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((one) => ({ ...one, text: withoutTimes(one.text) })),
  })),
})
