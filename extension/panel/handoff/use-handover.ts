/** Where sessions stand on their way to somebody else, as this browser knows it. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Handover } from '../../client/handovers.ts'
import { isPassing } from '../../client/trouble.ts'
import { usePanelState } from '../PanelContext.tsx'

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
  return useActs((acts) => (sessionId ? acts.get(sessionId) : undefined))
}

/** All of them, by session. */
export const useHandovers = (): ReadonlyMap<string, Handover> => useActs((acts) => acts)

/**
 * Those that a person has to see to, and that what is in front does not tell: refused, or held up by
 * what does not pass by itself.
 */
export function useStuckHandovers(): readonly Handover[] {
  const acts = useHandovers()
  const shownId = usePanelState((state) => state.session?.sessionId)
  const isDialogOpen = usePanelState((state) => state.asked === 'handOver')
  return useMemo(() => {
    const isTold = ({ request, state }: Handover) =>
      request.sessionId === shownId && (state !== 'refused' || isDialogOpen)
    return [...acts.values()].filter((one) => isStuck(one) && !isTold(one))
  }, [acts, shownId, isDialogOpen])
}

const isStuck = ({ state, trouble }: Handover): boolean =>
  state === 'refused' || (state === 'waiting' && trouble !== null && !isPassing(trouble))

function useActs<Told>(select: (acts: Acts['acts']) => Told): Told {
  const store = usePanelState((state) => state.world?.handovers)
  return useStore<StoreApi<Acts>, Told>(store ?? NO_WORLD, ({ acts }) => select(acts))
}
