/**
 * Keeps what became of the fixes of a session in the transaction that stores its end.
 *
 * What a person said of a fix counts from then on, once. When the session is opened again, nobody
 * knows whether what had worked until then held, and it counts no longer, not even when the
 * session is finished a second time; what is tried after that counts anew.
 */
import { compareFix } from '#shared/assistant/count-past-fixes.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { isOpenedToCorrect } from '#shared/session/finish-list.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../../db.ts'
import { insertOutcomes, keepCameBack, type NewOutcome } from './queries.ts'

export async function keepOutcomes(
  tx: Tx,
  place: { teamId: string; sessionId: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  const reopened = stored.findLast(
    ({ event }, n) =>
      event.data.type === 'session_reopened' &&
      !isOpenedToCorrect(stored.slice(n + 1).map((later) => later.event.data)),
  )
  const isEnd = stored.some(({ event }) => event.data.type === 'session_finished')
  if (!reopened && !isEnd) return
  const outcomes = outcomesOf(session).map((outcome) => ({ ...place, ...outcome }))
  if (reopened) {
    const after = stored.filter(({ seq }) => seq > reopened.seq).flatMap(triedIn)
    const before = outcomes.filter(({ fixId }) => !after.includes(fixId))
    if (before.length > 0) await keepCameBack(tx, before)
  }
  if (session.status === 'finished' && outcomes.length > 0) await insertOutcomes(tx, outcomes)
}

const triedIn = ({ event: { data } }: StoredEvent): string[] =>
  data.type === 'fix_tried' ? [data.fixId] : []

const outcomesOf = (session: Session): Omit<NewOutcome, 'teamId' | 'sessionId'>[] =>
  session.lane.fixes.flatMap((fix) => {
    if (!fix.tried) return []
    const { outcome, at } = fix.tried
    const compared = compareFix(session, fix)
    const worked = outcome === 'worked'
    return [{ fixId: fix.id, ...compared, confidence: fix.confidence, worked, triedAt: at }]
  })
