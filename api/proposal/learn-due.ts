/**
 * The job that learns from every session that is due, team by team.
 *
 * What cannot be learned from holds up none of the others of its team, and no team those of another:
 * it goes behind them, and is tried again in the next round.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { JobKind } from '../jobs.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import { learnFrom } from './learn-from.ts'
import {
  keepSessionAsItIs,
  listDueBehind,
  listTeamsToTeach,
  putBehind,
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
    try {
      await learnInTeam(deps, teamId)
    } catch (error) {
      deps.log.error({ err: error, teamId }, 'nothing more was learned in a team')
    }
  }
}

/**
 * Learns at once from those sessions behind what is open that are due: what was marked in one of
 * them since stands in nothing that is read. Tells from which of them nothing could be learned.
 */
export async function learnBehind(
  deps: LearnDeps,
  teamId: string,
  proposalId?: string,
): Promise<string[]> {
  const failed: string[] = []
  const due = await inTeam(deps.db, teamId, (tx) => listDueBehind(tx, teamId, proposalId))
  for (const sessionId of due) {
    if (!(await learnOne(deps, teamId, sessionId))) failed.push(sessionId)
  }
  return failed
}

/** Of one team in a round, so that the others have their turn; the next round goes on. */
const MOST_IN_ROUND = 200

async function learnInTeam(deps: LearnDeps, teamId: string): Promise<void> {
  const failed: string[] = []
  for (let done = 0; done < MOST_IN_ROUND; done += 1) {
    const sessionId = await inTeam(deps.db, teamId, (tx) => readNextDue(tx, teamId, failed))
    if (sessionId === undefined) return
    if (!(await learnOne(deps, teamId, sessionId))) failed.push(sessionId)
  }
}

/**
 * The session's row is held before what is due of it, as by whoever adds to its record: neither
 * waits for the other twice. False where it could not be learned from.
 */
async function learnOne(deps: LearnDeps, teamId: string, sessionId: string): Promise<boolean> {
  const { db, log, now } = deps
  try {
    await inTeam(db, teamId, async (tx) => {
      await keepSessionAsItIs(tx, teamId, sessionId)
      const due = await takeDue(tx, teamId, sessionId)
      if (!due) return
      await learnFrom(tx, deps, { teamId, sessionId, isOffered: false, isSilent: due.isSilent })
    })
    return true
  } catch (error) {
    log.error({ err: error, teamId, sessionId }, 'nothing was learned from a session')
    await inTeam(db, teamId, (tx) => putBehind(tx, teamId, sessionId, now()))
    return false
  }
}
