/** What was decided about proposals, the latest first: read when somebody wants to see it. */
import { useCallback, useEffect, useState } from 'react'
import { ListProposals, type ProposalSummary } from '#shared/proposal/contract.ts'
import type { Trouble } from '../../client/trouble.ts'
import { usePanelState } from '../PanelContext.tsx'

interface Decided {
  /** None before they were read. */
  decided: readonly ProposalSummary[] | null
  trouble: Trouble | null
}

export function useDecided(isWanted: boolean): Decided & { readAgain: () => void } {
  const client = usePanelState((state) => state.world?.client)
  const [state, setState] = useState<Decided>({ decided: null, trouble: null })
  const read = useCallback(
    async (signal?: AbortSignal) => {
      if (!client) return
      const answers = await Promise.all(
        (['accepted', 'declined'] as const).map((status) => client.ask(ListProposals, { status })),
      )
      if (signal?.aborted) return
      const failed = answers.find((one) => !one.ok)
      const all = answers.flatMap((one) => (one.ok ? one.value.proposals : []))
      if (failed?.ok === false)
        return setState(({ decided }) => ({ decided, trouble: failed.trouble }))
      setState({
        decided: all.sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
        trouble: null,
      })
    },
    [client],
  )
  useEffect(() => {
    if (!isWanted) return
    const left = new AbortController()
    void read(left.signal)
    return () => left.abort()
  }, [isWanted, read])
  return { ...state, readAgain: () => void read() }
}
