/** What became of fixes like the one on the table, as the server knows it; asked once for each. */
import { useEffect, useState } from 'react'
import { ReadActiveFix } from '#shared/assistant/contract.ts'
import type { PastFixes } from '#shared/assistant/past-fixes.ts'
import { usePanelState } from '../PanelContext.tsx'

/** `asking`, or `unknown` where the server cannot be asked or has another fix on the table. */
export type KnownPast = PastFixes | 'asking' | 'unknown'

export function usePastFixes(fixId: string): KnownPast {
  const client = usePanelState((state) => state.world?.client)
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const isOnline = usePanelState((state) => state.isOnline)
  const [known, setKnown] = useState<{ fixId: string; past: KnownPast } | null>(null)
  useEffect(() => {
    if (!client || !sessionId || !isOnline) return
    const left = new AbortController()
    void client.ask(ReadActiveFix, { sessionId }, { signal: left.signal }).then((answer) => {
      if (left.signal.aborted) return
      const past = answer.ok && answer.value.id === fixId ? answer.value.past : 'unknown'
      setKnown({ fixId, past })
    })
    return () => left.abort()
  }, [client, sessionId, isOnline, fixId])
  if (known?.fixId === fixId) return known.past
  return isOnline ? 'asking' : 'unknown'
}
