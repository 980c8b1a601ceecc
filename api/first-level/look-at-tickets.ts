/**
 * Looks whether the tickets of walks that wait stay closed, and validates those that did for long
 * enough.
 *
 * Each is looked at once an hour; only what ConnectWise says now counts. Where no ConnectWise is
 * connected, or it does not answer, the walk waits for a person. What was seen and what follows from it
 * are stored together, so two processes that look at once validate it once.
 */
import { hasStayedClosed } from '#shared/first-level/stayed-closed.ts'
import { Refused } from '#shared/route.ts'
import { inTeam, listTeamIds } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { appendAtEnd } from '../note/record-write.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import type { TeamPsa } from '../psa/door.ts'
import { holdSession } from '../session/queries.ts'
import { keepLook, listToLookAt, type WaitingWalk } from './queries.ts'
import { tellFirstLevel } from './tell-people.ts'

export const LOOK_AT_TICKETS: JobKind<object> = { name: 'look-at-walked-tickets' }

const HOUR_MS = 3_600_000
/** After so long a walk waits for people alone. */
const LOOKED_AT_FOR_MS = 30 * 24 * HOUR_MS
/** Of a team in one round, so that the others have their turn and ConnectWise its rest. */
const MOST_AT_ONCE = 100

export function defineFirstLevelJobs(deps: Deps): void {
  deps.jobs.define(LOOK_AT_TICKETS, () => lookAtTickets(deps))
  deps.jobs.schedule(LOOK_AT_TICKETS, '23 * * * *', {})
}

type Means = Pick<Deps, keyof NoticeDeps | 'db' | 'now' | 'psa' | 'log'>

export async function lookAtTickets(deps: Means): Promise<void> {
  for (const teamId of await listTeamIds(deps.db)) {
    await lookInTeam(deps, teamId).catch((error: unknown) =>
      deps.log.warn({ err: error, teamId }, 'the tickets of walks could not be looked at'),
    )
  }
}

async function lookInTeam(deps: Means, teamId: string): Promise<void> {
  const now = deps.now().getTime()
  const walks = await inTeam(deps.db, teamId, (tx) =>
    listToLookAt(tx, teamId, {
      before: new Date(now - HOUR_MS / 2),
      endedAfter: new Date(now - LOOKED_AT_FOR_MS),
      limit: MOST_AT_ONCE,
    }),
  )
  const team = walks.length > 0 ? await connectionOf(deps, teamId) : undefined
  if (!team) return
  for (const walk of walks) {
    try {
      await lookAt(deps, teamId, walk, await isClosed(team, walk))
    } catch (error) {
      // It holds up none of the others: it was looked at, and nobody knows what was seen.
      deps.log.warn({ err: error, teamId, sessionId: walk.sessionId }, 'a walk was not looked at')
      await inTeam(deps.db, teamId, (tx) =>
        keepLook(tx, teamId, walk.sessionId, { at: deps.now(), isClosed: undefined }),
      )
    }
  }
}

/** None where its keys do not open, which an admin is told elsewhere. */
const connectionOf = (deps: Means, teamId: string) =>
  deps.psa.of(teamId).catch((error: unknown) => {
    if (error instanceof Refused) return undefined
    throw error
  })

/** Undefined where nobody knows. */
async function isClosed({ site, psa }: TeamPsa, { ref }: WaitingWalk) {
  if (ref.origin !== site) return undefined
  const seen = await psa.glanceAtTicket(ref)
  return seen.kind === 'ok' ? seen.body.status?.isClosed : undefined
}

async function lookAt(
  deps: Means,
  teamId: string,
  { sessionId }: WaitingWalk,
  closed: boolean | undefined,
): Promise<void> {
  await inTeam(deps.db, teamId, async (tx) => {
    // In the order in which whoever appends holds them, so that neither waits for the other.
    await holdSession(tx, teamId, sessionId)
    const at = deps.now()
    const closedSince = await keepLook(tx, teamId, sessionId, { at, isClosed: closed })
    if (!closed || !closedSince || !hasStayedClosed(closedSince, at)) return
    const told = await appendAtEnd(
      tx,
      deps,
      'program',
      { teamId, sessionId },
      { type: 'outcome_validated', how: 'stayed_closed' },
    )
    await tellFirstLevel(tx, deps, { teamId, sessionId }, told)
  })
}
