/** What waits for this person and what they are told, as it is known now. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { type NewsState, NO_NEWS } from './news-store.ts'
import { usePanelState } from './PanelContext.tsx'

const NO_WORLD: StoreApi<NewsState> = {
  getState: () => NO_NEWS,
  getInitialState: () => NO_NEWS,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useNews(): NewsState {
  const news = usePanelState((state) => state.world?.news)
  return useStore<StoreApi<NewsState>>(news ?? NO_WORLD)
}

/** How much waits: the length of that list, and what is beyond it. */
export function useQueueCount(): number {
  const { waiting, beyond } = useNews()
  return (waiting?.length ?? 0) + beyond
}
