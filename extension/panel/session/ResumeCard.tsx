/** Where one stood, since when, waiting for what; one key to go on. */
import { Clock, Play } from 'lucide-react'
import { placeInFlow } from '#shared/flow/walk.ts'
import { checklistHere } from '#shared/session/checklist.ts'
import type { Session } from '#shared/session/session.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { later } from '../../ui/later.tsx'
import { clock, day, since, span } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { fillHere } from './fill-here.ts'

const FlowChanged = later(async () => (await import('./FlowChanged.tsx')).FlowChanged)

export function ResumeCard({ session }: { session: Session }) {
  const { store, walk } = usePanel()
  const now = useNow(30_000)
  const flowOf = usePanelState((state) => state.world?.library.flowOf)
  const here = flowOf ? placeInFlow(session, flowOf) : 'nowhere'
  const list = checklistHere(session)
  const last = session.steps.findLast((step) => step.isOnPath)
  const goOn = () => {
    store.takeUp()
    if (session.status === 'paused') void walk.resume()
  }
  useKeys({ next: goOn })
  return (
    <section
      aria-labelledby="resume-title"
      className="flex animate-appear flex-col gap-3 rounded-lg border border-amber-line bg-surface p-3"
    >
      <div className="flex items-center gap-2">
        <Badge tone="amber" icon={<Clock aria-hidden="true" />}>
          {session.status === 'paused' ? 'Paused' : 'In progress'}
        </Badge>
        <span className="text-small text-muted">
          {since(session.pause?.since ?? session.lastAt, now)} · {span(minutesWorked(session))} h
        </span>
      </div>
      <div className="flex flex-col gap-1">
        <h2 id="resume-title" className="text-title font-semibold">
          {list?.at
            ? `${list.at.number}. ${list.at.title}`
            : typeof here === 'object'
              ? fillHere(here, session)(here.node.title)
              : (last?.title ?? 'Your own notes')}
        </h2>
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
          <p className="text-small text-amber-ink">
            Waiting for {session.pause.waitingFor}
            {session.pause.until &&
              `, next attempt ${day(session.pause.until)} ${clock(session.pause.until)}`}
          </p>
        )}
      </div>
      <Button
        look="primary"
        icon={<Play aria-hidden="true" className="size-4" />}
        keyLabel={keyOf('next')}
        onClick={goOn}
      >
        Go on
      </Button>
      <FlowChanged session={session} />
    </section>
  )
}
