/** The surroundings of the ticket in view, as far as they are known. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { usePanelState } from '../PanelContext.tsx'
import type { TicketState } from './ticket-store.ts'

const NONE: TicketState = { ticket: null, known: null, isLoading: false, trouble: null }
const NO_TICKET: StoreApi<TicketState> = {
  getState: () => NONE,
  getInitialState: () => NONE,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useTicket(): TicketState {
  const store = usePanelState((state) => state.ticket)
  return useStore<StoreApi<TicketState>>(store ?? NO_TICKET)
}
