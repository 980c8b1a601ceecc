/** The ticket in a notice: number, client, summary. */
import type { SessionTicket } from '#shared/session/event.ts'

export function tellTicket({ ticket }: { ticket: SessionTicket | null }): string {
  if (!ticket) return 'a session without a ticket'
  const number = ticket.ref ? `#${ticket.ref.ticketId}` : ticket.number
  return [number, ticket.client, ticket.summary].filter(Boolean).join(', ')
}
