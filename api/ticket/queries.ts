/** The SQL of tickets kept for a while. */
import type { Ticket } from '#shared/ticket/ticket.ts'
import { asJson, type Tx } from '../db.ts'

export interface TicketKey {
  teamId: string
  origin: string
  ticketId: number
}

export const readKeptTicket = (tx: Tx, { teamId, origin, ticketId }: TicketKey) =>
  tx
    .selectFrom('ticketCache')
    .select(['ticket', 'fetchedAt'])
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .executeTakeFirst()

/** Of two readings that cross, the later one stays. */
export async function keepTicket(tx: Tx, teamId: string, ticket: Ticket): Promise<void> {
  const { origin, ticketId, fetchedAt } = ticket
  const kept = { ticket: asJson(ticket), lastUpdated: ticket.stamp.lastUpdated, fetchedAt }
  await tx
    .insertInto('ticketCache')
    .values({ teamId, origin, ticketId, ...kept })
    .onConflict((taken) =>
      taken
        .columns(['teamId', 'origin', 'ticketId'])
        .doUpdateSet(kept)
        .where('ticketCache.fetchedAt', '<=', fetchedAt),
    )
    .execute()
}

/** After a write of ours, or when it is gone there. */
export const dropKeptTicket = (tx: Tx, { teamId, origin, ticketId }: TicketKey) =>
  tx
    .deleteFrom('ticketCache')
    .where('teamId', '=', teamId)
    .where('origin', '=', origin)
    .where('ticketId', '=', ticketId)
    .execute()

export const dropTicketsKeptBefore = (tx: Tx, teamId: string, before: Date) =>
  tx
    .deleteFrom('ticketCache')
    .where('teamId', '=', teamId)
    .where('fetchedAt', '<', before.toISOString())
    .execute()
