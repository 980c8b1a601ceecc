/**
 * What is kept beside the records and made from them, for sessions that are older than it: one
 * session after the other, each in a transaction of its own, by several processes at a time.
 */
import { inTeam, listTeamIds, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { type FoldedSession, readFolded } from './read-folded.ts'

interface SessionPlace {
  teamId: string
  sessionId: string
}

export interface CatchUp {
  /** A session behind `after` for which it is not kept yet, locked; what others hold is passed over. */
  hold: (tx: Tx, teamId: string, after: string | undefined) => Promise<string | undefined>
  /** Keeps it, and that it is kept; a session that has no record has nothing to keep. */
  keep: (tx: Tx, place: SessionPlace, folded: FoldedSession | undefined) => Promise<unknown>
  /** For the log, where one could not be kept. */
  failed: string
}

export async function catchUpSessions(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { hold, keep, failed }: CatchUp,
): Promise<void> {
  for (const teamId of await listTeamIds(db)) {
    let last: string | undefined
    for (let isMore = true; isMore; ) {
      let sessionId: string | undefined
      try {
        await inTeam(db, teamId, async (tx) => {
          sessionId = await hold(tx, teamId, last)
          if (!sessionId) return
          const folded = await readFolded(tx, teamId, sessionId)
          await keep(tx, { teamId, sessionId }, folded)
        })
      } catch (error) {
        // It holds up none of the others, and is tried again the next time.
        log.error({ err: error, teamId, sessionId }, failed)
      }
      last = sessionId
      isMore = sessionId !== undefined
    }
  }
}
