/** What waits for a lead's decision, as it is known now. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { mayDo } from '#shared/person/rights.ts'
import { usePanelState } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'
import { NO_PROPOSALS, type ProposalsState } from './proposals.ts'

const NO_WORLD: StoreApi<ProposalsState> = {
  getState: () => NO_PROPOSALS,
  getInitialState: () => NO_PROPOSALS,
  setState: () => undefined,
  subscribe: () => () => undefined,
}

export function useProposals(): ProposalsState {
  const proposals = usePanelState((state) => state.world?.proposals)
  return useStore<StoreApi<ProposalsState>>(proposals ?? NO_WORLD)
}

export function useMayReview(): boolean {
  const me = usePanelState((state) => state.world?.account.person)
  return me !== undefined && mayDo(me, 'reviewProposals')
}

/** Reads them anew when the bell tells of one, or no more of one, and when the network is back. */
export function useFreshProposals(): void {
  const proposals = usePanelState((state) => state.world?.proposals)
  const isOnline = usePanelState((state) => state.isOnline)
  const mayReview = useMayReview()
  const told = useNews()
    .told?.notices.filter(({ kind }) => OF_PROPOSALS.has(kind))
    .map(({ id }) => id)
    .join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told is why they are read
  useEffect(() => {
    if (mayReview && isOnline) void proposals?.read()
  }, [proposals, mayReview, isOnline, told])
}

const OF_PROPOSALS: ReadonlySet<string> = new Set(['proposal_raised', 'proposal_decided'])
