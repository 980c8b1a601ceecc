/**
 * The work on a ticket: where one stands, what one may do there, and what happened so far.
 * One thing is asked at a time; what is written meanwhile appears in its place.
 */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { placeInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import { RecordList } from '../../ui/session/RecordList.tsx'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { CustomSteps } from './CustomSteps.tsx'
import { FlowOffer } from './FlowOffer.tsx'
import { NoPlace } from './NoPlace.tsx'
import { PasteCard } from './PasteCard.tsx'
import { ResumeCard } from './ResumeCard.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import { Trail } from './Trail.tsx'
import { WriteCard } from './WriteCard.tsx'
import type { Writing } from './writing.ts'

export function WalkScreen() {
  const session = useSession()
  const isTakenUp = usePanelState(
    (state) => state.session !== null && state.takenUp.has(state.session.sessionId),
  )
  if (!session) return <FlowOffer />
  if (session.status !== 'finished' && !isTakenUp && session.steps.length > 0) {
    return (
      <>
        <ResumeCard session={session} />
        <SoFar session={session} />
      </>
    )
  }
  return <Walking session={session} />
}

function Walking({ session }: { session: Session }) {
  const { walk, store } = usePanel()
  const [writing, setWriting] = useState<Writing>(null)
  const [isPicking, setPicking] = useState(false)
  const library = usePanelState((state) => state.world?.library)
  // Drawn again when a version of a flow arrives.
  useStore(library ?? NOTHING, (state) => state)
  const here = library ? placeInFlow(session, library.flowOf) : 'flow not here'
  const isPaused = session.status === 'paused'
  const isFlowAway = here === 'flow not here'

  // A session begun on another machine brings its flows along.
  useEffect(() => {
    if (!isFlowAway || !library) return
    const versions = session.runs.flatMap((run) => [run.flow, ...run.pins].map((p) => p.version))
    void library.hold([...new Set(versions)])
  }, [isFlowAway, library, session.runs])

  useKeys({
    back: () => void walk.back(),
    pause: () => (isPaused ? void walk.resume() : setWriting('pause')),
    didNotHelp: () => (typeof here === 'object' ? setWriting('didNotHelp') : false),
    notPossible: () => (typeof here === 'object' ? setWriting('notPossible') : false),
    explain: () => (typeof here === 'object' ? store.look('pilot', 'explain') : false),
    ownNote: () => setWriting('ownNote'),
    customStep: () => setWriting('customStep'),
    close: () => (isPicking ? setPicking(false) : false),
  })

  if (session.status === 'finished') {
    return (
      <>
        <NoPlace session={session} onPickFlow={() => setPicking(true)} />
        <SoFar session={session} />
      </>
    )
  }
  return (
    <>
      {typeof here === 'object' && <Trail trail={here.trail} />}
      <CustomSteps session={session} />
      {isPicking ? (
        <FlowOffer onPicked={() => setPicking(false)} />
      ) : typeof here === 'object' ? (
        <StepCard here={here} session={session} />
      ) : (
        <NoPlace session={session} isFlowAway={isFlowAway} onPickFlow={() => setPicking(true)} />
      )}
      <StepActions
        isInFlow={typeof here === 'object'}
        isPaused={isPaused}
        canGoBack={session.steps.some((step) => step.isOnPath && step.stoodAt)}
        onWrite={setWriting}
      />
      <SoFar session={session} />
      <div className="sticky bottom-0 z-10 flex flex-col gap-2 empty:hidden">
        <PasteCard onRead={() => store.look('pilot', 'recorded')} />
        {writing && <WriteCard writing={writing} onDone={() => setWriting(null)} />}
      </div>
    </>
  )
}

function SoFar({ session }: { session: Session }) {
  const { store, walk } = usePanel()
  const [isOpen, setOpen] = useState(false)
  useKeys({ record: () => setOpen(!isOpen) })
  return (
    <RecordList
      session={session}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onChange={(statementId, text) =>
        void store.act([{ type: 'statement_changed', statementId, text }])
      }
      onWithdraw={(statementId) => void store.act([{ type: 'statement_withdrawn', statementId }])}
      onLink={(link) => void walk.openLink(link)}
    />
  )
}

const NOTHING = {
  getState: () => null,
  getInitialState: () => null,
  setState: () => undefined,
  subscribe: () => () => undefined,
}
