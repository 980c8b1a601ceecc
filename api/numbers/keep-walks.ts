/**
 * Keeps how flows were walked in the transaction that stores how it ended, so that numbers are read
 * from rows and never from records.
 *
 * The rows are made from the record alone and take the place of what was there: told again, they
 * are the same. A job makes those of sessions that ended before there were any.
 */
import { countRepeated } from '#shared/handoff/count-repeated.ts'
import { type Walk, walksOf } from '#shared/numbers/walks-of.ts'
import type { EventType, SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { isEscalated } from '#shared/session/handoff.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { catchUpSessions } from '../session/catch-up.ts'
import {
  holdSessionWithoutWalks,
  keepRepeated,
  readFailedAttempts,
  replaceWalks,
} from './walk-queries.ts'

interface Place {
  teamId: string
  sessionId: string
}

/** After which a session's walks are others than before. */
const TELLS: ReadonlySet<EventType> = new Set([
  'session_finished',
  'session_reopened',
  'handed_off',
  'picked_up',
  // Told after the end by a panel that was away.
  'worked',
])

export async function keepWalks(
  tx: Tx,
  place: Place,
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  if (stored.some(({ event }) => TELLS.has(event.data.type))) await putWalks(tx, place, session)
}

async function putWalks(tx: Tx, { teamId, sessionId }: Place, session: Session): Promise<void> {
  const isTold = session.outcome !== null || session.handoffs.some(isEscalated)
  const failed = isTold ? await readFailed(tx, { teamId, sessionId }) : []
  const walks = isTold ? walksOf(session, failed) : []
  await replaceWalks(tx, { teamId, sessionId }, rowsOf(session, walks))
  for (const handoff of session.handoffs) {
    const repeated = session.outcome ? countRepeated(session, handoff) : null
    await keepRepeated(tx, teamId, handoff.id, repeated)
  }
}

const readFailed = async (tx: Tx, { teamId, sessionId }: Place): Promise<SessionEvent[]> =>
  (await readFailedAttempts(tx, teamId, sessionId)).map((text) => {
    const stored: StoredEvent = JSON.parse(text)
    return stored.event
  })

function rowsOf(session: Session, walks: readonly Walk[]) {
  const at = session.outcome?.at ?? session.handoffs.at(-1)?.at ?? session.lastAt
  return {
    walks: walks.map(({ steps: _, ...walk }) => ({ ...walk, at })),
    steps: walks.flatMap(({ steps }) => steps).map((step, i) => ({ ...step, position: i + 1, at })),
  }
}

export const CATCH_UP: JobKind<object> = { name: 'keep-walks' }

export function defineWalkJobs(deps: Deps): void {
  deps.jobs.define(CATCH_UP, () => catchUp(deps))
  deps.jobs.schedule(CATCH_UP, '*/15 * * * *', {})
}

/** For sessions that ended before their walks were kept. */
export const catchUp = (deps: Pick<Deps, 'db' | 'log'>): Promise<void> =>
  catchUpSessions(deps, {
    hold: holdSessionWithoutWalks,
    keep: async (tx, place, folded) => folded && putWalks(tx, place, folded.session),
    failed: 'the walks of a session were not kept',
  })
