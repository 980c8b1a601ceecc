/** Keeps how the words of a note came about in the transaction that stores the note. */
import type { StoredEvent } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'
import { insertWording } from './wording-queries.ts'

export async function keepWordings(
  tx: Tx,
  place: { teamId: string; sessionId: string },
  stored: readonly StoredEvent[],
): Promise<void> {
  for (const { event } of stored) {
    const { id, at, data } = event
    if (data.type !== 'note_inserted' && data.type !== 'note_posting') continue
    const { noteKind, wording } = data
    if (!wording) continue
    await insertWording(tx, { ...place, eventId: id, noteKind, ...wording, writtenAt: at })
  }
}
