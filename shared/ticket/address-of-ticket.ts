/** Where a ticket is opened in ConnectWise's own pages. */
import type { TicketRef } from './ticket-ref.ts'

/** An alias that every release answers to; also in the place of what is no release. */
const ANY_RELEASE = 'v4_6_release'

/** Never of another host, whatever stands in the reference. */
export function addressOfTicket({
  origin,
  codeBase = ANY_RELEASE,
  ticketId,
}: Pick<TicketRef, 'origin' | 'codeBase' | 'ticketId'>): string {
  const release = /^v\w+$/i.test(codeBase) ? codeBase : ANY_RELEASE
  const url = new URL(`/${release}/services/system_io/Service/fv_sr100_request.rails`, origin)
  url.searchParams.set('service_recid', String(ticketId))
  return url.href
}
