/**
 * Draws anew what flows have outrun, before it is listed: it is no more to be decided about than to
 * be opened.
 *
 * Each in a transaction of its own. One that cannot be drawn is listed and opened as it stands and
 * keeps the others from nobody.
 */
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { drawAnew, type History } from './draw-proposal.ts'
import { findTarget } from './find-target.ts'
import { listStale, lockProposals, readProposal } from './queries.ts'

type RedrawDeps = Pick<Deps, 'db' | 'log' | 'now'>

export async function redrawStale({ db, log, now }: RedrawDeps, teamId: string): Promise<void> {
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
      log.error({ err: error, teamId, proposalId: id }, NOT_DRAWN)
    }
  }
}

/** False where it stays as it was although its flow has moved on. */
export async function redrawIfStale(
  { db, log, now }: RedrawDeps,
  teamId: string,
  id: string,
): Promise<boolean> {
  try {
    await inTeam(db, teamId, async (tx) => {
      const row = await readProposal(tx, teamId, id)
      if (row?.status !== 'open' || row.flowId === null) return
      const target = await findTarget(tx, teamId, row.flowId)
      if (target?.version === row.baseVersion) return
      await lockProposals(tx, teamId)
      await drawAnew(tx, teamId, id, now())
    })
    return true
  } catch (error) {
    log.error({ err: error, teamId, proposalId: id }, NOT_DRAWN)
    return false
  }
}

const NOT_DRAWN = 'a proposal was not drawn anew'
