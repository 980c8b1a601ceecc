/** What waits to be picked up, as it is known now. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { usePanelState } from '../PanelContext.tsx'
import type { QueueState } from './queue-store.ts'

const NOTHING: QueueState = { waiting: null, isLive: false, trouble: null }
const NO_WORLD: StoreApi<QueueState> = {
  getState: () => NOTHING,
  getInitialState: () => NOTHING,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useQueue(): QueueState {
  const queue = usePanelState((state) => state.world?.queue)
  return useStore<StoreApi<QueueState>>(queue ?? NO_WORLD)
}

/** How much waits: the length of that list. */
export const useQueueCount = (): number => useQueue().waiting?.length ?? 0
