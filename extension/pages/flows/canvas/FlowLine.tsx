/** Where an answer leads. While it is selected, a step can be put between. */
import { BaseEdge, type EdgeProps, EdgeToolbar, getBezierPath } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { memo } from 'react'
import { Button } from '../../../ui/Button.tsx'
import type { Line } from './to-canvas.ts'

export const FlowLine = memo(function FlowLine(props: EdgeProps<Line>) {
  const { id, data, selected } = props
  const [path, x, y] = getBezierPath(props)
  const onInsert = data?.onInsert
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd={props.markerEnd} interactionWidth={18} />
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
