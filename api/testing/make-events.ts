/** Events as a panel would send them, with real ids and the author asked for. */
import { v7 } from 'uuid'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'

export const makeEvent = (
  by: { id: string; name: string },
  data: EventData,
  more: { id?: string; at?: string } = {},
): SessionEvent => ({
  id: more.id ?? v7(),
  at: more.at ?? '2026-03-02T09:00:00.000Z',
  by: { kind: 'person', id: by.id, name: by.name },
  data,
})

/** The ticket that sessions of these tests are about. */
export const TICKET_REF: TicketRef = {
  origin: 'https://na.myconnectwise.net',
  ticketId: 48211,
  recordType: 'service',
  readAt: '2026-03-02T09:00:00.000Z',
  readFrom: 'fragment',
}

export const started = (
  ticketId = TICKET_REF.ticketId,
  client = 'Adler & Partner',
): Extract<EventData, { type: 'session_started' }> => ({
  type: 'session_started',
  ticket: {
    ref: { ...TICKET_REF, ticketId },
    summary: 'Cannot open the Budget folder',
    client,
  },
})

export const said = (text: string): EventData => ({
  type: 'statement_added',
  kind: 'observation',
  text,
})
