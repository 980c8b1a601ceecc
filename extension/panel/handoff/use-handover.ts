/** Where a session stands on its way to somebody else, as this browser knows it. */
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { usePanelState } from '../PanelContext.tsx'
import type { Handover } from './handovers.ts'

interface Acts {
  acts: ReadonlyMap<string, Handover>
}
const NONE: Acts = { acts: new Map() }
const NO_WORLD: StoreApi<Acts> = {
  getState: () => NONE,
  getInitialState: () => NONE,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useHandover(sessionId: string | undefined): Handover | undefined {
  const store = usePanelState((state) => state.world?.handovers)
  return useStore<StoreApi<Acts>, Handover | undefined>(store ?? NO_WORLD, ({ acts }) =>
    sessionId ? acts.get(sessionId) : undefined,
  )
}
