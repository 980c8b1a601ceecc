/** The questions one may ask about a ticket. */
import * as z from 'zod/mini'
import { route } from '../route.ts'
import { Ticket } from './ticket.ts'
import { RecordType, SiteOrigin } from './ticket-ref.ts'

export const GetTicket = route({
  method: 'GET',
  path: '/tickets/:ticketId',
  summary: 'A ticket with company, contact, configurations and its whole thread by time',
  may: 'readTickets',
  request: z.object({
    ticketId: z.coerce.number().check(z.int(), z.positive()),
    origin: SiteOrigin,
    recordType: z._default(RecordType, 'unknown'),
    /** Ask ConnectWise even when what we hold is young. */
    refresh: z.optional(z.stringbool()),
  }),
  response: Ticket,
})
