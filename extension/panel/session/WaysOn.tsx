/** The ways on from a node, by its kind: answers, a value, another flow, the end. */
import { useState } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { ENDING_WORDS } from '#shared/flow/kind-words.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { Finding } from '#shared/parse/finding.ts'
import type { OutputReading } from '#shared/parse/output.ts'
import { pointToChoice } from '#shared/parse/point-to-choice.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { EndAsides } from '../../ui/EndAsides.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { InputForm } from './InputForm.tsx'
import { Body } from './StepText.tsx'
import type { Shares } from './use-answers-taken.ts'

export function WaysOn({
  here,
  session,
  fill,
  readings,
  taken,
}: {
  here: PlaceInFlow
  session: Session
  fill: (text: string) => string
  readings: readonly OutputReading[]
  taken: Shares
}) {
  const { node } = here
  const findings = readings.flatMap((reading) => reading.findings)
  switch (node.kind) {
    case 'question':
    case 'check':
    case 'action':
      return <Choices choices={node.choices} fill={fill} findings={findings} taken={taken} />
    case 'input':
      return (
        <InputForm
          key={node.id}
          runId={here.run.id}
          node={node}
          flow={here.flow}
          known={session.variables[node.variable]?.value ?? ''}
        />
      )
    case 'sub_flow':
      return <SubFlow here={here} node={node} fill={fill} taken={taken} />
    case 'end':
      return <End here={here} node={node} fill={fill} />
    // A step of a checklist is ticked in its list.
    case 'step':
      return null
    default:
      return node satisfies never
  }
}

type ChoiceList = Extract<FlowNode, { kind: 'question' }>['choices']

function Choices({
  choices,
  fill,
  findings = [],
  taken,
}: {
  choices: ChoiceList
  fill: (text: string) => string
  findings?: readonly Finding[]
  taken: Shares
}) {
  const { walk } = usePanel()
  const pointed = pointToChoice(choices, findings)
  useKeys({
    choose(digit) {
      const choice = choices[digit - 1]
      if (!choice) return false
      void walk.choose(choice.id)
    },
  })
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="sr-only">Ways on</legend>
      {choices.map((choice, i) => (
        <Choice
          key={choice.id}
          digit={i + 1}
          label={fill(choice.label)}
          detail={choice === pointed && 'The output speaks for this'}
          isFirst={choice === pointed}
          aside={<Taken share={taken.get(choice.id)} />}
          onPick={() => void walk.choose(choice.id)}
        />
      ))}
    </fieldset>
  )
}

/** How usual an answer is; beside its words, so that nothing moves when it comes to be known. */
function Taken({ share }: { share: number | undefined }) {
  if (share === undefined) return null
  const percent = `${Math.round(share * 100)} %`
  return (
    <span title="So often in finished sessions" className="shrink-0 text-fine text-faint">
      {percent}
      <span className="sr-only"> of the answers so far</span>
    </span>
  )
}

function SubFlow({
  here,
  node,
  fill,
  taken,
}: {
  here: PlaceInFlow
  node: Extract<FlowNode, { kind: 'sub_flow' }>
  fill: (text: string) => string
  taken: Shares
}) {
  const { walk } = usePanel()
  const [isAnswering, setAnswering] = useState(false)
  const pin = here.run.pins.find((p) => p.slug === node.flow)
  useKeys({ next: () => void walk.enterSub() })
  return (
    <div className="flex flex-col gap-2">
      <Button
        look="primary"
        keyLabel={keyOf('next')}
        onClick={() => void walk.enterSub()}
        why={pin ? undefined : 'This flow is not in the library of your team.'}
      >
        Go through “{pin?.name ?? node.flow}”
      </Button>
      {isAnswering ? (
        <Choices choices={node.choices} fill={fill} taken={taken} />
      ) : (
        <Button look="quiet" size="small" onClick={() => setAnswering(true)}>
          I know the answer already
        </Button>
      )}
    </div>
  )
}

function End({
  here,
  node,
  fill,
}: {
  here: PlaceInFlow
  node: Extract<FlowNode, { kind: 'end' }>
  fill: (text: string) => string
}) {
  const { walk } = usePanel()
  const returnsTo = node.ending === 'returns' ? here.trail.at(-2)?.flowName : undefined
  useKeys({ next: () => void walk.end() })
  return (
    <div className="flex flex-col gap-2.5">
      <EndAsides node={node} fill={fill} draw={(text) => <Body text={text} fill={fill} />} />
      <Button look="primary" keyLabel={keyOf('next')} onClick={() => void walk.end()}>
        {returnsTo ? `Back to “${returnsTo}”` : `End here: ${ENDING_WORDS[node.ending]}`}
      </Button>
    </div>
  )
}
