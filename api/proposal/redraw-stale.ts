/**
 * Draws anew what flows have outrun, before it is listed: it is no more to be decided about than to
 * be opened.
 *
 * Each in a transaction of its own. One that cannot be drawn is listed as it stands and keeps the
 * others from nobody.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { drawAnew, type History } from './draw-proposal.ts'
import { listStale, lockProposals } from './queries.ts'

export async function redrawStale(
  { db, log, now }: Pick<Deps, 'db' | 'log' | 'now'>,
  teamId: string,
): Promise<void> {
  const history: History = new Map()
  for (const id of await inTeam(db, teamId, (tx) => listStale(tx, teamId))) {
    try {
      await inTeam(db, teamId, async (tx) => {
        await lockProposals(tx, teamId)
        await drawAnew(tx, teamId, id, now(), history)
      })
    } catch (error) {
      // What could not be read of its flow is read again for the next one.
      history.clear()
      log.error({ err: error, teamId, proposalId: id }, 'a proposal was not drawn anew')
    }
  }
}
