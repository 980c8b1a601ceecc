import type { SessionTicket } from './event.ts'

/** As a person would say it: "#48213", or what was typed where there is no ticket screen. */
export const ticketNumber = (
  ticket: Pick<SessionTicket, 'ref' | 'number'> | null | undefined,
): string | null => (ticket?.ref ? `#${ticket.ref.ticketId}` : (ticket?.number ?? null))
