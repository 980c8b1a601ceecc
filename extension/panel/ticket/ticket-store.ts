/**
 * A ticket's surroundings: what this browser held last, then what the server says now.
 * Without a connection the page's own reading is all there is, and the screen says so.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { ticketKeyOf } from '../../client/ticket-key.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export interface TicketState {
  ticket: Ticket | null
  isLoading: boolean
  trouble: Trouble | null
}

export interface TicketStore extends StoreApi<TicketState> {
  readonly ref: TicketRef
  load(options?: LoadOptions): Promise<Ticket | null>
}

interface LoadOptions {
  refresh?: boolean
  /** What this browser held last, where that was read already. */
  kept?: Ticket | undefined
}

export function createTicketStore(
  db: LocalStore,
  client: Pick<Client, 'ask'>,
  ref: TicketRef,
): TicketStore {
  const store = createStore<TicketState>(() => ({ ticket: null, isLoading: true, trouble: null }))
  const key = ticketKeyOf(ref)
  return Object.assign(store, {
    ref,
    async load({ refresh = false, kept }: LoadOptions = {}) {
      store.setState(({ ticket }) => ({ isLoading: true, ticket: ticket ?? kept ?? null }))
      if (!store.getState().ticket) {
        const row = await db.tickets.get(key)
        if (row) store.setState({ ticket: row.ticket })
      }
      const { GetTicket } = await import('#shared/ticket/contract.ts')
      const { origin, ticketId, recordType } = ref
      const question = { origin, ticketId, recordType, ...(refresh ? { refresh: 'true' } : {}) }
      const answer = await client.ask(GetTicket, question)
      if (!answer.ok) {
        store.setState({ isLoading: false, trouble: answer.trouble })
        return store.getState().ticket
      }
      await db.tickets.put({ key, ticket: answer.value })
      store.setState({ ticket: answer.value, isLoading: false, trouble: null })
      return answer.value
    },
  })
}
