/** The place one stands at in a flow: what to do, what to copy, and the ways on. */
import {
  CornerDownRight,
  Eye,
  Flag,
  MessageCircleQuestionMark,
  TextCursorInput,
  Wrench,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { fillVariables } from '#shared/flow/fill-variables.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { keyOf } from '../../ui/keys.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { Commands } from './Commands.tsx'
import { DocLinks } from './DocLinks.tsx'
import { InputForm } from './InputForm.tsx'
import { MissingValues } from './MissingValues.tsx'

const Markdown = lazy(() => import('../../ui/Markdown.tsx'))

const KINDS = {
  question: { word: 'Question', Icon: MessageCircleQuestionMark },
  check: { word: 'Check', Icon: Eye },
  action: { word: 'Action', Icon: Wrench },
  input: { word: 'Value', Icon: TextCursorInput },
  sub_flow: { word: 'Sub-flow', Icon: CornerDownRight },
  end: { word: 'End', Icon: Flag },
} as const satisfies Record<FlowNode['kind'], unknown>

export function StepCard({ here, session }: { here: PlaceInFlow; session: Session }) {
  const { node, missing } = here
  const fill = useFill(here, session)
  const { word, Icon } = KINDS[node.kind]
  return (
    <article
      key={`${here.run.id} ${node.id}`}
      aria-labelledby="step-title"
      className="flex animate-appear flex-col gap-3 rounded-lg border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge icon={<Icon aria-hidden="true" />}>{word}</Badge>
          {node.kind === 'action' && <SafetyMark safety={node.safety} />}
          {node.group && <span className="text-fine text-faint">{fill(node.group)}</span>}
        </div>
        <h2 id="step-title" className="text-title font-semibold text-balance break-words">
          {fill(node.title)}
        </h2>
        {node.body && <Body text={fill(node.body)} />}
        {node.kind === 'action' && node.before && (
          <Aside title="Before">
            <Body text={fill(node.before)} />
          </Aside>
        )}
      </header>
      {missing.length > 0 && <MissingValues names={missing} flow={here.flow} />}
      {'commands' in node && node.commands.length > 0 && (
        <Commands commands={node.commands} session={session} />
      )}
      {node.kind === 'action' && node.undo && (
        <Aside title="Way back">
          <Body text={fill(node.undo)} />
        </Aside>
      )}
      <WaysOn here={here} session={session} fill={fill} />
      <DocLinks links={node.links} />
    </article>
  )
}

function WaysOn({
  here,
  session,
  fill,
}: {
  here: PlaceInFlow
  session: Session
  fill: (text: string) => string
}) {
  const { node } = here
  switch (node.kind) {
    case 'question':
    case 'check':
    case 'action':
      return <Choices choices={node.choices} fill={fill} />
    case 'input':
      return (
        <InputForm
          key={node.id}
          node={node}
          flow={here.flow}
          known={session.variables[node.variable]?.value ?? ''}
        />
      )
    case 'sub_flow':
      return <SubFlow here={here} node={node} fill={fill} />
    case 'end':
      return <End here={here} node={node} fill={fill} />
    default:
      return node satisfies never
  }
}

type ChoiceList = Extract<FlowNode, { kind: 'question' }>['choices']

function Choices({ choices, fill }: { choices: ChoiceList; fill: (text: string) => string }) {
  const { walk } = usePanel()
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
          onPick={() => void walk.choose(choice.id)}
        />
      ))}
    </fieldset>
  )
}

function SubFlow({
  here,
  node,
  fill,
}: {
  here: PlaceInFlow
  node: Extract<FlowNode, { kind: 'sub_flow' }>
  fill: (text: string) => string
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
        <Choices choices={node.choices} fill={fill} />
      ) : (
        <Button look="quiet" size="small" onClick={() => setAnswering(true)}>
          I know the answer already
        </Button>
      )}
    </div>
  )
}

const ENDINGS: Record<string, string> = {
  resolved: 'Resolved',
  workaround: 'Worked around',
  escalate: 'Escalate',
  vendor: 'With the vendor',
  not_reproduced: 'Not reproduced',
  security: 'Security incident',
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
      {node.cause && (
        <Aside title={`Cause (${node.cause.status.replace('_', ' ')})`}>
          <p>{fill(node.cause.text)}</p>
        </Aside>
      )}
      {node.verification && (
        <Aside title="To verify">
          <Body text={fill(node.verification)} />
        </Aside>
      )}
      {node.evidence.length > 0 && (
        <Aside title="Have in hand">
          <ul className="ml-4 list-disc">
            {node.evidence.map((line) => (
              <li key={line}>{fill(line)}</li>
            ))}
          </ul>
        </Aside>
      )}
      {node.tell && (
        <Aside title="Tell the user">
          <Body text={fill(node.tell)} />
        </Aside>
      )}
      <Button look="primary" keyLabel={keyOf('next')} onClick={() => void walk.end()}>
        {returnsTo
          ? `Back to “${returnsTo}”`
          : `End here: ${ENDINGS[node.ending] ?? 'ask for the outcome'}`}
      </Button>
    </div>
  )
}

function Body({ text }: { text: string }) {
  const { walk } = usePanel()
  return (
    <Suspense fallback={<p className="whitespace-pre-line text-muted">{text}</p>}>
      <Markdown text={text} onLink={(link) => void walk.openLink(link)} />
    </Suspense>
  )
}

function Aside({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="border-l-2 border-line pl-2.5 text-muted">
      <p className="text-fine font-semibold tracking-wide text-faint uppercase">{title}</p>
      {children}
    </div>
  )
}

/** Fills a text for reading; what is not known yet is named by its label. */
function useFill(here: PlaceInFlow, session: Session): (text: string) => string {
  const values = Object.fromEntries(
    here.flow.variables.map(({ name, label }) => [
      name,
      session.variables[name]?.value || `‹${label}›`,
    ]),
  )
  return (text) => fillVariables(text, values).text
}
