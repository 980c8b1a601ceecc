/** The step of the checklist that is open: what to do, what to copy, and the ways to settle it. */
import { MessageSquare, MessageSquareCheck } from 'lucide-react'
import { textsOf, variablesIn } from '#shared/flow/variables.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { ChecklistHere, RuntimeStep } from '#shared/session/checklist.ts'
import type { Session } from '#shared/session/session.ts'
import { Aside } from '../../../ui/Aside.tsx'
import { Badge } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { keyOf } from '../../../ui/keys.ts'
import { SafetyMark } from '../../../ui/SafetyMark.tsx'
import { Commands } from '../Commands.tsx'
import { DocLinks } from '../DocLinks.tsx'
import { fillHere } from '../fill-here.ts'
import { GivenValues } from '../GivenValues.tsx'
import { MissingValues } from '../MissingValues.tsx'
import { OutputFacts } from '../OutputFacts.tsx'
import { Body } from '../StepText.tsx'
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
  const step = list.at
  if (!step) return null
  const node = here?.node.kind === 'step' ? here.node : undefined
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
          {step.group && <span className="text-fine text-faint">{step.group}</span>}
          {node && <RateButton step={step} session={session} onRate={() => onWrite('rating')} />}
        </div>
        <h2 id="step-title" className="text-title font-semibold text-balance break-words">
          {step.number}. {step.title}
        </h2>
        {step.body && <p className="whitespace-pre-wrap">{step.body}</p>}
      </header>
      {node && here && <OfFlow node={node} here={here} session={session} />}
      <SettleStep {...parts} step={step} node={node} />
      {node && <DocLinks links={node.links} />}
    </article>
  )
}

function OfFlow({
  node,
  here,
  session,
}: {
  node: Extract<PlaceInFlow['node'], { kind: 'step' }>
  here: PlaceInFlow
  session: Session
}) {
  const fill = fillHere(here, session)
  const read = useReadings(session.outputs)
  return (
    <>
      {node.body && <Body text={node.body} fill={fill} />}
      {node.before && (
        <Aside title="Before">
          <Body text={node.before} fill={fill} />
        </Aside>
      )}
      {here.missing.length > 0 && <MissingValues names={here.missing} flow={here.flow} isCalm />}
      <GivenValues
        names={[...new Set([...node.asks, ...variablesIn(textsOf(node))])]}
        flow={here.flow}
        session={session}
      />
      {node.commands.length > 0 && (
        <Commands commands={node.commands} session={session} fill={fill} />
      )}
      {node.undo && (
        <Aside title="Way back">
          <Body text={node.undo} fill={fill} />
        </Aside>
      )}
      {node.exceptionWhen && (
        <Aside title="Exception when">
          <Body text={node.exceptionWhen} fill={fill} />
        </Aside>
      )}
      {node.tell && (
        <Aside title="To tell the user">
          <Body text={node.tell} fill={fill} />
        </Aside>
      )}
      <OutputFacts session={session} read={read} />
    </>
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
  const isRated = session.ratings.some(
    ({ place }) => place.runId === step.place.runId && place.nodeId === step.place.nodeId,
  )
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
