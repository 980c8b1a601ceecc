/**
 * The seeded installation: an invented MSP with six invented clients and the tickets of its week.
 * Made anew for the time it is given, so the tickets are always some hours or days old.
 */
import type { Records } from '../records.ts'
import { buildTickets } from './build-tickets.ts'
import { companies, contacts } from './clients.ts'
import { configurations } from './configurations.ts'
import { boards, members, priorities, projects, workRoles, workTypes } from './setup.ts'
import { ticketSeeds } from './tickets.ts'

export function seedRecords(now: Date): Records {
  // A copy, so that no world writes into another's records.
  return structuredClone({
    ...buildTickets(ticketSeeds, now),
    members,
    companies,
    contacts,
    configurations,
    boards,
    priorities,
    projects,
    workTypes,
    workRoles,
    callbacks: [],
  })
}
