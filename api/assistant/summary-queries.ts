/** The SQL of summaries: who makes one, and the one of a ticket's present state. */
import type { TicketSummaryTable } from '#db/tables.ts'
import type { ResponseOf } from '#shared/route.ts'
import type { SummariseTicket } from '#shared/ticket/summary.ts'
import { asJson, type Tx } from '../db.ts'
import type { Claim } from '../make-once.ts'

type Summarised = ResponseOf<typeof SummariseTicket>

/** A ticket in the state that the stamp says. */
export type SummaryKey = Pick<TicketSummaryTable, 'teamId' | 'origin' | 'ticketId'> & {
  stamp: string
}

/**
 * What is kept of this state, or the right to make it. Who asks for another state takes the right
 * over: what was being made is of a ticket that has changed.
 */
export async function claimSummary(
  tx: Tx,
  { stamp, ...key }: SummaryKey,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<Claim<Summarised>> {
  const making = { makingStamp: stamp, leaseUntil }
  const mine = await tx
    .insertInto('ticketSummary')
    .values({ ...key, ...making, body: null })
    .onConflict((taken) =>
      taken
        .columns(['teamId', 'origin', 'ticketId'])
        .doUpdateSet(making)
        .where('ticketSummary.stamp', 'is distinct from', stamp)
        .where((eb) =>
          eb.or([
            eb('ticketSummary.makingStamp', 'is distinct from', stamp),
            eb('ticketSummary.leaseUntil', 'is', null),
            eb('ticketSummary.leaseUntil', '<', now.toISOString()),
          ]),
        ),
    )
    .returning('ticketId')
    .executeTakeFirst()
  if (mine) return { is: 'mine' }
  const kept = await tx
    .selectFrom('ticketSummary')
    .select(['body', 'mode', 'madeAt'])
    .where('teamId', '=', key.teamId)
    .where('origin', '=', key.origin)
    .where('ticketId', '=', key.ticketId)
    .where('stamp', '=', stamp)
    .executeTakeFirst()
  if (!kept?.body || !kept.mode || !kept.madeAt) return { is: 'being made' }
  const { body, mode, madeAt } = kept
  return { is: 'ready', kept: { summary: body, mode, madeAt, fromCache: true } }
}

const beingMade = (tx: Tx, { teamId, origin, ticketId, stamp }: SummaryKey) =>
  tx
    .updateTable('ticketSummary')
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .where('makingStamp', '=', stamp)

/** The one of the state that was asked for last; an older one goes. */
export const keepSummary = (tx: Tx, key: SummaryKey, made: Summarised) =>
  beingMade(tx, key)
    .set({
      ...{ stamp: key.stamp, body: asJson(made.summary), mode: made.mode, madeAt: made.madeAt },
      ...{ makingStamp: null, leaseUntil: null },
    })
    .execute()

/** Gives the right to make it back, so that the next who asks may try. */
export const releaseSummary = (tx: Tx, key: SummaryKey) =>
  beingMade(tx, key).set({ makingStamp: null, leaseUntil: null }).execute()
