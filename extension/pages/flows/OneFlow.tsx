/** One flow, whole: its steps in the order of a walk, and what one takes along of it. */
import { ArrowLeft, Download } from 'lucide-react'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import type { Flow, FlowContent } from '#shared/flow/flow.ts'
import { FLOW_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { inOrder, waysOf } from '#shared/flow/take-away/flow-order.ts'
import { FLOW_FORMS, type FlowForm, takeAwayFlow } from '#shared/flow/take-away/take-away.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import { FlowStep } from './FlowStep.tsx'

export function OneFlow({ flowId }: { flowId: string }) {
  const listed = useAsk(ListFlows, {})
  const version = listed.data?.flows.find(({ id }) => id === flowId)?.version
  const asked = useAsk(GetFlowVersion, { version: version ?? '' }, { isOn: version !== undefined })
  return (
    <div className="flex flex-col gap-4">
      <a
        href="#all"
        className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        All flows
      </a>
      <Asked of={listed} label="Reading the library">
        {() =>
          version === undefined ? (
            <Notice>This flow is not in your library. It may have been taken out of it.</Notice>
          ) : (
            <Asked of={asked} label="Reading the flow" lines={8}>
              {(flow) => <Whole flow={flow} />}
            </Asked>
          )
        }
      </Asked>
    </div>
  )
}

function Whole({ flow: { content, version, isBuiltIn } }: { flow: Flow }) {
  const nodes = inOrder(content)
  const ways = waysOf(content)
  const numbers = new Map(nodes.map(({ id }, n) => [id, n + 1]))
  return (
    <>
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="text-large font-semibold break-words">{content.name}</h1>
          {content.isSubFlow && <Badge>Sub-flow</Badge>}
        </div>
        <p className="text-muted">{content.summary}</p>
        <p className="flex flex-wrap gap-x-3 text-small text-faint">
          <span>{FLOW_KIND_WORDS[content.kind]}</span>
          <span>{content.category}</span>
          <span>{isBuiltIn ? 'Built in' : 'Of your team'}</span>
          <span>{nodes.length} steps</span>
          {content.reviewBy && <span>To be reviewed by {content.reviewBy}</span>}
          <span title={version}>Version {version.slice(0, 8)}</span>
        </p>
        <TakeAway content={content} />
      </header>
      <Variables content={content} />
      <ol className="flex flex-col gap-3">
        {nodes.map((node) => (
          <FlowStep
            key={node.id}
            node={node}
            number={numbers.get(node.id) ?? 0}
            ways={ways(node).map((way) => ({ ...way, number: numbers.get(way.to.id) ?? 0 }))}
          />
        ))}
      </ol>
    </>
  )
}

const FORMS = Object.keys(FLOW_FORMS) as FlowForm[] // the keys of a constant object

function TakeAway({ content }: { content: FlowContent }) {
  const save = (form: FlowForm) => {
    const { name, text, type } = takeAwayFlow(content, form)
    saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-small text-muted">
      Take it along as
      {FORMS.map((form) => (
        <Button
          key={form}
          size="small"
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => save(form)}
        >
          {FLOW_FORMS[form].label}
        </Button>
      ))}
    </div>
  )
}

function Variables({ content: { variables } }: { content: FlowContent }) {
  if (variables.length === 0) return null
  return (
    <section aria-labelledby="flow-values" className="flex flex-col gap-1.5">
      <h2 id="flow-values" className="text-body font-semibold">
        Asks for
      </h2>
      <ul className="flex flex-wrap gap-1.5">
        {variables.map(({ name, label, keep }) => (
          <li key={name}>
            <Badge>{keep === 'client' ? `${label}, kept for the client` : label}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
