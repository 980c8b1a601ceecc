/** The job that learns from every session that is due, team by team. */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import { learnFrom } from './learn-from.ts'
import {
  keepSessionAsItIs,
  listTeamsToTeach,
  markPathDue,
  readNextDue,
  takeDue,
} from './path-queries.ts'

const LEARN_FROM_SESSIONS: JobKind<object> = { name: 'learn-from-sessions', retries: 0 }

export function defineProposalJobs(deps: Deps): void {
  deps.jobs.define(LEARN_FROM_SESSIONS, () => learnFromDue(deps))
  deps.jobs.schedule(LEARN_FROM_SESSIONS, '* * * * *', {})
}

type LearnDeps = Pick<Deps, keyof NoticeDeps | 'db' | 'log' | 'now'>

export async function learnFromDue(deps: LearnDeps): Promise<void> {
  for (const teamId of await listTeamsToTeach(deps.db)) {
    while (await learnNext(deps, teamId)) {
      // One after the other until nothing is due.
    }
  }
}

/**
 * The session's row is held before what is due of it, as by whoever adds to its record: neither
 * waits for the other twice. One that cannot be learned from goes behind the others.
 */
async function learnNext(deps: LearnDeps, teamId: string): Promise<boolean> {
  const { db, log, now } = deps
  const sessionId = await inTeam(db, teamId, (tx) => readNextDue(tx, teamId))
  if (sessionId === undefined) return false
  try {
    await inTeam(db, teamId, async (tx) => {
      await keepSessionAsItIs(tx, teamId, sessionId)
      if (!(await takeDue(tx, teamId, sessionId))) return
      await learnFrom(tx, deps, { teamId, sessionId, isOffered: false })
    })
    return true
  } catch (error) {
    log.error({ err: error, sessionId }, 'nothing was learned from a session')
    await inTeam(db, teamId, (tx) => markPathDue(tx, teamId, sessionId, now()))
    return false
  }
}
