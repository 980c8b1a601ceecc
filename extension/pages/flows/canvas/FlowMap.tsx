/**
 * The whole drawing, small, with what is in sight set off in it; a press or a drag in it looks there,
 * and so do the arrow keys, half a window at a time.
 *
 * React Flow's own has a part for each step, and each listens to every frame of a drag: among
 * thousands that is most of the work. Here all steps are one line, drawn anew when one has come to rest.
 * It stands at the top, where it is in sight also while the end of the drawing is below the window.
 */
import { useReactFlow, useStore } from '@xyflow/react'
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react'
import { shallow } from 'zustand/shallow'
import { type Box, boxAround, boxOf } from './box.ts'
import { frameOf, lookOn, type Point, placeIn } from './map-frame.ts'
import type { Card } from './to-canvas.ts'

const SIZE = { width: 132, height: 88 }

export function FlowMap({ cards }: { cards: readonly Card[] }) {
  const { setCenter, getZoom } = useReactFlow()
  const view = useStore(viewOf, shallow)
  const line = useMemo(() => cards.map((card) => outline(boxOf(card))).join(''), [cards])
  const all = useMemo(() => boxAround(cards), [cards])
  const frame = frameOf(all, view, SIZE)
  const look = ({ x, y }: Point) => void setCenter(x, y, { zoom: getZoom() })
  const lookAt = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    look(placeIn(frame, (event.clientX - left) / width, (event.clientY - top) / height))
  }
  const onKey = (event: KeyboardEvent) => {
    const to = lookOn(view, event.key)
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    look(to)
  }
  return (
    <svg
      role="application"
      aria-roledescription="map"
      aria-label="Where one is in the drawing. Arrow keys look elsewhere"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application answers keys by its role
      tabIndex={0}
      viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
      {...SIZE}
      className="absolute top-13 right-2 z-5 hidden cursor-pointer touch-none rounded-sm border border-line bg-surface page:block [&:not(:focus-visible)]:outline-none"
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        lookAt(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) lookAt(event)
      }}
    >
      <path d={line} className="fill-line-strong" />
      <path d={`${outline(frame)}${outline(view)}`} fillRule="evenodd" className="fill-sunken/70" />
      <path
        d={outline(view)}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-accent-ink"
      />
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
