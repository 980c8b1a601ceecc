/**
 * To leads: first-level walks that have ended and of which nobody has said yet that they hold,
 * longest first. A row leads to the walk, where that is said. Nothing where there are none.
 */
import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import { ListWalksToValidate, type WalkToValidate } from '#shared/first-level/contract.ts'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import { mayDo } from '#shared/person/rights.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { since } from '../../ui/time-words.ts'
import { lookAtWork } from '../look-at-work.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useNews } from '../use-news.ts'
import { useAnswer } from './use-answer.ts'

export function WalksToValidate() {
  const mayValidate = usePanelState(
    ({ world }) => world !== null && mayDo(world.account.person, 'workOnOthersSessions'),
  )
  return mayValidate ? <Walks /> : null
}

function Walks() {
  // Each that begins or ceases to wait is news at the bell of every lead.
  const { told, isLive } = useNews()
  const { value, trouble, askAgain } = useAnswer(ListWalksToValidate, {}, isLive && told)
  if (!value && trouble) {
    return (
      <Notice
        tone="amber"
        title="Walks to validate cannot be read now"
        actions={
          <Button size="small" onClick={askAgain}>
            Read them again
          </Button>
        }
      >
        {trouble.message}
      </Notice>
    )
  }
  if (!value || value.walks.length === 0) return null
  return (
    <section aria-labelledby="walks-to-validate" className="flex flex-col gap-1.5 pt-1">
      <h3 id="walks-to-validate" className="text-small font-semibold text-muted">
        Walks to validate <span className="font-normal tabular-nums">{value.walks.length}</span>
      </h3>
      <ul className="flex flex-col gap-1.5">
        {value.walks.map((walk) => (
          <Row key={walk.sessionId} walk={walk} />
        ))}
      </ul>
    </section>
  )
}

function Row({ walk }: { walk: WalkToValidate }) {
  const { store } = usePanel()
  const now = useNow(30_000)
  const [isOpening, setOpening] = useState(false)
  const { ticket, walkedByName, flowName, outcome, endedAt, sessionId } = walk
  const open = async () => {
    if (isOpening) return
    setOpening(true)
    await lookAtWork(store, sessionId, walkedByName)
    setOpening(false)
  }
  return (
    <li className="[contain-intrinsic-size:auto_5rem] [content-visibility:auto]">
      <button
        type="button"
        onClick={() => void open()}
        className="flex w-full flex-col gap-1 rounded-md border border-line bg-raised px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover"
      >
        <span className="flex w-full flex-wrap items-center gap-1.5">
          <BadgeCheck aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="font-medium tabular-nums">{ticketNumber(ticket) ?? 'No ticket'}</span>
          {outcome && <Badge>{OUTCOME_WORDS[outcome]}</Badge>}
          <span className="ml-auto shrink-0 text-small text-muted tabular-nums">
            <span className="sr-only">Ended </span>
            {since(endedAt, now)}
          </span>
        </span>
        <span className="w-full truncate text-small">
          {[ticket?.client, ticket?.summary].filter(Boolean).join(' · ') || 'Without a ticket'}
        </span>
        <span className="w-full text-small break-words text-muted">
          <span className="text-ink">{walkedByName}</span>
          {flowName && ` · ${flowName}`}
        </span>
      </button>
    </li>
  )
}
