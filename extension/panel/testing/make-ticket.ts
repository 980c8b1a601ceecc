import type { Ticket } from '#shared/ticket/ticket.ts'
import { ref } from './make-profile.ts'

/** A ticket with nothing on it but what is handed in. */
export const makeTicket = (has: Partial<Ticket> = {}): Ticket => ({
  ...{ origin: ref(1).origin, ticketId: 1, recordType: 'service', summary: 'Ticket 1' },
  ...{ board: null, status: null, priority: null, company: null, contact: null, owner: null },
  ...{ resources: [], configurations: [], mergedInto: null, thread: [], missing: [] },
  stamp: { lastUpdated: null, status: '', owner: '', newest: [] },
  fetchedAt: '2026-06-10T13:57:00Z',
  ...has,
})
