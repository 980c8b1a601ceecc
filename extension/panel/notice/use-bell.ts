/** What this person is told, as it is known now. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { usePanelState } from '../PanelContext.tsx'
import type { BellState } from './bell-store.ts'

const NOTHING: BellState = { told: null, isLive: false, trouble: null }
const NO_WORLD: StoreApi<BellState> = {
  getState: () => NOTHING,
  getInitialState: () => NOTHING,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useBell(): BellState {
  const bell = usePanelState((state) => state.world?.bell)
  return useStore<StoreApi<BellState>>(bell ?? NO_WORLD)
}
