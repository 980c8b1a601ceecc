/** By what this browser tells tickets apart. */
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'

export const ticketKeyOf = (ref: Pick<TicketRef, 'origin' | 'ticketId'>): string =>
  `${ref.origin}#${ref.ticketId}`
