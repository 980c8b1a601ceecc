/**
 * The work once it is taken up: the step one stands at, what one may do there, and what is
 * being written in its place. One thing is asked at a time.
 */
import { lazy, Suspense, useState } from 'react'
import { checklistHere } from '#shared/session/checklist.ts'
import type { Session } from '#shared/session/session.ts'
import { later } from '../../ui/later.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { CustomSteps } from './CustomSteps.tsx'
import { FilesHere } from './FilesHere.tsx'
import { FlowOffer } from './FlowOffer.tsx'
import { NoPlace } from './NoPlace.tsx'
import { PasteCard } from './PasteCard.tsx'
import { SoFar } from './SoFar.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import { Trail } from './Trail.tsx'
import { useClientFacts } from './use-client-facts.ts'
import { useWriting } from './use-kept-text.ts'
import { usePlaceInFlow } from './use-place-in-flow.ts'
import { WriteCard } from './WriteCard.tsx'

const ChecklistWork = later(
  async () => (await import('./checklist/ChecklistWork.tsx')).ChecklistWork,
  <Skeleton label="The checklist is being opened" lines={5} />,
)

/** Needs what FlowPilot suspects, which most walks do without. */
const FlowDoubtNotice = lazy(() => import('./FlowDoubtNotice.tsx'))

export function Walking({ session }: { session: Session }) {
  const { walk, store } = usePanel()
  useClientFacts() // read now, to be at hand when a value is asked
  const [isPicking, setPicking] = useState(false)
  const library = usePanelState((state) => state.world?.library)
  const list = checklistHere(session)
  // A step of one's own is in no flow, and needs none.
  const { here, isFlowAway } = usePlaceInFlow(session, !list?.at?.isCustom)
  const place = list?.at
    ? `${list.at.place.runId} ${list.at.place.nodeId}`
    : typeof here === 'object'
      ? `${here.run.id} ${here.node.id}`
      : undefined
  const [writing, setWriting] = useWriting({ place })
  const isPaused = session.status === 'paused'
  const isInGraph = typeof here === 'object' && !list

  useKeys({
    back: () => void walk.back(),
    pause: () => (isPaused ? void walk.resume() : setWriting('pause')),
    didNotHelp: () => (isInGraph ? setWriting('didNotHelp') : false),
    notPossible: () => (isInGraph ? setWriting('notPossible') : false),
    explain: () => (typeof here === 'object' ? store.look('pilot', 'explain') : false),
    ownNote: () => setWriting('ownNote'),
    rate: () => (typeof here === 'object' ? setWriting('rating') : false),
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
      {library && !isPicking && session.lane.messages.length > 0 && (
        <Suspense>
          <FlowDoubtNotice
            session={session}
            flowOf={library.flowOf}
            onPickFlow={() => setPicking(true)}
          />
        </Suspense>
      )}
      <CustomSteps session={session} />
      {isPicking ? (
        <FlowOffer onPicked={() => setPicking(false)} />
      ) : list ? (
        <ChecklistWork
          list={list}
          here={typeof here === 'object' ? here : undefined}
          session={session}
          onWrite={setWriting}
        />
      ) : typeof here === 'object' ? (
        <StepCard here={here} session={session} onRate={() => setWriting('rating')} />
      ) : (
        <NoPlace session={session} isFlowAway={isFlowAway} onPickFlow={() => setPicking(true)} />
      )}
      <FilesHere session={session} />
      <StepActions
        isInFlow={isInGraph}
        isPaused={isPaused}
        canGoBack={session.steps.some((step) => step.isOnPath && step.stoodAt)}
        onWrite={setWriting}
      />
      <SoFar session={session} />
      <div className="sticky bottom-0 z-10 flex flex-col gap-2 empty:hidden">
        <PasteCard onRead={() => store.look('pilot', 'recorded')} />
        {writing && (
          <WriteCard
            key={`${writing} ${place}`}
            writing={writing}
            place={place}
            onDone={() => setWriting(null)}
          />
        )}
      </div>
    </>
  )
}
