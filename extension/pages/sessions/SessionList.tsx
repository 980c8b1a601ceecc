/** Sessions, latest work first: by state, by person, by ticket, of one batch of maintenance. */
import { useState } from 'react'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import type { RequestOf } from '#shared/route.ts'
import { ListSessionOwners, ListSessions, type SessionSummary } from '#shared/session/contract.ts'
import { SessionOutcome } from '#shared/session/event.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { inputLook, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { OUTCOME_LOOKS } from '../../ui/session/OutcomeCard.tsx'
import { since, span } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, usePage } from '../page-context.ts'

type State = 'open' | 'active' | 'paused' | 'escalated' | 'finished' | 'all'

export function SessionList({ batchId }: { batchId?: string | undefined }) {
  const { account } = usePage()
  const [state, setState] = useState<State>(batchId ? 'all' : 'open')
  const [whose, setWhose] = useState(batchId ? WHOLE_TEAM : MINE)
  const [ticket, setTicket] = useState('')
  const ticketId = Number(ticket.replace(/\D/g, ''))
  const personId = whose === MINE ? account?.person.id : whose
  const request: Request = {
    ...(state === 'open' ? { isOpen: 'true' } : {}),
    ...(state !== 'open' && state !== 'all' ? { status: state } : {}),
    ...(personId ? { personId } : {}),
    ...(ticketId > 0 ? { ticketId } : {}),
    ...(batchId ? { batchId } : {}),
  }
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-large font-semibold">Sessions</h1>
      {batchId && (
        <p className="flex flex-wrap gap-x-3 text-small text-muted">
          Of one batch of maintenance.
          <a href={`/maintenance.html#batch/${batchId}`} className="underline hover:text-ink">
            Its targets
          </a>
          <a href="#all" className="underline hover:text-ink">
            Sessions of all work
          </a>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <label className="flex flex-col gap-1 text-small font-medium text-muted">
          State
          <select
            value={state}
            onChange={(e) => setState(e.target.value as State) /* the values below */}
            className={`${inputLook} h-8 min-w-36`}
          >
            <option value="open">Open</option>
            <option value="active">Running</option>
            <option value="paused">Paused</option>
            <option value="escalated">Handed over</option>
            <option value="finished">Finished</option>
            <option value="all">All</option>
          </select>
        </label>
        <Whose whose={whose} onPick={setWhose} />
        <div className="w-32">
          <TextField
            label="Ticket number"
            value={ticket}
            onChange={(e) => setTicket(e.target.value)}
            inputMode="numeric"
          />
        </div>
      </div>
      <Sessions key={JSON.stringify(request)} request={request} />
    </div>
  )
}

const MINE = 'mine'
const WHOLE_TEAM = ''

/** Oneself, the whole team, or a colleague who has a session. */
function Whose({ whose, onPick }: { whose: string; onPick: (whose: string) => void }) {
  const { account } = usePage()
  const { data } = useAsk(ListSessionOwners, {})
  const colleagues = data?.owners.filter(({ id }) => id !== account?.person.id) ?? []
  return (
    <label className="flex flex-col gap-1 text-small font-medium text-muted">
      Person
      <select
        value={whose}
        onChange={(e) => onPick(e.target.value)}
        className={`${inputLook} h-8 w-44`}
      >
        <option value={MINE}>Me</option>
        <option value={WHOLE_TEAM}>Whole team</option>
        {colleagues.map(({ id, name, hasLeft }) => (
          <option key={id} value={id}>
            {hasLeft ? `${name} (left the team)` : name}
          </option>
        ))}
      </select>
    </label>
  )
}

type Request = RequestOf<typeof ListSessions>
const AT_ONCE = 50

/** The newest that fit, and on demand the page after them, from the last one seen. */
function Sessions({ request, after }: { request: Request; after?: SessionSummary }) {
  const [isMoreWanted, setMoreWanted] = useState(false)
  const from = after ? { before: after.lastAt, beforeId: after.id } : {}
  const asked = useAsk(
    ListSessions,
    { ...request, ...from, limit: AT_ONCE },
    after ? {} : { everyMs: 30_000 },
  )
  return (
    <Asked of={asked} label={after ? 'Reading older sessions' : 'Reading sessions'}>
      {({ sessions }) => {
        const last = sessions.length === AT_ONCE ? sessions.at(-1) : undefined
        if (sessions.length === 0) return after ? null : <NoneFits />
        return (
          <>
            <ul className="divide-y divide-line rounded-md border border-line bg-surface">
              {sessions.map((session) => (
                <Row key={session.id} session={session} />
              ))}
            </ul>
            {last && isMoreWanted && <Sessions request={request} after={last} />}
            {last && !isMoreWanted && (
              <Button className="self-center" onClick={() => setMoreWanted(true)}>
                Older sessions
              </Button>
            )}
          </>
        )
      }}
    </Asked>
  )
}

const NoneFits = () => (
  <Notice>
    No session fits. A session begins with the first thing you do on a ticket in the side panel.
  </Notice>
)

function Row({ session }: { session: SessionSummary }) {
  const { ticket } = session
  const number = ticketNumber(ticket) ?? 'No ticket'
  return (
    <li>
      <a href={`#${session.id}`} className="flex flex-col gap-0.5 px-3 py-2.5 hover:bg-hover">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium tabular-nums">{number}</span>
          <span className="min-w-0 flex-1 truncate">{ticket?.summary}</span>
          {session.level === 'first' && <Badge>First level</Badge>}
          <StateBadge session={session} />
        </span>
        <span className="flex flex-wrap gap-x-3 text-small text-muted">
          {ticket?.client && <span>{ticket.client}</span>}
          <span>{session.ownerName}</span>
          {session.flowName && <span>{session.flowName}</span>}
          {session.standing && session.status !== 'finished' && <span>{session.standing}</span>}
          <span className="tabular-nums">{span(session.minutesWorked)} h</span>
          <span>{since(session.lastAt, Date.now())}</span>
        </span>
      </a>
    </li>
  )
}

function StateBadge({ session }: { session: SessionSummary }) {
  if (session.status === 'active') return <Badge tone="amber">In progress</Badge>
  if (session.status === 'paused') return <Badge>Paused</Badge>
  if (session.status === 'escalated') return <Badge tone="accent">Handed over</Badge>
  // A word the server learnt later is shown as finished.
  const outcome = SessionOutcome.safeParse(session.outcome)
  if (!outcome.success) return <Badge>Finished</Badge>
  const { tone, Icon } = OUTCOME_LOOKS[outcome.data]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {OUTCOME_WORDS[outcome.data]}
    </Badge>
  )
}
