/**
 * What waits to be picked up, live: the most urgent first, and of one urgency what waits longest.
 * A row leads to what its sender says; taking it over is an act of its own.
 */
import { Forward } from 'lucide-react'
import { memo } from 'react'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { INTENT_WORDS } from '#shared/handoff/tell-handoff.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ScreenHead } from '../../ui/ScreenHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { waited } from '../../ui/time-words.ts'
import { EscalatedWalks, isEscalatedWalk } from '../first-level/EscalatedWalks.tsx'
import { WalksToValidate } from '../first-level/WalksToValidate.tsx'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useNews } from '../use-news.ts'

export default function QueueScreen() {
  const { store } = usePanel()
  const { waiting, beyond, isLive, trouble } = useNews()
  const me = usePanelState((state) => state.world?.account.person.id)
  const isOnline = usePanelState((state) => state.isOnline)
  const sessions = waiting?.filter((one) => !isEscalatedWalk(one)) ?? []
  const walks = waiting?.filter(isEscalatedWalk) ?? []
  const isAway = !isLive && (waiting !== null || trouble !== null || !isOnline)
  const now = useNow(30_000)
  const open = (id: string) => store.openHandoff(id)
  useKeys({
    close: () => store.show('work'),
    choose(digit) {
      const one = sessions[digit - 1]
      if (!one) return false
      open(one.id)
    },
  })
  return (
    <section aria-labelledby="queue-title" className="flex flex-col gap-3">
      <ScreenHead
        id="queue-title"
        title="Waiting to be picked up"
        onBack={() => store.show('work')}
      >
        {waiting && <span className="text-muted tabular-nums">{waiting.length + beyond}</span>}
        <span className="flex-1" />
        {waiting && isLive && <Badge>Live</Badge>}
      </ScreenHead>
      {isAway && (
        <Notice tone="amber" title="Not live now">
          {trouble?.message ?? (isOnline ? 'The connection was lost.' : 'No network.')} The list is
          read anew as soon as it is back{waiting ? '; below it stands as last known' : ''}.
        </Notice>
      )}
      {!waiting && !isAway && <Skeleton label="What waits is being read" lines={4} />}
      {waiting?.length === 0 && (
        <Empty icon={<Forward />} title="Nothing waits to be picked up">
          What colleagues escalate, or hand to you, appears here at once.
        </Empty>
      )}
      {sessions.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {sessions.map((one, n) => (
            <Row
              key={one.id}
              handoff={one}
              digit={n < 9 ? n + 1 : undefined}
              age={waited(one.at, now)}
              isToMe={one.toId === me}
              onOpen={open}
            />
          ))}
        </ol>
      )}
      {beyond > 0 && (
        <p className="text-small text-muted">Another {beyond} wait behind these, less urgent.</p>
      )}
      <EscalatedWalks walks={walks} />
      <WalksToValidate />
    </section>
  )
}

interface RowProps {
  handoff: HandoffSummary
  digit: number | undefined
  age: string
  isToMe: boolean
  onOpen: (id: string) => void
}

/** Drawn anew only where something of it changed; what is out of sight is not laid out. */
const Row = memo(
  function Row({ handoff, digit, age, isToMe, onOpen }: RowProps) {
    const { ticket, priority, byName, intent, reason } = handoff
    return (
      <li className="[contain-intrinsic-size:auto_6.5rem] [content-visibility:auto]">
        <button
          type="button"
          aria-keyshortcuts={digit ? String(digit) : undefined}
          onClick={() => onOpen(handoff.id)}
          className="flex w-full flex-col gap-1 rounded-md border border-line bg-raised px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover"
        >
          <span className="flex w-full flex-wrap items-center gap-1.5">
            {digit && <Kbd>{String(digit)}</Kbd>}
            <span className="font-medium tabular-nums">{ticketNumber(ticket) ?? 'No ticket'}</span>
            {priority && <Badge>{priority}</Badge>}
            {isToMe && <Badge tone="accent">For you</Badge>}
            <span className="ml-auto shrink-0 text-small text-amber-ink tabular-nums">
              <span className="sr-only">Waits for </span>
              {age}
            </span>
          </span>
          <span className="w-full truncate text-small">
            {[ticket?.client, ticket?.summary].filter(Boolean).join(' · ') || 'Without a ticket'}
          </span>
          <span className="w-full text-small break-words text-muted">
            <span className="text-ink">{byName}</span> · {INTENT_WORDS[intent].is}
          </span>
          <span className="line-clamp-2 w-full text-small break-words text-muted">{reason}</span>
        </button>
      </li>
    )
  },
  (a, b) =>
    a.handoff === b.handoff && a.digit === b.digit && a.age === b.age && a.isToMe === b.isToMe,
)
