/** The step of the checklist that is open: what to do, what to copy, and the ways to settle it. */
import { MessageSquare, MessageSquareCheck } from 'lucide-react'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { ChecklistHere, RuntimeStep } from '#shared/session/checklist.ts'
import { ratingOf } from '#shared/session/rating-of.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { keyOf } from '../../../ui/keys.ts'
import { SafetyMark } from '../../../ui/SafetyMark.tsx'
import { usePanelState } from '../../PanelContext.tsx'
import { DocLinks } from '../DocLinks.tsx'
import { OutputFacts } from '../OutputFacts.tsx'
import { OwnStepWords, StepWords } from '../StepWords.tsx'
import { useReadings } from '../use-readings.ts'
import type { Writing } from '../writing.ts'
import { SettleStep } from './SettleStep.tsx'

interface StepParts {
  list: ChecklistHere
  here: PlaceInFlow | undefined
  session: Session
  onWrite: (writing: Writing) => void
}

export function OpenStep(parts: StepParts) {
  const { list, here, session, onWrite } = parts
  const read = useReadings(session.outputs)
  const step = list.at
  if (!step) return null
  const node = here?.node.kind === 'step' ? here.node : undefined
  const own = step.step
  return (
    <article
      aria-labelledby="step-title"
      className={`flex flex-col gap-3 rounded-lg border bg-surface p-3 ${step.isCustom ? 'border-amber-line' : 'border-line'}`}
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex min-h-5 flex-wrap items-center gap-1.5">
          {step.isCustom && <Badge tone="amber">Custom</Badge>}
          {step.isMandatory && <Badge tone="accent">Required</Badge>}
          {node && node.safety !== 'reads' && <SafetyMark safety={node.safety} />}
          {own && own.safety !== 'reads' && <SafetyMark safety={own.safety} />}
          {step.group && <span className="text-fine text-faint">{step.group}</span>}
          {node && <RateButton step={step} session={session} onRate={() => onWrite('rating')} />}
        </div>
        <h2 id="step-title" className="text-title font-semibold text-balance break-words">
          {step.number}. {step.title}
        </h2>
        {step.body && <p className="whitespace-pre-wrap">{step.body}</p>}
      </header>
      {node && here && <StepWords node={node} here={here} session={session} at={step.place} />}
      {own && <OwnStepWords id={step.place.nodeId} content={own} session={session} />}
      {(node || own) && <OutputFacts session={session} read={read} />}
      <SettleStep {...parts} step={step} node={node} />
      {node && <DocLinks links={node.links} />}
      {own && <DocLinks links={own.links} />}
    </article>
  )
}

/** Only the flow's own steps: what one has put in oneself is nobody else's to mend. */
function RateButton({
  step,
  session,
  onRate,
}: {
  step: RuntimeStep
  session: Session
  onRate: () => void
}) {
  const me = usePanelState((state) => state.world?.account.person.id)
  const isRated = ratingOf(session, step.place, me) !== undefined
  return (
    <IconButton
      label={isRated ? 'You said something of this step' : 'Say something of this step'}
      keyLabel={keyOf('rate')}
      className="-my-1 ml-auto"
      icon={
        isRated ? <MessageSquareCheck className="size-4" /> : <MessageSquare className="size-4" />
      }
      onClick={onRate}
    />
  )
}
