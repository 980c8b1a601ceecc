/** Where a ticket is opened in ConnectWise's own pages. */
import type { TicketRef } from './ticket-ref.ts'

/** `v4_6_release` is an alias that every release answers to. */
export function addressOfTicket({
  origin,
  codeBase = 'v4_6_release',
  ticketId,
}: Pick<TicketRef, 'origin' | 'codeBase' | 'ticketId'>): string {
  const url = new URL(`/${codeBase}/services/system_io/Service/fv_sr100_request.rails`, origin)
  url.searchParams.set('service_recid', String(ticketId))
  return url.href
}
