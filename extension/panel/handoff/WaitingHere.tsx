/**
 * Above everything else on a ticket: that a colleague's work on it waits to be taken over by this
 * person, and the way there. It is where a link in a mail or a chat leads, also for whoever has work
 * of their own on the ticket.
 */
import { Forward } from 'lucide-react'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { INTENT_WORDS } from '#shared/handoff/tell-handoff.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { waited } from '../../ui/time-words.ts'
import { useNow, usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'

export default function WaitingHere({ handoff }: { handoff: HandoffSummary }) {
  const { store } = usePanel()
  const now = useNow(30_000)
  const { id, byName, intent, at, reason } = handoff
  const open = () => store.openHandoff(id)
  // The queue is one key further, behind what waits here.
  useKeys({ queue: open })
  return (
    <section
      aria-label="Waiting to be picked up on this ticket"
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-amber-line bg-amber-soft px-3 py-2 text-small"
    >
      <Forward aria-hidden="true" className="size-4 shrink-0 text-amber-ink" />
      <p role="status" className="min-w-40 flex-1 break-words">
        <span className="font-medium">{byName}</span> · {INTENT_WORDS[intent].is} · waits for{' '}
        {waited(at, now)}
        <span className="line-clamp-2 text-muted">{reason}</span>
      </p>
      <Button size="small" look="primary" keyLabel={keyOf('queue')} onClick={open}>
        Read it and take it over
      </Button>
    </section>
  )
}
