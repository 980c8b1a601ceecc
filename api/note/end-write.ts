/**
 * How a turn at a write ends: changed and gone on with, waiting, failed, or settled, each stored
 * with what the session is told of it. Every change holds only while the lease is ours.
 */
import type { EventData } from '#shared/session/event.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { tell } from '../live.ts'
import { holdSession } from '../session/queries.ts'
import { dropKeptTicket } from '../ticket/queries.ts'
import type { Half, Patience } from './plan-write.ts'
import { changeWrite, type WriteChanges, type WriteRow } from './queries.ts'
import { appendAtEnd } from './record-write.ts'
import * as say from './say-write.ts'

export type SettleDeps = Pick<Deps, 'db' | 'psa' | 'now' | 'newId' | 'log'> & {
  patience: Patience
  random: () => number
}

/** Undefined: this turn is over. */
export type Next = Promise<WriteRow | undefined>

export const stateOf = (half: Half, state: WriteRow['noteHalf']): WriteChanges =>
  half === 'note' ? { noteHalf: state } : { timeHalf: state }

export const changeHeld = (deps: SettleDeps, row: WriteRow, changes: WriteChanges): Next =>
  inTeam(deps.db, row.teamId, (tx) => changeWrite(tx, row, changes))

export async function waitUntil(
  deps: SettleDeps,
  row: WriteRow,
  message: string,
  atMs: number,
  changes: WriteChanges = {},
): Promise<undefined> {
  await inTeam(deps.db, row.teamId, async (tx) => {
    const nextTryAt = new Date(atMs)
    const given = { ...changes, state: 'waiting', message, nextTryAt, ...NO_LEASE } as const
    if (await changeWrite(tx, row, given)) await tellOf(tx, row)
  })
}

export function failHalf(
  deps: SettleDeps,
  row: WriteRow,
  half: Half,
  why: string,
  canRetry: boolean,
): Promise<undefined> {
  const message = say.sayFailed(row, half, why)
  return endWrite(deps, row, 'failed', message, canRetry, stateOf(half, 'failed'))
}

export async function endAsItStands(
  deps: SettleDeps,
  row: WriteRow,
  remarks: readonly string[],
): Promise<void> {
  if (row.noteHalf === 'failed' || row.timeHalf === 'failed') {
    return endWrite(deps, row, 'failed', row.message, row.canRetry)
  }
  return endWrite(deps, row, 'posted', say.sayPosted(row, remarks), false)
}

type Ending = 'posted' | 'failed' | 'unclear' | 'no_psa'

/** The row's new state and the event that tells of it, in one transaction. */
export async function endWrite(
  deps: SettleDeps,
  row: WriteRow,
  state: Ending,
  message: string,
  canRetry: boolean,
  changes: WriteChanges = {},
): Promise<undefined> {
  const { db, now, log } = deps
  const { teamId, sessionId, origin, ticketId } = row
  await inTeam(db, teamId, async (tx) => {
    // Sessions are held before writes everywhere, so that nobody waits in a circle.
    await holdSession(tx, teamId, sessionId)
    const at = now()
    const given = { ...changes, state, message, canRetry, settledAt: at, nextTryAt: null }
    const ended = await changeWrite(tx, row, { ...given, ...NO_LEASE })
    if (!ended) return
    const told: EventData =
      state === 'posted'
        ? {
            type: 'note_posted',
            writeId: row.id,
            psaNoteId: ended.psaNoteId,
            psaTimeEntryId: ended.psaTimeEntryId,
            author: ended.author ?? '',
          }
        : { type: 'note_post_failed', writeId: row.id, state, message, canRetry }
    const { refused } = await appendAtEnd(tx, deps, 'program', row, told)
    for (const { code } of refused) log.warn({ write: row.id, code }, 'a write was not recorded')
    await dropKeptTicket(tx, { teamId, origin, ticketId })
    await recordAudit(tx, {
      teamId,
      at,
      personId: row.personId,
      act: state === 'posted' ? 'note.posted' : 'note.not-posted',
      object: row.id,
    })
    await tellOf(tx, row)
  })
}

const NO_LEASE = { leaseBy: null, leaseUntil: null } as const

const tellOf = (tx: Tx, { teamId, id }: WriteRow) => tell(tx, { about: 'write', team: teamId, id })
