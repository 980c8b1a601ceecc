/** All seeded tickets, in the order in which they came in. */
import type { TicketSeed } from './build-tickets.ts'
import { deviceTickets } from './tickets-devices.ts'
import { fileShareTickets } from './tickets-file-share.ts'
import { infrastructureTickets } from './tickets-infrastructure.ts'
import { oddTickets } from './tickets-odd.ts'
import { peopleTickets } from './tickets-people.ts'

export const ticketSeeds: TicketSeed[] = [
  ...fileShareTickets,
  ...infrastructureTickets,
  ...peopleTickets,
  ...deviceTickets,
  ...oddTickets,
].sort((a, b) => b.hoursAgo - a.hoursAgo)
