/** Where an answer leads. While it is selected, a step can be put between. */
import {
  BaseEdge,
  EdgeLabelRenderer,
  type EdgeProps,
  EdgeToolbar,
  getBezierPath,
} from '@xyflow/react'
import { Plus } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import type { ChangeMark } from '#shared/flow/edit/mark-changes.ts'
import { Button } from '../../../ui/Button.tsx'
import { type Line, MARK_WORDS, tellShare } from './to-canvas.ts'

/** What is gone is dashed, so that it is seen without its colour too. */
const MARKED: Record<ChangeMark, CSSProperties> = {
  new: { stroke: 'var(--color-good-ink)', strokeWidth: 2 },
  changed: { stroke: 'var(--color-amber-ink)', strokeWidth: 2 },
  gone: { stroke: 'var(--color-bad-ink)', strokeDasharray: '5 4' },
}

/** Nobody went there: as thin as a line is, and dotted. */
const wideBy = (share: number): CSSProperties =>
  share === 0
    ? { strokeDasharray: '2 4' }
    : { stroke: 'var(--color-accent-ink)', strokeWidth: 1 + 7 * share }

export const FlowLine = memo(function FlowLine(props: EdgeProps<Line>) {
  const { id, data, selected } = props
  const [path, x, y] = getBezierPath(props)
  const onInsert = data?.onInsert
  const change = data?.change
  const share = data?.share
  const look = change ? MARKED[change] : share === undefined ? undefined : wideBy(share)
  const words = change ? MARK_WORDS[change] : share ? tellShare(share) : undefined
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={props.markerEnd}
        interactionWidth={18}
        {...(look ? { style: look } : {})}
      />
      {words && (
        <EdgeLabelRenderer>
          <span
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            className="absolute rounded-sm border border-line bg-surface px-1 text-fine font-medium text-ink"
          >
            {words}
          </span>
        </EdgeLabelRenderer>
      )}
      {onInsert && selected && (
        <EdgeToolbar edgeId={id} x={x} y={y} isVisible>
          <Button
            size="small"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => onInsert(id)}
          >
            Step between
          </Button>
        </EdgeToolbar>
      )}
    </>
  )
})
