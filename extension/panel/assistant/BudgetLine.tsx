/** One line where the month's budget for the model runs out, or has: rules answer from there on. */
import { useEffect, useState } from 'react'
import { ReadAssistant } from '#shared/assistant/contract.ts'
import type { ResponseOf } from '#shared/route.ts'
import { usePanelState } from '../PanelContext.tsx'

const NEARLY = 0.8

/** Asked again after each turn, which may have used some of it. */
export function BudgetLine({ turnsEnded }: { turnsEnded: number }) {
  const client = usePanelState((state) => state.world?.client)
  const [told, setTold] = useState<ResponseOf<typeof ReadAssistant> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn that ended is why it is asked
  useEffect(() => {
    if (!client) return
    const left = new AbortController()
    void client.ask(ReadAssistant, {}, { signal: left.signal }).then((answer) => {
      if (answer.ok && !left.signal.aborted) setTold(answer.value)
    })
    return () => left.abort()
  }, [client, turnsEnded])
  const usedShare = told?.usedShare ?? 0
  if (told?.state !== 'spent' && usedShare < NEARLY) return null
  return (
    <p className="px-1 text-fine text-amber-ink">
      {told?.state === 'spent'
        ? told.message
        : `${Math.floor(usedShare * 100)} % of this month’s budget for the model is used.`}
    </p>
  )
}
