/** By what one sees whether a ticket changed: status, owner, and the newest of its thread. */
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import type { TicketGlance } from '../psa/psa.ts'

const NEWEST = 50

export const stampTicket = (
  ticket: Pick<TicketGlance, 'lastUpdated' | 'status' | 'owner' | 'thread'>,
): TicketStamp => ({
  lastUpdated: ticket.lastUpdated,
  status: ticket.status?.name ?? '',
  owner: ticket.owner?.name ?? '',
  newest: ticket.thread
    .slice(-NEWEST)
    .map((entry) => entry.key)
    .reverse(),
})
