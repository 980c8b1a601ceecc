/**
 * Keeps, in the transaction that stores a written note, how many of its sentences rest on the
 * record. Only the two numbers are kept.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import { countGrounded } from '#shared/note/count-grounded.ts'
import type { StoredEvent } from '#shared/session/event.ts'
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
