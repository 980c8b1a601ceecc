/**
 * The ticket as it is now, before a note goes into its page; as it was known where it cannot be
 * read, or not in time: a slow ConnectWise, or a browser without room, holds no note up.
 */
import type { Ticket } from '#shared/ticket/ticket.ts'
import { sameTicket, type TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketStore } from '../ticket/ticket-store.ts'

export const READ_WITHIN_MS = 1500

export function readAgain(
  store: Pick<TicketStore, 'ref' | 'load' | 'getState'> | null,
  ref: TicketRef,
  later: (run: () => void, ms: number) => unknown,
): Promise<Ticket | null> {
  if (!store || !sameTicket(store.ref, ref)) return Promise.resolve(null)
  const known = () => store.getState().ticket
  return Promise.race([
    store.load({ refresh: true, isQuiet: true }).catch(known),
    new Promise<Ticket | null>((resolve) => {
      later(() => resolve(known()), READ_WITHIN_MS)
    }),
  ])
}
