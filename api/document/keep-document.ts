/**
 * Keeps the documentation of a session in the transaction that stores its end or
 * its hand-off, so that there is
 * never the one without the other. One for each event that ended it, however often that is sent.
 *
 * Times are told in UTC: whose clock counts is not known here, and it is said in the document.
 */
import { createHash } from 'node:crypto'
import type { DocumentCause } from '#shared/document/contract.ts'
import { exportSession } from '#shared/note/export-session.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import type { EventType, StoredEvent } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { insertDocument } from './queries.ts'

const CAUSES: Partial<Record<EventType, DocumentCause>> = {
  session_finished: 'finished',
  handed_off: 'handed_off',
}

const ENDS_AS: Record<DocumentCause, Session['status']> = {
  finished: 'finished',
  handed_off: 'escalated',
}

export async function keepDocument(
  tx: Tx,
  { teamId, sessionId, at }: { teamId: string; sessionId: string; at: Date },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const end = stored.findLast(({ event }) => event.data.type in CAUSES)
  const cause = end && CAUSES[end.event.data.type]
  if (!end || !cause || session.status !== ENDS_AS[cause]) return
  const settings = { timeZone: 'UTC', sessionId }
  const blocks = tellSession(session, settings, maskIn(session))
  const text = exportSession(blocks, 'text')
  await insertDocument(tx, {
    teamId,
    sessionId,
    id: end.event.id,
    cause,
    version: stored.at(-1)?.seq ?? end.seq,
    text,
    hash: createHash('sha256').update(text).digest('hex'),
    madeAt: at,
  })
}
