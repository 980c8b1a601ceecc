/**
 * Looks whether the tickets of walks that wait stay closed, and validates those that did for long
 * enough.
 *
 * Each is looked at once an hour; only what ConnectWise says now counts. Each team has a job of its
 * own, so that none waits for the ConnectWise of another; it works until its time is over, those that
 * were not looked at for longest first. Where no ConnectWise is connected, or it does not answer, the
 * walk waits for a person. Before it is validated its session is held and it is asked once more whether
 * it waits, so two processes that look at once validate it once.
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
import { keepLooks, listToLookAt, type WaitingWalk } from './queries.ts'
import { tellFirstLevel } from './tell-people.ts'

const LOOK_AT_TICKETS: JobKind<object> = { name: 'look-at-walked-tickets' }

/** How long one round of a team may take; what is left then is first in the next. */
const BUDGET_MS = 10 * 60_000

export const LOOK_IN_TEAM: JobKind<{ teamId: string }> = {
  name: 'look-at-walked-tickets-of-team',
  // The next round comes in an hour.
  retries: 1,
  atOnce: 8,
  atMostSeconds: (2 * BUDGET_MS) / 1000,
}

const HOUR_MS = 3_600_000
/** After so long a walk waits for people alone. */
const LOOKED_AT_FOR_MS = 30 * 24 * HOUR_MS
/** In one question to ConnectWise. */
const MOST_AT_ONCE = 100
/** Questions without an answer, one after the other, after which it is left alone until the next round. */
const MOST_SILENCES = 2

export function defineFirstLevelJobs(deps: Deps): void {
  deps.jobs.define(LOOK_IN_TEAM, ({ teamId }) => lookInTeam(deps, teamId))
  deps.jobs.define(LOOK_AT_TICKETS, () => askForLooks(deps))
  deps.jobs.schedule(LOOK_AT_TICKETS, '23 * * * *', {})
}

/** For each team whose walks wait. */
export async function askForLooks(deps: Pick<Deps, 'db' | 'now' | 'jobs' | 'log'>): Promise<void> {
  for (const teamId of await listTeamIds(deps.db)) {
    try {
      await inTeam(deps.db, teamId, async (tx) => {
        const [walk] = await listToLookAt(tx, teamId, { ...dueAt(deps.now()), limit: 1 })
        if (walk) await deps.jobs.send(tx, LOOK_IN_TEAM, { teamId })
      })
    } catch (error) {
      deps.log.warn({ err: error, teamId }, 'the tickets of walks could not be looked at')
    }
  }
}

const dueAt = (now: Date) => ({
  before: new Date(now.getTime() - HOUR_MS / 2),
  endedAfter: new Date(now.getTime() - LOOKED_AT_FOR_MS),
})

type Means = Pick<Deps, keyof NoticeDeps | 'db' | 'now' | 'psa' | 'log'>

export async function lookInTeam(deps: Means, teamId: string): Promise<void> {
  const team = await connectionOf(deps, teamId)
  if (!team) return
  const began = deps.now()
  const due = { ...dueAt(began), limit: MOST_AT_ONCE }
  let silences = 0
  while (silences < MOST_SILENCES && deps.now().getTime() - began.getTime() < BUDGET_MS) {
    const walks = await inTeam(deps.db, teamId, (tx) => listToLookAt(tx, teamId, due))
    if (walks.length === 0) return
    const closed = await askAbout(team, walks)
    silences = closed ? 0 : silences + 1
    await keepSeen(deps, teamId, walks, closed)
  }
}

/** None where its keys do not open, which an admin is told elsewhere. */
const connectionOf = (deps: Means, teamId: string) =>
  deps.psa.of(teamId).catch((error: unknown) => {
    if (error instanceof Refused) return undefined
    throw error
  })

type Closed = ReadonlyMap<string, boolean>

/** By session, without those of which nobody knows; undefined where ConnectWise did not answer. */
async function askAbout(
  { site, psa }: TeamPsa,
  walks: readonly WaitingWalk[],
): Promise<Closed | undefined> {
  const refs = walks.flatMap(({ ref }) => (ref?.origin === site ? [ref] : []))
  if (refs.length === 0) return new Map()
  const seen = await psa.listClosed(refs)
  if (seen.kind !== 'ok') return undefined
  return new Map(
    walks.flatMap(({ sessionId, ref }): [string, boolean][] => {
      const isClosed = ref?.origin === site ? seen.body.get(ref.ticketId) : undefined
      return isClosed === undefined ? [] : [[sessionId, isClosed]]
    }),
  )
}

/** One of which nobody knows was looked at too, and holds up none of the others. */
async function keepSeen(
  deps: Means,
  teamId: string,
  walks: readonly WaitingWalk[],
  closed: Closed | undefined,
): Promise<void> {
  for (const isClosed of [undefined, false, true]) {
    const seen = walks.filter(({ sessionId }) => closed?.get(sessionId) === isClosed)
    const ids = seen.map(({ sessionId }) => sessionId)
    const at = deps.now()
    const since = await inTeam(deps.db, teamId, (tx) =>
      keepLooks(tx, teamId, ids, { at, isClosed }),
    )
    for (const [sessionId, closedSince] of since) {
      if (!isClosed || !hasStayedClosed(closedSince, at)) continue
      await validate(deps, teamId, sessionId).catch((error: unknown) =>
        deps.log.warn({ err: error, teamId, sessionId }, 'a walk was not validated'),
      )
    }
  }
}

async function validate(deps: Means, teamId: string, sessionId: string): Promise<void> {
  await inTeam(deps.db, teamId, async (tx) => {
    // In the order in which whoever appends holds them, so that neither waits for the other.
    await holdSession(tx, teamId, sessionId)
    const at = deps.now()
    const since = await keepLooks(tx, teamId, [sessionId], { at, isClosed: true })
    if (!hasStayedClosed(since.get(sessionId) ?? null, at)) return
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
