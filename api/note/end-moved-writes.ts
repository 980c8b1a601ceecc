/**
 * Ends what was begun for a company that the team is no more connected to.
 *
 * Another company has other tickets under the same numbers, on the same site: what is under way
 * would be looked for there, not be found, and be written there. So it ends in the transaction
 * that changes the connection, which holds the connection first, then sessions, then writes. A
 * worker that has one in hand loses its lease, and without it sends nothing more.
 */

import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { holdSession } from '../session/queries.ts'
import { planNext } from './plan-write.ts'
import { endOpenWrite, endRetries, holdOpenWrite, listOpenWrites } from './queries.ts'
import { appendAtEnd } from './record-write.ts'
import { MOVED, sayMoved } from './say-write.ts'

type Given = Pick<Deps, 'now' | 'newId' | 'log'>

export async function endMovedWrites(tx: Tx, deps: Given, teamId: string): Promise<void> {
  await endRetries(tx, teamId, MOVED)
  for (const { id, sessionId } of await listOpenWrites(tx, teamId)) {
    await holdSession(tx, teamId, sessionId)
    const row = await holdOpenWrite(tx, teamId, id)
    if (!row) continue
    const plan = planNext(row)
    const half = plan.do === 'end' ? 'note' : plan.half
    // What went out may stand in the old ticket: that is told, not that it failed.
    const state = plan.do === 'look' ? 'unclear' : 'failed'
    const message = sayMoved(row, half)
    const at = deps.now()
    await endOpenWrite(tx, row, { state, message, settledAt: at })
    const told = { type: 'note_post_failed', writeId: id, state, message, canRetry: false } as const
    const { refused } = await appendAtEnd(tx, deps, 'program', row, told)
    for (const { code } of refused) {
      deps.log.warn({ write: id, code }, 'a write was not recorded')
    }
    const { personId } = row
    await recordAudit(tx, { teamId, at, personId, act: 'note.not-posted', object: id })
    await tell(tx, { about: 'write', team: teamId, id })
  }
}
