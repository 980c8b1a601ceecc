/** A ticket as it was read before, so that whose names stand in the work on it is known. */

import type { Ticket } from '#shared/ticket/ticket.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { keepTicket } from '../ticket/queries.ts'

export const keepTestTicket = (
  deps: Deps,
  teamId: string,
  more: Partial<Ticket> = {},
): Promise<void> =>
  inTeam(deps.db, teamId, (tx) =>
    keepTicket(tx, teamId, {
      ...{ origin: 'https://na.myconnectwise.net', ticketId: 48211, recordType: 'service' },
      ...{ summary: 'Cannot open the Budget folder', board: null, status: null, priority: null },
      ...{ company: null, contact: null, owner: null, resources: [], configurations: [] },
      ...{ mergedInto: null, thread: [], missing: [], fetchedAt: deps.now().toISOString() },
      stamp: { lastUpdated: '', status: '', owner: '', newest: [] },
      ...more,
    }),
  )
