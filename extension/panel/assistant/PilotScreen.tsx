/**
 * FlowPilot beside the ticket: the work as a lane with one next thing, and a place for words.
 *
 * The lane is what the record folds to; it is drawn anew as a whole, so that a new fact is never
 * seen with an old fix. All of it but the talk works without a server and without a model.
 */
import { Flag, Pause, Play } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { placeInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { CustomSteps } from '../session/CustomSteps.tsx'
import { FilesHere } from '../session/FilesHere.tsx'
import { PasteCard } from '../session/PasteCard.tsx'
import { useWriting } from '../session/use-kept-text.ts'
import { WriteCard } from '../session/WriteCard.tsx'
import { useKeys } from '../use-keys.ts'
import type { World } from '../world.ts'
import { AskBar } from './AskBar.tsx'
import { BudgetLine } from './BudgetLine.tsx'
import { Causes } from './Causes.tsx'
import { CheckCard } from './CheckCard.tsx'
import { EarlierFixes } from './EarlierFixes.tsx'
import { Facts } from './Facts.tsx'
import { FixCard } from './FixCard.tsx'
import { FurtherChecks } from './FurtherChecks.tsx'
import { findFlowStep } from './find-flow-step.ts'
import { WritingPlace } from './LaneComposer.tsx'
import { viewLane } from './lane-view.ts'
import { QuestionCard } from './QuestionCard.tsx'
import { Says } from './Says.tsx'
import { Talk } from './Talk.tsx'
import { type Pilot, usePilot, useTellEvidence } from './use-pilot.ts'

/** What belongs to a step of the flow is written there. */
const WRITTEN_HERE = ['ownNote', 'customStep'] as const

export default function PilotScreen() {
  const pilot = usePilot()
  const session = useSession()
  const world = usePanelState((state) => state.world)
  if (!pilot || !session || !world) return <Skeleton label="FlowPilot is being opened" lines={6} />
  return <Lane pilot={pilot} session={session} world={world} />
}

function Lane({ pilot, session, world }: { pilot: Pilot; session: Session; world: World }) {
  const { store, walk } = usePanel()
  const { acts, assistant } = pilot
  const wanted = usePanelState((state) => state.wanted)
  const [picked, setPicked] = useState<string | null>(null)
  const [writing, setWriting] = useWriting({ offered: WRITTEN_HERE })
  const [writingPlace, setWritingPlace] = useState<HTMLElement | null>(null)
  const view = useMemo(() => viewLane(session, picked), [session, picked])
  const tell = useTellEvidence(session)
  const isPaused = session.status === 'paused'
  const isFinished = session.status === 'finished'
  const { next, keysFor } = view
  const flowStep = useFlowStep(next?.check.title, session, world)

  useEffect(() => {
    if (!wanted) return
    assistant.ask(wanted)
    store.look('pilot')
  }, [wanted, assistant, store])

  const hasWorked = view.fix?.tried?.outcome === 'worked'
  const resolve = () => (isFinished ? store.show('note') : store.ask('outcome'))
  useKeys({
    ownNote: () => setWriting('ownNote'),
    customStep: () => setWriting('customStep'),
    pause: () => (isPaused ? void walk.resume() : setWriting('pause')),
    next: () => (hasWorked ? resolve() : false),
    close: () => (picked ? setPicked(null) : false),
  })

  return (
    <WritingPlace value={writingPlace}>
      {isPaused && (
        <Notice
          tone="amber"
          title="Paused"
          actions={
            <Button
              size="small"
              icon={<Play aria-hidden="true" className="size-3.5" />}
              keyLabel={keyOf('pause')}
              onClick={() => void walk.resume()}
            >
              Go on
            </Button>
          }
        >
          {session.pause?.waitingFor && `Waiting for ${session.pause.waitingFor}.`}
        </Notice>
      )}
      <Says pilot={pilot} view={view} />
      <CustomSteps session={session} />
      {view.questions.map((question, i) => (
        <QuestionCard
          key={question.id}
          question={question}
          acts={acts}
          hasKeys={keysFor === 'question' && i === 0}
        />
      ))}
      {next && (
        <CheckCard
          key={next.check.id}
          next={next}
          causes={view.causes}
          session={session}
          acts={acts}
          hasKeys={keysFor === 'check'}
          flowStep={flowStep}
        />
      )}
      <FurtherChecks checks={view.further} onPick={setPicked} />
      <Causes causes={view.causes} tell={tell} />
      <Facts
        unconfirmed={view.unconfirmed}
        facts={view.facts}
        textOf={(id) => session.statements.find((one) => one.id === id)?.text}
        acts={acts}
        onAdd={() => setWriting('ownNote')}
      />
      {view.fix && (
        <FixCard
          key={view.fix.id}
          fix={view.fix}
          session={session}
          acts={acts}
          tell={tell}
          hasKeys={keysFor === 'fix'}
        />
      )}
      <EarlierFixes fixes={view.earlierFixes} />
      <Talk messages={view.earlier} askedAgain={view.askedAgain} />
      <FilesHere session={session} />
      <div className="flex flex-wrap gap-2">
        <Button
          look={hasWorked ? 'primary' : 'secondary'}
          icon={<Flag aria-hidden="true" className="size-4" />}
          keyLabel={isFinished ? undefined : keyOf(hasWorked ? 'next' : 'finish')}
          onClick={resolve}
        >
          {isFinished ? 'Write the note' : 'Resolve'}
        </Button>
        {!isPaused && !isFinished && (
          <Button
            look="quiet"
            icon={<Pause aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('pause')}
            onClick={() => setWriting('pause')}
          >
            Pause
          </Button>
        )}
      </div>
      <div className="sticky -bottom-3 z-10 order-last -mx-3 mt-auto -mb-3 flex flex-col gap-2 border-t border-line bg-ground px-3 py-2 group/bottom">
        <div ref={setWritingPlace} className="empty:hidden" />
        <PasteCard onKept={() => assistant.ask('recorded')} />
        {writing && <WriteCard writing={writing} onDone={() => setWriting(null)} />}
        {!isFinished && (
          <div className="flex flex-col gap-1 group-has-[form]/bottom:hidden">
            <BudgetLine turnsEnded={session.lane.messages.length} />
            <AskBar pilot={pilot} />
          </div>
        )}
      </div>
    </WritingPlace>
  )
}

/** The check as a step of a flow that is here: one stands there already, or enters it there. */
function useFlowStep(title: string | undefined, session: Session, { library }: World) {
  const { store, walk } = usePanel()
  const held = useStore(library, (state) => state.held)
  const found = useMemo(
    () => (title ? findFlowStep(title, session, held) : undefined),
    [title, session, held],
  )
  if (!found) return undefined
  const { flow, nodeId } = found
  return {
    flowName: flow.content.name,
    async onGo() {
      const here = placeInFlow(session, library.flowOf)
      const isThere = typeof here === 'object' && here.node.id === nodeId
      if (isThere || (await walk.start(flow.version, nodeId))) store.look('flow')
    },
  }
}
