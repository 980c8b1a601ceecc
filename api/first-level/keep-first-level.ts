/**
 * Keeps the rows of first-level walks in the transaction that stores what changes them, so that what
 * waits to be validated is a list and no search through records. Of all other sessions there is none.
 */
import type { EventType, StoredEvent } from '#shared/session/event.ts'
import { isFirstLevel, waitsForValidation } from '#shared/session/first-level.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { maskNotices } from '../notice/put-notices.ts'
import { keepWalk } from './queries.ts'

const CHANGES: ReadonlySet<EventType> = new Set([
  'session_started',
  'session_finished',
  'session_reopened',
  'outcome_validated',
  'handed_off',
  'picked_up',
])
const MARKS: ReadonlySet<EventType> = new Set(['words_marked', 'words_unmarked'])

export async function keepFirstLevel(
  tx: Tx,
  { teamId, sessionId }: { teamId: string; sessionId: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  if (session.level !== 'first' || session.owner.kind !== 'person') return
  if (stored.some(({ event }) => MARKS.has(event.data.type))) {
    await maskNotices(tx, teamId, [sessionId], maskIn(session))
  }
  if (!stored.some(({ event }) => CHANGES.has(event.data.type))) return
  await keepWalk(tx, {
    ...{ teamId, sessionId, isWalk: isFirstLevel(session), walkedBy: session.owner.id },
    waitsSince: waitsForValidation(session) ? (session.outcome?.at ?? null) : null,
  })
}
