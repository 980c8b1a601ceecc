/**
 * The session as its record tells it now, for whoever only looks.
 *
 * What this process has folded already is gone on from, where it belongs to the same record
 * (see `fold-cache.ts`); otherwise the record is read whole. One statement for the session's
 * row, one for what is not known of its events.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { recallFold } from './fold-cache.ts'
import { readSession, readStored, type SessionRow } from './queries.ts'

export interface FoldedSession {
  row: SessionRow
  session: Session
}

/** None where there is no such session in this team. */
export async function readFolded(
  tx: Tx,
  teamId: string,
  sessionId: string,
): Promise<FoldedSession | undefined> {
  const row = await readSession(tx, teamId, sessionId)
  if (!row) return undefined
  const kept = recallFold(teamId, sessionId)
  if (kept && kept.version === row.version && kept.hash === row.hash) {
    return { row, session: kept.session }
  }
  const stored = await readStored(tx, teamId, sessionId, 0)
  const { session } = foldSession(
    stored.map(({ stored: text }): StoredEvent => JSON.parse(text)).map(({ event }) => event),
  )
  return session ? { row, session } : undefined
}
