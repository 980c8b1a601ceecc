/**
 * Forgets files that were taken back, in the transaction that stores that they were. Their bytes
 * go with the next tidying, once nothing else of the team names them.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'
import { deleteAttachments } from './queries.ts'

export async function dropDetached(
  tx: Tx,
  { teamId, sessionId }: { teamId: string; sessionId: string },
  stored: readonly StoredEvent[],
): Promise<void> {
  const ids = stored.flatMap(({ event: { data } }) =>
    data.type === 'file_detached' ? [data.attachmentId] : [],
  )
  if (ids.length > 0) await deleteAttachments(tx, teamId, sessionId, ids)
}
