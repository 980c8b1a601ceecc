/** All seeded tickets, in the order in which they came in. */
import type { TicketSeed } from './build-tickets.ts'
import { fileShareTickets } from './tickets-file-share.ts'

export const ticketSeeds: TicketSeed[] = [...fileShareTickets].sort(
  (a, b) => b.hoursAgo - a.hoursAgo,
)
