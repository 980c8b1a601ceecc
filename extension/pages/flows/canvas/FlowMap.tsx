/**
 * The whole drawing, small, with what is in sight set off in it; a press or a drag in it looks there.
 *
 * React Flow's own has a part for each step, and each listens to every frame of a drag: among
 * thousands that is most of the work. Here all steps are one line, drawn anew when one has come to rest.
 */
import { useReactFlow, useStore } from '@xyflow/react'
import { type PointerEvent, useMemo } from 'react'
import { shallow } from 'zustand/shallow'
import { type Box, boxAround, boxOf, boxOfBoth } from './box.ts'
import type { Card } from './to-canvas.ts'

const SIZE = { width: 132, height: 88 }

export function FlowMap({ cards }: { cards: readonly Card[] }) {
  const { setCenter, getZoom } = useReactFlow()
  const view = useStore(viewOf, shallow)
  const line = useMemo(() => cards.map((card) => outline(boxOf(card))).join(''), [cards])
  const all = useMemo(() => boxAround(cards), [cards])
  const box = inFrame(all ? boxOfBoth(all, view) : view)
  const look = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect()
    const scale = box.width / width
    const [x, y] = [event.clientX - left, event.clientY - top]
    void setCenter(box.x + x * scale, box.y + y * scale, { zoom: getZoom() })
  }
  return (
    <svg
      role="img"
      aria-label="Where one is in the drawing"
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      {...SIZE}
      className="absolute right-3.5 bottom-3.5 z-5 hidden cursor-pointer touch-none bg-surface page:block"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        look(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) look(event)
      }}
    >
      <path d={line} className="fill-line-strong" />
      <path d={`${outline(box)}${outline(view)}`} fillRule="evenodd" className="fill-sunken/70" />
    </svg>
  )
}

/** What is in sight, as the steps count. */
const viewOf = ({
  transform: [x, y, zoom],
  width,
  height,
}: {
  transform: [number, number, number]
  width: number
  height: number
}): Box => ({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom })

const outline = ({ x, y, width, height }: Box): string => `M${x} ${y}h${width}v${height}h${-width}z`

/** As wide to its height as the map, with some room around it. */
function inFrame({ x, y, width, height }: Box): Box {
  const scale = 1.08 * Math.max(width / SIZE.width, height / SIZE.height)
  const [wide, high] = [SIZE.width * scale, SIZE.height * scale]
  return { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high }
}
