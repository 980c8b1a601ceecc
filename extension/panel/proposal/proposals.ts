/**
 * What waits for a lead's decision, as last read: the count beside the bell and the list are one.
 *
 * Of two readings at once the later one counts. What cannot be read says why, beside what was known.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ProposalSummary } from '#shared/proposal/contract.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export interface ProposalsState {
  /** None before they were first read. */
  open: readonly ProposalSummary[] | null
  trouble: Trouble | null
}

export interface Proposals extends StoreApi<ProposalsState> {
  read(): Promise<void>
  /** It was decided: gone here before the server is asked again. */
  drop(proposalId: string): void
}

export const NO_PROPOSALS: ProposalsState = { open: null, trouble: null }

export function createProposals({ ask }: Pick<Client, 'ask'>): Proposals {
  const store = createStore<ProposalsState>(() => NO_PROPOSALS)
  let reading = 0
  const read = async () => {
    const turn = ++reading
    const { ListProposals } = await import('#shared/proposal/contract.ts')
    const answer = await ask(ListProposals, { status: 'open' })
    if (turn !== reading) return
    if (answer.ok) store.setState({ open: answer.value.proposals, trouble: null })
    else store.setState({ trouble: answer.trouble })
  }
  return Object.assign(store, {
    read,
    drop(proposalId: string) {
      // What was asked before may still have it.
      reading += 1
      const { open } = store.getState()
      store.setState({ open: open?.filter(({ id }) => id !== proposalId) ?? null })
    },
  })
}
