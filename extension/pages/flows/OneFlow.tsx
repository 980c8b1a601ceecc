/** One flow, whole: its steps in the order of a walk, and what one takes along of it. */
import { ArrowLeft, Download, GitFork, Tag } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { type FlowSummary, GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import type { Flow, FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { FLOW_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { ReadStepRatings, type StepRating } from '#shared/flow/step-ratings.ts'
import { inOrder, waysOf } from '#shared/flow/take-away/flow-order.ts'
import { FLOW_FORMS, type FlowForm, takeAwayFlow } from '#shared/flow/take-away/take-away.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Asked } from '../Asked.tsx'
import { MaintenanceOf } from '../maintenance/MaintenanceOf.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { ChangeFlow, useDraftOf } from './draft/ChangeFlow.tsx'
import { FlowFolder } from './FlowFolder.tsx'
import { FlowStep } from './FlowStep.tsx'
import { Origin } from './Origin.tsx'
import { RemoveThis } from './RemoveThis.tsx'
import { Versions } from './Versions.tsx'

export function OneFlow({ flowId, db }: { flowId: string; db: LocalStore }) {
  const listed = useAsk(ListFlows, {})
  const summary = listed.data?.flows.find(({ id }) => id === flowId)
  const version = summary?.version
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
          summary === undefined ? (
            <Notice>This flow is not in your library. It may have been taken out of it.</Notice>
          ) : (
            <Asked of={asked} label="Reading the flow" lines={8}>
              {(flow) => <Whole flow={flow} summary={summary} db={db} />}
            </Asked>
          )
        }
      </Asked>
    </div>
  )
}

const FlowCanvas = lazy(() => import('./canvas/FlowCanvas.tsx'))

const VIEWS = [
  { value: 'steps', label: 'Step by step' },
  { value: 'drawing', label: 'As a drawing' },
] as const
type View = (typeof VIEWS)[number]['value']

function Whole({ flow, summary, db }: { flow: Flow; summary: FlowSummary; db: LocalStore }) {
  const { forkOf } = summary
  const { id, content, version, isBuiltIn } = flow
  const mayAuthor = useMay('authorFlows')
  const mayPublish = useMay('publishFlows')
  const draft = useDraftOf(flow, db)
  const { data } = useAsk(ReadStepRatings, { flowId: id }, { isOn: mayAuthor })
  const ratings = data?.ratings ?? NONE
  const nodes = useMemo(() => inOrder(content), [content])
  const numbers = useMemo(() => new Map(nodes.map(({ id }, n) => [id, n + 1])), [nodes])
  const [view, setView] = useState<View>('steps')
  return (
    <>
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="text-large font-semibold break-words">{content.name}</h1>
          {forkOf && <Badge icon={<GitFork aria-hidden />}>Fork</Badge>}
          {content.isSubFlow && <Badge>Sub-flow</Badge>}
          {content.tags?.map((tag) => (
            <Badge key={tag} icon={<Tag aria-hidden />}>
              {tag}
            </Badge>
          ))}
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
        <FlowFolder flow={summary} />
        {forkOf && <Origin content={content} forkOf={forkOf} onTake={draft.open} />}
        {mayAuthor && <ChangeFlow flow={flow} db={db} />}
        <TakeAway content={content} />
      </header>
      {content.kind === 'maintenance' && <MaintenanceOf flowId={id} db={db} />}
      <Variables content={content} />
      <Versions flow={flow} db={db} />
      <Segments label="How it is shown" options={VIEWS} value={view} onChange={setView} />
      {view === 'steps' ? (
        <Steps content={content} nodes={nodes} numbers={numbers} ratings={ratings} />
      ) : (
        <Drawing content={content} nodes={nodes} numbers={numbers} ratings={ratings} />
      )}
      {mayPublish && !isBuiltIn && <RemoveThis flow={flow} />}
    </>
  )
}

const NONE: readonly StepRating[] = []

interface Numbered {
  content: FlowContent
  /** In the order of a walk. */
  nodes: readonly FlowNode[]
  numbers: ReadonlyMap<string, number>
  ratings: readonly StepRating[]
  onShow?: (id: string) => void
}

function Steps({ content, nodes, numbers, ratings, onShow }: Numbered) {
  const ways = waysOf(content)
  const numberOf = ({ id }: FlowNode) => numbers.get(id) ?? 0
  return (
    <ol className="flex flex-col gap-3">
      {nodes.map((node) => (
        <FlowStep
          key={node.id}
          node={node}
          number={numberOf(node)}
          ratings={ratings.filter((one) => one.node === node.id)}
          onShow={onShow}
          ways={ways(node).map((way) => ({ ...way, number: numberOf(way.to) }))}
        />
      ))}
    </ol>
  )
}

/** The drawing, and under it the step that was picked in it, whole. */
function Drawing({ content, nodes, numbers, ratings }: Numbered) {
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const shown = nodes.filter(({ id }) => selected.has(id))
  return (
    <div className="flex flex-col gap-3">
      <div className="h-[min(36rem,70dvh)] overflow-hidden rounded-lg border border-line">
        <Suspense fallback={<Skeleton label="Drawing the flow" lines={8} />}>
          <FlowCanvas flow={content} numbers={numbers} selected={selected} onSelect={select} />
        </Suspense>
      </div>
      {shown.length === 0 ? (
        <p className="text-small text-muted">Pick a step in the drawing to read it here.</p>
      ) : (
        <Steps
          content={content}
          nodes={shown}
          numbers={numbers}
          ratings={ratings}
          onShow={(id) => select(new Set([id]))}
        />
      )}
    </div>
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
