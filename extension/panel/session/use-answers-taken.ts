/** How the answers of a flow were taken so far, as the server knows it; asked once for each flow. */
import { useEffect, useState } from 'react'
import { type AnswerShare, ReadAnswersTaken } from '#shared/flow/answers-taken.ts'
import { usePanelState } from '../PanelContext.tsx'

/** The share of each answer of a step, by choice; empty where nothing is known. */
export type Shares = ReadonlyMap<string, number>

export function useAnswersTaken(flowId: string, nodeId: string): Shares {
  const client = usePanelState((state) => state.world?.client)
  const isOnline = usePanelState((state) => state.isOnline)
  const [known, setKnown] = useState<ReadonlyMap<string, AnswerShare[]>>(new Map())
  const isKnown = known.has(flowId)
  useEffect(() => {
    if (!client || !isOnline || isKnown) return
    const left = new AbortController()
    void client.ask(ReadAnswersTaken, { flowId }, { signal: left.signal }).then((answer) => {
      if (!answer.ok || left.signal.aborted) return
      setKnown((before) => new Map(before).set(flowId, answer.value.answers))
    })
    return () => left.abort()
  }, [client, isOnline, isKnown, flowId])
  const answers = known.get(flowId) ?? []
  return new Map(
    answers.flatMap(({ node, choice, share }) => (node === nodeId ? [[choice, share]] : [])),
  )
}
