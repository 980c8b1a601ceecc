/**
 * First-level walks that were escalated, below everything else that waits: a row opens to the way
 * that was walked, and leads to all that is known. Nothing where there are none.
 */
import { ChevronRight, Forward } from 'lucide-react'
import { useId, useState } from 'react'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { waited } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { WalkedWay } from './WalkedWay.tsx'

/** Of what waits, those that stand here and not in the queue. */
export const isEscalatedWalk = ({ level, intent }: HandoffSummary): boolean =>
  level === 'first' && intent === 'escalate'

export function EscalatedWalks({ walks }: { walks: readonly HandoffSummary[] }) {
  if (walks.length === 0) return null
  return (
    <section aria-labelledby="escalated-walks" className="flex flex-col gap-1.5 pt-1">
      <h3 id="escalated-walks" className="text-small font-semibold text-muted">
        Escalated first-level walks <span className="font-normal tabular-nums">{walks.length}</span>
      </h3>
      <ul className="flex flex-col gap-1.5">
        {walks.map((walk) => (
          <Row key={walk.id} walk={walk} />
        ))}
      </ul>
    </section>
  )
}

function Row({ walk }: { walk: HandoffSummary }) {
  const { store } = usePanel()
  const me = usePanelState((state) => state.world?.account.person.id)
  const now = useNow(30_000)
  const [isOpen, setOpen] = useState(false)
  const partId = useId()
  const { ticket, priority, byName, reason, toId, at } = walk
  return (
    <li className="rounded-md border border-line bg-raised [contain-intrinsic-size:auto_6rem] [content-visibility:auto]">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? partId : undefined}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full flex-col gap-1 rounded-md px-2.5 py-2 text-left transition-colors duration-100 hover:bg-hover"
      >
        <span className="flex w-full flex-wrap items-center gap-1.5">
          <ChevronRight
            aria-hidden="true"
            className={`size-3.5 shrink-0 text-muted transition-transform duration-100 ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="font-medium tabular-nums">{ticketNumber(ticket) ?? 'No ticket'}</span>
          {priority && <Badge>{priority}</Badge>}
          {toId === me && <Badge tone="accent">For you</Badge>}
          <span className="ml-auto shrink-0 text-small text-amber-ink tabular-nums">
            <span className="sr-only">Waits for </span>
            {waited(at, now)}
          </span>
        </span>
        <span className="w-full truncate text-small">
          {[ticket?.client, ticket?.summary].filter(Boolean).join(' · ') || 'Without a ticket'}
        </span>
        <span className="line-clamp-2 w-full text-small break-words text-muted">
          <span className="text-ink">{byName}</span>: {reason}
        </span>
      </button>
      {isOpen && (
        <div id={partId} className="flex flex-col gap-2.5 px-2.5 pt-2 pb-2.5">
          <WalkedWay sessionId={walk.sessionId} asOf={walk.id} />
          <Button
            size="small"
            className="self-start"
            icon={<Forward aria-hidden="true" className="size-3.5" />}
            onClick={() => store.openHandoff(walk.id)}
          >
            Read the hand-off
          </Button>
        </div>
      )}
    </li>
  )
}
