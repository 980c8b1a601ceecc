/**
 * A colleague's work, live and only to be looked at: who works on it, where it stands, and each
 * step as it comes. One act takes part in it; until then nothing here writes and no clock runs.
 */
import { Eye, FilePlus, UserPlus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { saidAtPickup, tellEnd } from '#shared/handoff/tell-handoff.ts'
import { mayDo } from '#shared/person/rights.ts'
import { checklistHere } from '#shared/session/checklist.ts'
import { waitsForValidation } from '#shared/session/first-level.ts'
import { receivedHandoff, waitingHandoff } from '#shared/session/handoff.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart, workersOf } from '#shared/session/takes-part.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { RecordList } from '../../ui/session/RecordList.tsx'
import { since } from '../../ui/time-words.ts'
import { ValidateWalk } from '../first-level/ValidateWalk.tsx'
import { hasLane } from '../lens.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { fillHere } from '../session/fill-here.ts'
import { useFileDoor } from '../session/use-file-door.ts'
import { usePlaceInFlow } from '../session/use-place-in-flow.ts'
import { useKeys } from '../use-keys.ts'

const HandoffCard = lazy(async () => ({
  default: (await import('../handoff/HandedOver.tsx')).HandoffCard,
}))

const LaneLookedOn = lazy(() => import('./LaneLookedOn.tsx'))

const nothing = () => undefined

function titleOf(names: string, { isOver, isWaiting }: { isOver: boolean; isWaiting: boolean }) {
  if (isOver) return `Finished by ${names}`
  return isWaiting ? `Where ${names} left it` : `${names} at work`
}

export default function LookingOn({ session }: { session: Session }) {
  const { store, outside } = usePanel()
  const person = usePanelState((state) => state.world?.account.person)
  const { load, save } = useFileDoor()
  const mayWork = person !== undefined && mayDo(person, 'workOnSessions')
  const isOver = session.status === 'finished'
  const mayJoin = mayWork && !isOver
  const mayValidate =
    session.level === 'first' &&
    isOver &&
    person !== undefined &&
    mayDo(person, 'workOnOthersSessions')
  const sessionId = usePanelState((state) => state.session?.sessionId ?? '')
  const waiting = waitingHandoff(session)
  const isFormer = person !== undefined && takesPart(session, person.id)
  const join = () => (isFormer ? store.helpIn(sessionId) : void store.act([{ type: 'part_taken' }]))
  useKeys({ next: () => (mayJoin && !waiting ? join() : false) })
  const { owner } = session
  const names =
    isFormer && owner.kind === 'person' ? [owner.name] : workersOf(session).map(({ name }) => name)
  return (
    <>
      <Suspense>
        <HandoffCard session={session} />
      </Suspense>
      {mayValidate && <ValidateWalk session={session} />}
      <section
        aria-labelledby="looking-on"
        className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-3"
      >
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone="accent" icon={<Eye aria-hidden="true" />}>
            Looking on
          </Badge>
          <Standing session={session} />
        </div>
        <div className="flex flex-col gap-1">
          <h2 id="looking-on" className="text-title font-semibold break-words">
            {titleOf(names.join(' and '), { isOver, isWaiting: waiting !== null })}
          </h2>
          {isFormer && <TookOver session={session} />}
          <Here session={session} />
        </div>
        {mayJoin && (
          <Button
            look={waiting || isFormer ? 'secondary' : 'primary'}
            icon={<UserPlus aria-hidden="true" className="size-4" />}
            keyLabel={waiting ? undefined : keyOf('next')}
            onClick={join}
          >
            Work on it too
          </Button>
        )}
        {mayWork && !isFormer && (
          <Button
            look="quiet"
            icon={<FilePlus aria-hidden="true" className="size-4" />}
            onClick={() => store.beginOwn()}
          >
            Begin a session of your own
          </Button>
        )}
        <p className="text-small text-muted">
          {mayJoin
            ? 'What you then do stands in the same record under your name, and your own time counts.'
            : mayValidate && waitsForValidation(session)
              ? 'You see what was done. Only what you say above changes it.'
              : 'You see what is done as it is done. Nothing you press here changes it.'}
        </p>
      </section>
      {hasLane(session) && (
        <Suspense>
          <LaneLookedOn session={session} />
        </Suspense>
      )}
      <RecordList
        session={session}
        files={{ load, save }}
        isReadOnly
        isNamed
        isOpenFirst
        onChange={nothing}
        onWithdraw={nothing}
        onLink={({ url }) => outside.openTab(url)}
      />
    </>
  )
}

function Standing({ session }: { session: Session }) {
  const now = useNow(30_000)
  const words =
    session.status === 'paused'
      ? 'Paused'
      : session.status === 'finished'
        ? 'Finished'
        : session.status === 'escalated'
          ? 'Handed over'
          : 'Live'
  return (
    <span className="text-small text-muted">
      {words} · {since(session.pause?.since ?? session.lastAt, now)}
    </span>
  )
}

/** Who has it now, and what they said when they took it. */
function TookOver({ session }: { session: Session }) {
  const now = useNow(30_000)
  const received = receivedHandoff(session)
  if (!received?.end) return null
  return (
    <div role="status" className="flex flex-col gap-0.5">
      <p className="break-words">
        {tellEnd(received)}, {since(received.end.at, now)}
      </p>
      {saidAtPickup(received).map((line) => (
        <p key={line} className="text-small break-words text-muted">
          {line}
        </p>
      ))}
    </div>
  )
}

/** Where it stands, in the words of the flow once that is here. */
function Here({ session }: { session: Session }) {
  const { here } = usePlaceInFlow(session)
  const list = checklistHere(session)
  const last = session.steps.findLast((step) => step.isOnPath)
  const title = list?.at
    ? `${list.at.number}. ${list.at.title}`
    : typeof here === 'object'
      ? fillHere(here, session)(here.node.title)
      : undefined
  return (
    <div role="status" className="flex flex-col gap-1">
      {title && (
        <p className="break-words">
          <span className="text-muted">Now at: </span>
          {title}
        </p>
      )}
      {typeof here === 'object' && (
        <p className="text-small text-muted">{here.trail.map((t) => t.flowName).join(' › ')}</p>
      )}
      {list && (
        <p className="text-small text-muted">
          {list.settled} of {list.steps.length} settled
        </p>
      )}
      {last && <p className="text-small text-muted">Last: {last.title}</p>}
      {session.pause?.waitingFor && (
        <p className="text-small text-amber-ink">Waiting for {session.pause.waitingFor}</p>
      )}
    </div>
  )
}
