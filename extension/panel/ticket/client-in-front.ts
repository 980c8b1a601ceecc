import type { SessionTicket } from '#shared/session/event.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'

/** The client of the work in front: as the record says, as was typed, or as ConnectWise has it. */
export const clientOf = (
  recorded: SessionTicket | null | undefined,
  subject: SessionTicket | null,
  ticket: Ticket | null | undefined,
): string | undefined => recorded?.client ?? subject?.client ?? ticket?.company?.name
