/**
 * Keeps by what a session that has tried something is found again, in the transaction that stores
 * what it tried.
 *
 * The row is made from the record alone. What is only told more is added to it; otherwise a new one
 * takes its place. A job makes the rows of sessions that are older than them.
 */
import type { Session } from '#shared/session/session.ts'
import { symptomWords } from '#shared/tried-before/find-words.ts'
import {
  type FoundBy,
  type FoundChange,
  foundBy,
  foundChange,
} from '#shared/tried-before/found-by.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { catchUpSessions } from '../session/catch-up.ts'
import { addTried, dropTried, holdSessionNotKept, putTried, setTriedKept } from './keep-queries.ts'

interface Place {
  teamId: string
  sessionId: string
}

/** By what the sessions that this process appends to are found. */
const known = new WeakMap<Session, FoundBy | null>()

/** From what it was before, none where it has only begun. */
export async function keepTried(
  tx: Tx,
  place: Place,
  before: Session | null,
  session: Session,
): Promise<void> {
  const was = before && recall(before)
  const change: FoundChange = before
    ? foundChange(was, before, session)
    : { kind: 'anew', found: foundBy(session) }
  const found = change.kind === 'none' ? was : change.found
  known.set(session, found)
  if (change.kind === 'none') return
  if (change.kind === 'more') {
    const { at } = change.found
    const isThere = await addTried(tx, place, { at, names: change.names })
    if (isThere) return
  }
  if (found) await putTried(tx, { ...place, ...rowOf(session, found) })
  else if (was) await dropTried(tx, place)
}

function recall(session: Session): FoundBy | null {
  const recalled = known.get(session)
  return recalled === undefined ? foundBy(session) : recalled
}

const rowOf = ({ ticket }: Session, { at, names }: FoundBy) => ({
  client: clientKey(ticket?.client ?? ''),
  symptom: [...symptomWords(ticket?.summary ?? '')],
  names: [...names],
  at,
})

export const CATCH_UP: JobKind<object> = { name: 'keep-tried' }

export function defineTriedJobs(deps: Deps): void {
  deps.jobs.define(CATCH_UP, () => catchUp(deps))
  deps.jobs.schedule(CATCH_UP, '*/15 * * * *', {})
}

/** For sessions that are older than what is kept. */
export const catchUp = (deps: Pick<Deps, 'db' | 'log'>): Promise<void> =>
  catchUpSessions(deps, {
    hold: holdSessionNotKept,
    async keep(tx, place, folded) {
      const found = folded && foundBy(folded.session)
      if (found) await putTried(tx, { ...place, ...rowOf(folded.session, found) })
      await setTriedKept(tx, place)
    },
    failed: 'what a session has tried was not kept',
  })
