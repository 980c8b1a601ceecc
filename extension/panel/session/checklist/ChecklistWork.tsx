/**
 * Working through a checklist: the list with what is settled, and the step that is open.
 *
 * Where the panel is narrow the list is one line with the progress, a key press away; with room
 * it stands above the step, with much room beside it. It is drawn from the record, so it is
 * there also while the flow itself is still to come.
 */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { ChecklistHere, RuntimeStep } from '#shared/session/checklist.ts'
import type { Session } from '#shared/session/session.ts'
import { Kbd } from '../../../ui/Kbd.tsx'
import { keyOf } from '../../../ui/keys.ts'
import { useIsWide } from '../../../ui/use-is-wide.ts'
import { usePanel } from '../../PanelContext.tsx'
import { useKeys } from '../../use-keys.ts'
import type { Writing } from '../writing.ts'
import { ListedSteps } from './ListedSteps.tsx'
import { OpenStep } from './OpenStep.tsx'

export { OwnStepWords } from '../StepWords.tsx'

export function ChecklistWork({
  list,
  here,
  session,
  onWrite,
}: {
  list: ChecklistHere
  /** The flow's own words of the step; none at a step of one's own, or while the flow is away. */
  here: PlaceInFlow | undefined
  session: Session
  onWrite: (writing: Writing) => void
}) {
  const { walk } = usePanel()
  const isWide = useIsWide(WIDE_REM)
  const isBeside = useIsWide(BESIDE_REM)
  const [isShown, show] = useState<boolean>()
  const isOpen = isBeside || (isShown ?? isWide)
  const { steps, settled, at, run } = list
  const stepBy = (by: 1 | -1) => {
    const next = steps[(at ? at.number - 1 : 0) + by]
    if (next) void walk.openStep(next.place.nodeId)
  }
  useKeys({
    below: () => stepBy(1),
    above: () => stepBy(-1),
    list: () => (isBeside ? false : show(!isOpen)),
  })
  const open = (step: RuntimeStep) => {
    if (!isWide) show(false)
    void walk.openStep(step.place.nodeId)
  }
  return (
    <section
      aria-label={run.flow.name}
      className={`grid items-start gap-2.5 ${isBeside ? 'grid-cols-[minmax(0,2fr)_minmax(0,3fr)]' : 'grid-cols-1'}`}
    >
      <div className="flex flex-col gap-1 rounded-lg border border-line bg-surface">
        <Progress
          settled={settled}
          of={steps.length}
          at={at?.number}
          isOpen={isOpen}
          onToggle={isBeside ? undefined : () => show(!isOpen)}
        />
        {isOpen && <ListedSteps list={list} isLow={!isBeside} onOpen={open} />}
      </div>
      <OpenStep
        key={at?.place.nodeId}
        list={list}
        here={here}
        session={session}
        onWrite={onWrite}
      />
    </section>
  )
}

/** From here on the list stands open above the step, and from the second beside it. */
const WIDE_REM = 30
const BESIDE_REM = 42

function Progress({
  settled,
  of,
  at,
  isOpen,
  onToggle,
}: {
  settled: number
  of: number
  at: number | undefined
  isOpen: boolean
  onToggle: (() => void) | undefined
}) {
  const words = (
    <>
      <span className="font-medium">
        {settled} of {of}
      </span>
      <span className="flex-1 text-muted">{at ? `settled · step ${at}` : 'settled'}</span>
    </>
  )
  return (
    <div className="flex flex-col">
      {onToggle ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-keyshortcuts={keyOf('list')}
          onClick={onToggle}
          className="flex min-h-9 items-center gap-1.5 rounded-lg px-2.5 text-left text-small hover:bg-hover"
        >
          {words}
          <span className="text-muted">{isOpen ? 'Hide steps' : 'All steps'}</span>
          <Kbd>{keyOf('list')}</Kbd>
          <ChevronDown
            aria-hidden
            className={`size-3.5 text-faint transition-transform duration-100 ${isOpen ? 'rotate-180' : ''}`}
          />
        </button>
      ) : (
        <p className="flex min-h-9 items-center gap-1.5 px-2.5 text-small">{words}</p>
      )}
      <progress
        value={settled}
        max={of}
        aria-label="Steps settled"
        className="mx-2.5 mb-1 block h-1 w-[calc(100%-1.25rem)] appearance-none overflow-hidden rounded-full bg-sunken [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  )
}
