/** Two versions of a flow compared: what has changed in sentences, and where in the drawing. */
import { lazy, Suspense, useMemo, useState } from 'react'
import { type MarkedFlow, markChanges } from '#shared/flow/edit/mark-changes.ts'
import { type FlowContent, isChecklist } from '#shared/flow/flow.ts'
import { inOrder } from '#shared/flow/take-away/flow-order.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Told } from './draft/Differences.tsx'

const FlowCanvas = lazy(() => import('./canvas/FlowCanvas.tsx'))

export function Compared({ before, after }: { before: FlowContent; after: FlowContent }) {
  const marked = useMemo(() => markChanges(before, after), [before, after])
  const isDrawn = !isChecklist(after) && marked.steps.size + marked.lines.size > 0
  return (
    <div className="flex w-full flex-col gap-3">
      <Told before={before} after={after} />
      {isDrawn && <ChangedDrawing marked={marked} />}
    </div>
  )
}

const NOTHING: ReadonlySet<string> = new Set()

export function ChangedDrawing({ marked }: { marked: MarkedFlow }) {
  const { flow } = marked
  const [selected, select] = useState(NOTHING)
  const numbers = useMemo(() => new Map(inOrder(flow).map(({ id }, n) => [id, n + 1])), [flow])
  return (
    <div className="h-[min(28rem,60dvh)] overflow-hidden rounded-lg border border-line">
      <Suspense fallback={<Skeleton label="Drawing what has changed" lines={8} />}>
        <FlowCanvas
          flow={flow}
          numbers={numbers}
          changes={marked}
          selected={selected}
          onSelect={select}
        />
      </Suspense>
    </div>
  )
}
