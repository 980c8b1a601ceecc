/** What the tab shows, as the panel asks it: which ticket, under which key, and how sure. */
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketView } from '../bridge/messages.ts'
import { ticketKeyOf } from '../client/ticket-key.ts'

export const refOf = (view: TicketView | undefined): TicketRef | undefined =>
  view?.sighting.state === 'ticket' ? view.sighting.ref : undefined

export const keyOf = (view: TicketView | undefined): string => {
  const ref = refOf(view)
  return ref ? ticketKeyOf(ref) : 'no ticket'
}

export const isUncertain = (view: TicketView | undefined): boolean =>
  view?.sighting.state === 'uncertain' || view?.sighting.state === 'time'
