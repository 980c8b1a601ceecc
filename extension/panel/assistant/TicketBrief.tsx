/**
 * The ticket in a few lines, for whoever opens it: what is wrong, what was done last, what is
 * lacking. Its place has one height from the beginning, so that nothing below moves when it comes.
 */
import { useEffect, useState } from 'react'
import type { ResponseOf } from '#shared/route.ts'
import { SummariseTicket } from '#shared/ticket/summary.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'

type Brief = ResponseOf<typeof SummariseTicket>

export default function TicketBrief() {
  const ref = usePanelState((state) => state.ticket?.ref)
  const isOnline = usePanelState((state) => state.isOnline)
  const brief = useBrief(ref)
  if (!ref || brief === null || (!isOnline && !brief)) return null
  return (
    <section
      aria-label="The ticket in short"
      className="flex h-46 shrink-0 flex-col gap-1 overflow-hidden rounded-lg border border-line bg-surface p-2.5 text-small"
    >
      {brief ? (
        <Lines brief={brief} />
      ) : (
        <Skeleton label="The ticket is being summarised" lines={5} />
      )}
    </section>
  )
}

function Lines({ brief: { summary, mode } }: { brief: Brief }) {
  const { problem, lastAction, missing } = summary
  return (
    <>
      <p className="line-clamp-3 shrink-0 text-body break-words" title={problem}>
        {problem}
      </p>
      {lastAction && (
        <p className="line-clamp-2 shrink-0 break-words text-muted" title={lastAction}>
          <span className="text-faint">Last: </span>
          {lastAction}
        </p>
      )}
      {missing.length > 0 && (
        <p className="line-clamp-2 shrink-0 break-words text-amber-ink" title={missing.join('; ')}>
          Missing: {missing.join('; ')}
        </p>
      )}
      <span className="mt-auto flex gap-1">
        {mode === 'demo' && <Badge tone="amber">Demonstration</Badge>}
        {mode === 'rules' && <Badge>By rules, without a model</Badge>}
      </span>
    </>
  )
}

/** Undefined while it is being made, null when there is none to be had. */
function useBrief(ref: TicketRef | undefined): Brief | null | undefined {
  const client = usePanelState((state) => state.world?.client)
  const [brief, setBrief] = useState<Brief | null | undefined>(undefined)
  const { origin, ticketId, recordType } = ref ?? {}
  const asOf = useChanges()
  // Made of the ticket as it is now; what was said of it before stands until that is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket begins with nothing
  useEffect(() => setBrief(undefined), [client, origin, ticketId, recordType])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew once the ticket has changed
  useEffect(() => {
    if (!client || !origin || !ticketId) return
    const left = new AbortController()
    const question = { origin, ticketId, ...(recordType ? { recordType } : {}) }
    void client.ask(SummariseTicket, question, { signal: left.signal }).then((answer) => {
      if (left.signal.aborted) return
      setBrief((before) => (answer.ok ? answer.value : (before ?? null)))
    })
    return () => left.abort()
  }, [client, origin, ticketId, recordType, asOf])
  return brief
}

/** How often the ticket was seen to change since it was first read. */
function useChanges(): number {
  const stamp = useTicket().ticket?.stamp
  const now = stamp && JSON.stringify(stamp)
  const [seen, see] = useState<{ now: string; changes: number }>()
  if (now !== undefined && now !== seen?.now) see({ now, changes: seen ? seen.changes + 1 : 0 })
  return seen?.changes ?? 0
}
