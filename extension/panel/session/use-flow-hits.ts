/** What the server finds beyond the list that is here; nothing while it is away. */
import { useEffect, useState } from 'react'
import { SearchFlows } from '#shared/flow/contract.ts'
import type { ResponseOf } from '#shared/route.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { usePanelState } from '../PanelContext.tsx'

type Hits = ResponseOf<typeof SearchFlows>['hits']

const NONE: Hits = []

export function useFlowHits(query: string, limit: number): Hits {
  const client = usePanelState((state) => state.world?.client)
  const asked = useSettled(query.trim().slice(0, 200))
  const [found, setFound] = useState<{ query: string; hits: Hits }>()
  useEffect(() => {
    if (!client || asked === '') return
    const left = new AbortController()
    void client.ask(SearchFlows, { q: asked, limit }, { signal: left.signal }).then((answer) => {
      if (answer.ok && !left.signal.aborted) setFound({ query: asked, hits: answer.value.hits })
    })
    return () => left.abort()
  }, [client, asked, limit])
  return found?.query === query.trim() ? found.hits : NONE
}
