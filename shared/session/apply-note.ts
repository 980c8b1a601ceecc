/** What becomes of the notes of a session: drafted, put into the ticket's editor, posted once. */
import type { Of } from './apply-step.ts'
import type { SessionEvent } from './event.ts'
import { type EventRefusal, refusal, unknown } from './refusal.ts'
import type { Session, WrittenNote } from './session.ts'

type Next = Session | EventRefusal

export function draftNote(session: Session, event: SessionEvent, data: Of<'note_drafted'>): Next {
  const draft = {
    ...{ text: data.text, basedOn: data.basedOn, at: event.at, by: event.by },
    stateVersion: session.stateVersion,
  }
  return { ...session, drafts: { ...session.drafts, [data.noteKind]: draft } }
}

export function dropNoteDraft(session: Session, data: Of<'note_draft_dropped'>): Next {
  const { [data.noteKind]: _dropped, ...drafts } = session.drafts
  return { ...session, drafts }
}

export function insertNote(session: Session, event: SessionEvent, data: Of<'note_inserted'>): Next {
  const note: WrittenNote = {
    id: event.id,
    noteKind: data.noteKind,
    way: 'inserted',
    ticket: data.ticket,
    text: data.text,
    sha256: data.sha256,
    at: event.at,
    by: event.by,
    state: 'inserted',
    stateVersion: session.stateVersion,
    ...(data.madeFrom ? { madeFrom: data.madeFrom } : {}),
    ...(data.overridden ? { overridden: data.overridden } : {}),
  }
  return { ...session, notes: [...session.notes, note] }
}

export function startPosting(
  session: Session,
  event: SessionEvent,
  data: Of<'note_posting'>,
): Next {
  const earlier = session.notes.find((n) => n.id === data.writeId)
  if (earlier && (earlier.sha256 !== data.sha256 || !earlier.canRetry)) {
    return refusal('already', 'This note is on its way already. Look at its state below.')
  }
  const overridden = data.overridden ?? earlier?.overridden
  const note: WrittenNote = {
    id: data.writeId,
    noteKind: data.noteKind,
    way: 'posted',
    ticket: data.ticket,
    text: data.text,
    sha256: data.sha256,
    at: event.at,
    // Whoever tries it again, it is written in the name of the one who confirmed it.
    by: earlier?.by ?? event.by,
    state: 'posting',
    stateVersion: session.stateVersion,
    ...(data.madeFrom ? { madeFrom: data.madeFrom } : {}),
    flags: data.flags,
    mailContact: data.mailContact,
    ...(data.time ? { time: data.time } : {}),
    // Tried again it is the same text, confirmed once.
    ...(overridden ? { overridden } : {}),
  }
  const others = session.notes.filter((n) => n.id !== data.writeId)
  return { ...session, notes: [...others, note] }
}

export const endPosting = (session: Session, data: Of<'note_posted'>): Next =>
  settle(session, data.writeId, (note) => ({
    ...note,
    state: 'posted',
    author: data.author,
    ...(data.psaNoteId === null ? {} : { psaNoteId: data.psaNoteId }),
    ...(data.psaTimeEntryId === null ? {} : { psaTimeEntryId: data.psaTimeEntryId }),
  }))

export const failPosting = (session: Session, data: Of<'note_post_failed'>): Next =>
  settle(session, data.writeId, (note) => ({
    ...note,
    state: data.state,
    message: data.message,
    canRetry: data.canRetry,
  }))

function settle(session: Session, writeId: string, change: (n: WrittenNote) => WrittenNote): Next {
  const note = session.notes.find((n) => n.id === writeId)
  if (!note) return unknown('note')
  if (note.state === 'posted') return refusal('already', 'This note is in the ticket already.')
  return { ...session, notes: session.notes.map((n) => (n.id === writeId ? change(n) : n)) }
}
