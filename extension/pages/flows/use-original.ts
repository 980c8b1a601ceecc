/** The original of a fork as it is today, and what has changed in it since both had the same. */
import { useMemo } from 'react'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { changesInOriginal, type OriginalChange } from '#shared/flow/edit/fork-flow.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import { useAsk } from '../page-context.ts'

export interface ToldChange extends OriginalChange {
  sentence: string
}

export interface Original {
  /** False while it is looked for, and when it was taken out of the library. */
  isListed: boolean
  name: string
  /** As both had it, and as it is now; once both are read and they differ. */
  base?: FlowContent
  now?: Flow
  told: readonly ToldChange[]
}

export function useOriginal(content: FlowContent): Original {
  const { fork } = content
  const { data } = useAsk(ListFlows, {}, { isOn: fork !== undefined })
  const listed = data?.flows.find(({ id }) => id === fork?.flow)
  const isOn = fork !== undefined && listed !== undefined && listed.version !== fork.version
  const base = useAsk(GetFlowVersion, { version: fork?.version ?? '' }, { isOn }).data?.content
  const now = useAsk(GetFlowVersion, { version: listed?.version ?? '' }, { isOn }).data
  const told = useMemo(
    () => (isOn && base && now ? tellChanges(content, base, now.content) : NONE),
    [isOn, content, base, now],
  )
  return {
    ...{ isListed: listed !== undefined, name: listed?.name ?? fork?.name ?? '', told },
    ...(isOn && base && now ? { base, now } : {}),
  }
}

const NONE: readonly ToldChange[] = []

function tellChanges(fork: FlowContent, base: FlowContent, now: FlowContent): ToldChange[] {
  const changes = changesInOriginal(fork, base, now)
  const sentences = tellEdits(...([changes.map(({ edit }) => edit), base, now] as const))
  return changes.map((change, n) => ({ ...change, sentence: sentences[n] ?? '' }))
}
