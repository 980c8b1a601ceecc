/**
 * Which ticket this is about, for how long one has worked on it, and the way to the others.
 *
 * The number is always whole. What comes and goes (the client as it is read, what is being sent, the
 * clock) has a line that is there from the beginning: nothing below it ever moves under a pointer.
 */
import {
  BookOpenText,
  CloudOff,
  CloudUpload,
  Layers,
  Settings,
  Ticket as TicketIcon,
  TimerOff,
} from 'lucide-react'
import { useStore } from 'zustand'
import { isFirstLevel } from '#shared/session/first-level.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart } from '#shared/session/takes-part.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { clock, span } from '../../ui/time-words.ts'
import { FirstLevelBadge } from '../first-level/FirstLevelBadge.tsx'
import { QueueButton } from '../handoff/QueueButton.tsx'
import { BellButton } from '../notice/BellButton.tsx'
import { useNow, usePanel, usePanelState, useSession, useSessionState } from '../PanelContext.tsx'
import { ProposalsButton } from '../proposal/ProposalsButton.tsx'
import type { WorkClock } from '../session/work-clock.ts'
import { useTicket } from './use-ticket.ts'

const READ_FROM = {
  path: 'the address',
  fragment: 'the address',
  query: 'the address',
  label: 'the heading of the page',
} as const

export function TicketHeader() {
  const { store, outside } = usePanel()
  const subject = usePanelState((state) => state.subject)
  const session = useSession()
  const { ticket } = useTicket()
  const openCount = usePanelState(
    (state) => state.openSessions.filter((row) => row.id !== state.session?.sessionId).length,
  )
  const about = session?.ticket ?? subject
  const ref = about?.ref ?? null
  const isWalk = session !== null && isFirstLevel(session)
  const client = ticket?.company?.name ?? about?.client
  const summary = about?.summary || ticket?.summary
  return (
    <header className="flex flex-col gap-1 border-b border-line bg-surface px-3 pt-2 pb-2.5">
      <div className="flex min-h-7 flex-wrap items-center gap-0.5 wide:gap-1.5">
        <TicketIcon
          aria-hidden="true"
          className="hidden size-4 shrink-0 text-accent-ink wide:block"
        />
        <h1
          className="mr-auto shrink-0 font-semibold whitespace-nowrap tabular-nums"
          title={
            ref ? `Read from ${READ_FROM[ref.readFrom]} of ${new URL(ref.origin).host}` : undefined
          }
        >
          {ref ? `Ticket #${ref.ticketId}` : (about?.number ?? 'No ticket')}
          {ref?.recordType === 'project' && (
            <span className="ml-1.5 font-normal text-muted">Project</span>
          )}
        </h1>
        {!about && <SyncMark />}
        <QueueButton />
        <ProposalsButton />
        <BellButton />
        {openCount > 0 && (
          <Button
            look="quiet"
            size="small"
            className="px-1.5"
            aria-label={`Other open sessions: ${openCount}`}
            title={`Other open sessions (${keyOf('switch')})`}
            icon={<Layers aria-hidden="true" className="size-4" />}
            onClick={() => store.ask('sessions')}
          >
            {openCount}
          </Button>
        )}
        <IconButton
          label="Ask what your team knows"
          keyLabel={keyOf('chat')}
          icon={<BookOpenText className="size-4" />}
          onClick={() => store.show('chat')}
        />
        <IconButton
          label="Settings"
          icon={<Settings className="size-4" />}
          onClick={() => outside.openSettings()}
        />
      </div>
      {about && (
        <div className="flex flex-col">
          {(summary || ref) && (
            <p
              className={`break-words ${about.summary ? 'line-clamp-2' : 'line-clamp-1'}`}
              title={summary}
            >
              {summary || <span className="text-faint">No summary read</span>}
            </p>
          )}
          <div className="flex h-6 items-center gap-2">
            <p className="min-w-0 truncate text-small text-muted">{client}</p>
            {isWalk && <FirstLevelBadge />}
            <div className="ml-auto flex shrink-0 items-center gap-2">
              <SyncMark />
              <Clock />
            </div>
          </div>
        </div>
      )}
    </header>
  )
}

function Clock() {
  const world = usePanelState((state) => state.world)
  const session = useSession()
  const me = world?.account.person.id
  // Whoever only looks at a colleague's work has no clock on it.
  if (!world || !session || !me || !takesPart(session, me)) return null
  return (
    <Running
      session={session}
      personId={me}
      clockStore={world.clock}
      onCount={() => void world.clock.countIdle()}
    />
  )
}

/** So long after one has gone on, idle time can still be counted. */
const OFFERED_FOR_MS = 10 * 60_000

function Running({
  session,
  personId,
  clockStore,
  onCount,
}: {
  session: Session
  personId: string
  clockStore: WorkClock
  onCount: () => void
}) {
  const now = useNow(5000)
  const sessionId = usePanelState((state) => state.session?.sessionId)
  const running = useStore(clockStore)
  const isRunning = running.sessionId === sessionId && running.from !== null
  const minutes =
    minutesWorked(session, personId) +
    (isRunning ? Math.max(0, now - (running.from ?? now)) / 60_000 : 0)
  const { idle } = running
  const isOffered =
    idle?.sessionId === sessionId && (idle?.to == null || now - idle.to < OFFERED_FOR_MS)
  if (idle && isOffered) {
    return (
      <Button
        size="small"
        look="quiet"
        className="-mr-1.5 h-6 px-1.5 text-amber-ink"
        title={`Nothing was done here since ${clock(idle.from)}, so the clock stopped then. Click to count the time all the same.`}
        icon={<TimerOff aria-hidden="true" className="size-4" />}
        onClick={onCount}
      >
        Count {Math.round(((idle.to ?? now) - idle.from) / 60_000)} min
      </Button>
    )
  }
  return (
    <span
      title={isRunning ? 'The clock of this ticket is running' : 'The clock of this ticket stands'}
      className="flex items-center gap-1.5 text-small text-muted tabular-nums"
    >
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${isRunning ? 'animate-wait bg-accent-ink' : 'bg-line-strong'}`}
      />
      <span className="sr-only">{isRunning ? 'Clock running:' : 'Clock standing:'}</span>
      {span(minutes)}
    </span>
  )
}

function SyncMark() {
  const isOnline = usePanelState((state) => state.isOnline)
  const waiting = useSessionState((state) => state.pending.length) ?? 0
  const trouble = useSessionState((state) => state.trouble)
  if (!isOnline || trouble?.kind === 'offline' || trouble?.kind === 'unreachable') {
    return (
      <span
        title={trouble?.message ?? 'No network. Everything is saved here and sent when it is back.'}
      >
        <Badge tone="amber" icon={<CloudOff aria-hidden="true" />}>
          {waiting > 0 ? `${waiting} saved here` : 'Offline'}
        </Badge>
      </span>
    )
  }
  if (waiting > 0) {
    return (
      <span className="animate-late" title="Saved in this browser, being sent to the server">
        <Badge icon={<CloudUpload aria-hidden="true" />}>{waiting} to send</Badge>
      </span>
    )
  }
  return null
}
