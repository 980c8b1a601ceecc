/**
 * Draws anew what flows have outrun, before it is listed: it is no more to be decided about than to
 * be opened.
 *
 * Each in a transaction of its own. One that cannot be drawn is listed and opened as it stands and
 * keeps the others from nobody.
 */
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { drawAnew, type History, holdAgainstPublished } from './draw-proposal.ts'
import { findTarget } from './find-target.ts'
import { listToHold } from './held-queries.ts'
import { listStale, lockProposals, readProposal } from './queries.ts'

type RedrawDeps = Pick<Deps, 'db' | 'log' | 'now'>

export async function redrawStale({ db, log, now }: RedrawDeps, teamId: string): Promise<void> {
  const history: History = new Map()
  const redraw = (tx: Tx, id: string) => drawAnew(tx, teamId, id, now(), history)
  const hold = (tx: Tx, id: string) => holdAgainstPublished(tx, teamId, id, now())
  const stale = await inTeam(db, teamId, async (tx) => [
    ...(await listStale(tx, teamId)).map((id) => ({ id, look: redraw })),
    ...(await listToHold(tx, teamId)).map((id) => ({ id, look: hold })),
  ])
  for (const { id, look } of stale) {
    try {
      await inTeam(db, teamId, async (tx) => {
        await lockProposals(tx, teamId)
        await look(tx, id)
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
      if (row?.status !== 'open') return
      if (row.flowId === null) {
        if ((await listToHold(tx, teamId, id)).length === 0) return
        await lockProposals(tx, teamId)
        return holdAgainstPublished(tx, teamId, id, now())
      }
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
