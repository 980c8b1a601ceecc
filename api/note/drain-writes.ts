/**
 * The worker of the outbox: carries out what a team has asked to be written.
 *
 * It claims one write after the other with a lease and settles it; some of a team side by side,
 * those of one session in their order. The lease is renewed while it works, so that only a worker
 * that died loses it. Before it ends it sees to it that somebody comes back for what must wait.
 * It may be run any number of times, by any number of processes.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import { PATIENCE, type Patience } from './plan-write.ts'
import { changeWrite, claimWrite, listTeamsWithWrites, readNextDue } from './queries.ts'
import { settleWrite } from './settle-write.ts'

export const DRAIN_WRITES: JobKind<{ teamId: string }> = {
  name: 'drain-writes',
  atOnce: 8,
  atMostSeconds: 900,
}

/** For what nobody comes back for: a worker that died, a job that was lost. */
export const SWEEP_WRITES: JobKind<object> = { name: 'sweep-writes' }

export interface DrainOptions {
  patience?: Patience
  random?: () => number
}

const SIDE_BY_SIDE = 3

export async function drainWrites(
  deps: Deps,
  teamId: string,
  options: DrainOptions = {},
): Promise<void> {
  const { patience = PATIENCE, random = Math.random } = options
  const given = { ...deps, patience, random }
  const workers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    while (await settleNext(given, teamId)) {
      // One after the other until nothing is due.
    }
  })
  await Promise.all(workers)
}

type Given = Deps & Required<DrainOptions>

async function settleNext(deps: Given, teamId: string): Promise<boolean> {
  const { db, now, newId, patience } = deps
  const by = newId()
  const until = () => new Date(now().getTime() + patience.leaseMs)
  const row = await inTeam(db, teamId, (tx) =>
    claimWrite(tx, teamId, { by, until: until(), now: now() }),
  )
  if (!row) return false
  const renewing = setInterval(() => {
    inTeam(db, teamId, (tx) => changeWrite(tx, row, { leaseUntil: until() })).catch(
      (error: unknown) => deps.log.warn({ err: error, write: row.id }, 'a lease was not renewed'),
    )
  }, patience.leaseMs / 4)
  try {
    await settleWrite(deps, row)
  } finally {
    clearInterval(renewing)
  }
  return true
}

/**
 * At most so many jobs of this process work for one team. A team whose ConnectWise hangs keeps
 * them waiting for minutes, and the others must not wait for it.
 */
const MOST_OF_A_TEAM = 2

/** Runs `work` for a team unless enough of it run already: then one of those runs once more. */
export function makeFairly(most = MOST_OF_A_TEAM) {
  const running = new Map<string, { count: number; isAskedAgain: boolean }>()
  return async (teamId: string, work: () => Promise<void>): Promise<void> => {
    const team = running.get(teamId) ?? { count: 0, isAskedAgain: false }
    if (team.count >= most) {
      team.isAskedAgain = true
      return
    }
    running.set(teamId, team)
    team.count += 1
    try {
      do {
        team.isAskedAgain = false
        await work()
      } while (team.isAskedAgain)
    } finally {
      team.count -= 1
      if (team.count === 0) running.delete(teamId)
    }
  }
}

/** Lets jobs do it: woken by each write, by what must wait, and once a minute besides. */
export function defineWriteJobs(deps: Deps, options: DrainOptions = {}): void {
  const { db, jobs, now } = deps
  const fairly = makeFairly()
  jobs.define(DRAIN_WRITES, async ({ teamId }) => {
    await fairly(teamId, () => drainWrites(deps, teamId, options))
    await inTeam(db, teamId, async (tx) => {
      const due = await readNextDue(tx, teamId)
      if (due === undefined) return
      const afterSeconds = Math.max(1, Math.ceil((Date.parse(due) - now().getTime()) / 1000))
      await jobs.send(tx, DRAIN_WRITES, { teamId }, { afterSeconds })
    })
  })
  jobs.define(SWEEP_WRITES, () => sweepWrites(deps))
  jobs.schedule(SWEEP_WRITES, '* * * * *', {})
}

/**
 * Sends a job for every team that has something due; also called at start. What waits for later
 * has a job of its own, and would get one more with every minute.
 */
export async function sweepWrites({
  db,
  jobs,
  now,
}: Pick<Deps, 'db' | 'jobs' | 'now'>): Promise<void> {
  for (const teamId of await listTeamsWithWrites(db, now())) {
    await inTeam(db, teamId, (tx) => jobs.send(tx, DRAIN_WRITES, { teamId }))
  }
}
