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
  /** As the person knows it: when it was first whole here, and when they looked last. */
  known: Ticket | null
  isLoading: boolean
  trouble: Trouble | null
}

export interface TicketStore extends StoreApi<TicketState> {
  readonly ref: TicketRef
  load(options?: LoadOptions): Promise<Ticket | null>
  /** The person has seen what is new in it. */
  look(): void
}

interface LoadOptions {
  refresh?: boolean
  /** Behind what one does: nobody waits for it. */
  isQuiet?: boolean
  /** What this browser held last, where that was read already. */
  kept?: Ticket | undefined
}

export function createTicketStore(
  db: LocalStore,
  client: Pick<Client, 'ask'>,
  ref: TicketRef,
): TicketStore {
  const store = createStore<TicketState>(() => ({
    ...{ ticket: null, known: null, isLoading: true, trouble: null },
  }))
  const show = (ticket: Ticket) =>
    store.setState(({ known }) => ({ ticket, known: isWhole(known) ? known : ticket }))
  const key = ticketKeyOf(ref)
  return Object.assign(store, {
    ref,
    look() {
      store.setState(({ ticket }) => ({ known: ticket }))
    },
    async load({ refresh = false, isQuiet = false, kept }: LoadOptions = {}) {
      if (!isQuiet) store.setState({ isLoading: true })
      if (kept && !store.getState().ticket) show(kept)
      if (!store.getState().ticket) {
        const row = await db.tickets.get(key)
        if (row) show(row.ticket)
      }
      const { GetTicket } = await import('#shared/ticket/contract.ts')
      const { origin, ticketId, recordType } = ref
      const question = { origin, ticketId, recordType, ...(refresh ? { refresh: 'true' } : {}) }
      const answer = await client.ask(GetTicket, question)
      if (!answer.ok) {
        store.setState({ isLoading: false, trouble: answer.trouble })
        return store.getState().ticket
      }
      show(answer.value)
      store.setState({ isLoading: false, trouble: null })
      // A browser without room still shows what came, and reads it anew the next time.
      await db.tickets.put({ key, ticket: answer.value }).catch(() => undefined)
      return answer.value
    },
  })
}

/** Where what is kept here of it cannot be read, that goes, and the server alone is asked. */
export async function loadMended(
  store: TicketStore | null,
  keeper: { mend(): Promise<void> },
  kept?: Ticket,
): Promise<void> {
  await store?.load({ kept }).catch(async () => {
    await keeper.mend().catch(() => undefined)
    store.setState({ ticket: null, known: null })
    await store.load().catch(() => store.setState({ isLoading: false }))
  })
}

/** What could not be read the first time is not new the second. */
const isWhole = (ticket: Ticket | null): boolean => ticket?.missing.length === 0
