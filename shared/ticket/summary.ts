/**
 * A ticket in a few sentences, for whoever opens it: what is wrong, what was done last, and what
 * is lacking to begin.
 *
 * Made once per state of the ticket and kept; without a model by rules, from the same ticket.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'
import { route } from '../route.ts'
import { ReplyMode } from '../session/lane-event.ts'
import { RecordType, SiteOrigin, TicketNumber } from './ticket-ref.ts'

export const TicketSummary = z
  .object({
    /** What the reporter has, in a sentence or two. */
    problem: z.string(),
    /** The last thing that was done or said, with who did it; empty where nothing was. */
    lastAction: z.string(),
    /** What one would have to ask before beginning. */
    missing: z.array(z.string()),
  })
  .check(z.meta({ id: 'TicketSummary' }))
export type TicketSummary = z.infer<typeof TicketSummary>

export const SummariseTicket = route({
  method: 'POST',
  path: '/tickets/summary',
  summary: 'A ticket in a few sentences; kept until the ticket changes',
  may: 'readTickets',
  pace: 'compose',
  request: z.object({
    origin: SiteOrigin,
    ticketId: TicketNumber,
    recordType: z._default(RecordType, 'unknown'),
  }),
  response: z.object({
    summary: TicketSummary,
    mode: ReplyMode,
    madeAt: Instant,
    /** True where it was made before, for this very state of the ticket. */
    fromCache: z.boolean(),
  }),
})
