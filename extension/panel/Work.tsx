/** The work on a ticket, through the flow or through FlowPilot, whose code comes when it is wanted. */
import { Forward, Sparkles } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { placeInFlow } from '#shared/flow/walk.ts'
import { receivedHandoff, waitingHandoff } from '#shared/session/handoff.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../ui/Button.tsx'
import { keyOf } from '../ui/keys.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useHandover } from './handoff/use-handover.ts'
import { hasLane, type Lens, lensOf } from './lens.ts'
import { usePanel, usePanelState, useSession } from './PanelContext.tsx'
import { fillHere } from './session/fill-here.ts'
import { WalkScreen } from './session/WalkScreen.tsx'
import { useKeys } from './use-keys.ts'

const PilotScreen = lazy(() => import('./assistant/PilotScreen.tsx'))
const HandedOver = lazy(() => import('./handoff/HandedOver.tsx'))
const TicketBrief = lazy(() => import('./assistant/TicketBrief.tsx'))

export function Work() {
  const { store } = usePanel()
  const session = useSession()
  const hasTicket = usePanelState((state) => state.ticket !== null)
  const lens = lensOf(
    usePanelState((state) => state.lens),
    session,
  )
  const handover = useHandover(usePanelState((state) => state.session?.sessionId))
  const isOnItsWay = handover !== undefined && handover.state !== 'refused'
  const thinkAlong = async () => {
    const isNew = !session || !hasLane(session)
    if (session || (await store.act([]))) store.look('pilot', isNew ? 'open' : null)
  }
  useKeys({
    pilot: () => void thinkAlong(),
    lens: () => (session ? store.look(lens === 'flow' ? 'pilot' : 'flow') : false),
  })
  if (!session) {
    return (
      <>
        {hasTicket && (
          <Suspense fallback={<div className="h-46 shrink-0" />}>
            <TicketBrief />
          </Suspense>
        )}
        <Button
          className="self-start"
          icon={<Sparkles aria-hidden="true" className="size-4" />}
          keyLabel={keyOf('pilot')}
          onClick={() => void thinkAlong()}
        >
          Think along with FlowPilot
        </Button>
        <WalkScreen />
      </>
    )
  }
  if (isOnItsWay || waitingHandoff(session)) {
    return (
      <Suspense fallback={<Skeleton label="What was handed over is being opened" lines={3} />}>
        <HandedOver session={session} />
      </Suspense>
    )
  }
  return (
    <>
      <WhatWasHandedOver session={session} />
      <LensSwitch session={session} lens={lens} />
      {lens === 'flow' ? (
        <WalkScreen />
      ) : (
        <Suspense fallback={<Skeleton label="FlowPilot is being opened" lines={6} />}>
          <PilotScreen key={store.getState().session?.sessionId} />
        </Suspense>
      )}
    </>
  )
}

/** The way back to what the sender knew, for whoever took it over from somebody else. */
function WhatWasHandedOver({ session }: { session: Session }) {
  const { store } = usePanel()
  const myId = usePanelState((state) => state.world?.account.person.id)
  const received = receivedHandoff(session)
  const isMine = received?.by.kind === 'person' && received.by.id === myId
  const open = () => (received && !isMine ? store.openHandoff(received.id) : false)
  useKeys({ handedOver: open })
  if (!received || isMine) return null
  return (
    <Button
      size="small"
      look="quiet"
      className="-my-1 self-start"
      icon={<Forward aria-hidden="true" className="size-4" />}
      keyLabel={keyOf('handedOver')}
      onClick={open}
    >
      What was handed over
    </Button>
  )
}

/** Both are always in sight: where one stands in the flow, and how much FlowPilot has open. */
function LensSwitch({ session, lens }: { session: Session; lens: Lens }) {
  const { store } = usePanel()
  const flowOf = usePanelState((state) => state.world?.library.flowOf)
  const here = flowOf && placeInFlow(session, flowOf)
  const flow =
    typeof here === 'object' ? fillHere(here, session)(here.node.title) : 'No flow is being walked'
  const { checks, questions } = session.lane
  const open = [...checks, ...questions].filter((one) => one.state === 'open').length
  // What is in view says by itself where one stands.
  const tabs = [
    { to: 'flow', label: 'Flow', detail: lens === 'flow' ? '' : flow },
    { to: 'pilot', label: 'FlowPilot', detail: open > 0 ? `${open} open` : '' },
  ] as const
  return (
    <nav aria-label="Flow or FlowPilot" className="flex gap-1 rounded-lg bg-sunken p-1">
      {tabs.map(({ to, label, detail }) => (
        <button
          key={to}
          type="button"
          aria-current={lens === to ? 'page' : undefined}
          aria-keyshortcuts={keyOf('lens')}
          onClick={() => store.look(to)}
          title={detail || undefined}
          className={`flex h-8 min-w-0 flex-1 items-center justify-center gap-1.5 rounded-md px-2 transition-colors duration-100 ${
            lens === to ? 'bg-surface text-ink' : 'text-muted hover:text-ink'
          }`}
        >
          <span className="shrink-0 text-small font-medium">{label}</span>
          {detail && <span className="truncate text-fine text-muted">{detail}</span>}
        </button>
      ))}
    </nav>
  )
}
