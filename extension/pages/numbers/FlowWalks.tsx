/** How one flow is walked: drawn with lines as wide as they are taken, and the same as tables. */
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { inOrder } from '#shared/flow/take-away/flow-order.ts'
import { type NumbersOfFlow, ReadNumbersOfFlow } from '#shared/numbers/contract.ts'
import { percentOf } from '#shared/numbers/interval.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import { Gaps } from './Gaps.tsx'
import { StepsTable } from './StepsTable.tsx'
import type { Span } from './span-of.ts'
import { tellMinutes } from './told.tsx'
import { WaysTable } from './WaysTable.tsx'

export function FlowWalks({ flowId, span, whose }: { flowId: string; span: Span; whose: string }) {
  const listed = useAsk(ListFlows, {})
  const summary = listed.data?.flows.find(({ id }) => id === flowId)
  const flow = useAsk(
    GetFlowVersion,
    { version: summary?.version ?? '' },
    { isOn: summary !== undefined },
  )
  const asked = useAsk(ReadNumbersOfFlow, { ...span, flowId })
  return (
    <div className="flex flex-col gap-4">
      <a
        href="#all"
        className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        All numbers
      </a>
      <h1 className="text-large font-semibold break-words">
        {summary?.name ?? 'A flow that is in the library no more'}
      </h1>
      <Asked of={asked} label="Counting walks" lines={8}>
        {(numbers) =>
          numbers.walks === 0 ? (
            <Notice>Counted from {whose}: nobody has walked it to an end in these days.</Notice>
          ) : (
            <>
              <p className="text-muted">{tellWhole(numbers)}</p>
              {flow.data && <Drawn flow={flow.data.content} numbers={numbers} />}
              <WaysTable numbers={numbers} flow={flow.data?.content} />
              <StepsTable numbers={numbers} flow={flow.data?.content} />
              <Gaps
                gaps={numbers.gaps}
                about="Where cases were escalated or a step did not help."
              />
            </>
          )
        }
      </Asked>
    </div>
  )
}

function tellWhole({ walks, helped, medianMinutes }: NumbersOfFlow): string {
  const percent = percentOf(helped)
  const times = walks === 1 ? 'Walked once' : `Walked ${walks} times`
  const solved = percent === null ? '' : `, ${percent} % solved (${helped.good} of ${helped.of})`
  const minutes = tellMinutes(medianMinutes)
  return `${times}${solved}${minutes === null ? '' : `, usually in ${minutes} of work`}.`
}

const FlowCanvas = lazy(() => import('../flows/canvas/FlowCanvas.tsx'))
const NOTHING: ReadonlySet<string> = new Set()

/** What the drawing shows, the tables under it say in words. */
function Drawn({ flow, numbers }: { flow: FlowContent; numbers: NumbersOfFlow }) {
  const [selected, select] = useState(NOTHING)
  const order = useMemo(() => new Map(inOrder(flow).map(({ id }, n) => [id, n + 1])), [flow])
  const shares = useMemo(() => sharesOf(flow, numbers), [flow, numbers])
  return (
    <div className="h-[min(32rem,70dvh)] overflow-hidden rounded-lg border border-line">
      <Suspense fallback={<Skeleton label="Drawing the flow" lines={8} />}>
        <FlowCanvas
          flow={flow}
          numbers={order}
          selected={selected}
          onSelect={select}
          shares={shares}
        />
      </Suspense>
    </div>
  )
}

/** By line: of all walks, those that took it. */
function sharesOf({ edges }: FlowContent, { steps, walks }: NumbersOfFlow) {
  const taken = new Map(steps.map((step) => [`${step.node} ${step.choice ?? ''}`, step.walks]))
  return new Map(
    edges.map(({ id, from, choice }) => [
      id,
      Math.min(1, (taken.get(`${from} ${choice ?? ''}`) ?? 0) / walks),
    ]),
  )
}
