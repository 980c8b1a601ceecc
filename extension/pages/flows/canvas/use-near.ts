/**
 * Of a large drawing the part around what is in sight: the cards there, the lines that cross it with
 * the cards at their ends, and whatever must not go while it is held.
 *
 * React Flow looks at all that it is given on each frame of a drag. Given this alone, a frame costs the
 * same in a flow of thousands. It changes only when one has looked half a screen further.
 */
import { useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { shallow } from 'zustand/shallow'
import { type Box, boxOf, boxOfBoth, meet } from './box.ts'
import type { Card, Line } from './to-canvas.ts'

/** From here on, what is outside the window is not drawn: each card drawn costs a little of every frame of a drag. */
export const MANY = 40

export interface Drawing {
  cards: Card[]
  lines: Line[]
}

export function useNear(cards: Card[], lines: Line[], held: ReadonlySet<string>): Drawing {
  const [x, y, width, height] = useStore(surroundings, shallow)
  return useMemo(
    () =>
      cards.length > MANY
        ? nearTo({ x, y, width, height }, { cards, lines }, held)
        : { cards, lines },
    [cards, lines, held, x, y, width, height],
  )
}

/** The screens around the one in sight, which begin at every half of one: the same for a while. */
function surroundings({
  transform: [x, y, zoom],
  ...size
}: {
  transform: [number, number, number]
  width: number
  height: number
}): [number, number, number, number] {
  // As if it were a little smaller, so that not each turn of the wheel counts.
  const step = 2 ** Math.floor(Math.log2(zoom))
  const [width, height] = [Math.max(1, size.width / step), Math.max(1, size.height / step)]
  const from = (at: number, whole: number) => (Math.floor((2 * at) / whole) / 2 - 1) * whole
  return [from(-x / zoom, width), from(-y / zoom, height), 3.5 * width, 3.5 * height]
}

export function nearTo(around: Box, { cards, lines }: Drawing, held: ReadonlySet<string>): Drawing {
  const boxes = new Map(cards.map((card) => [card.id, boxOf(card)]))
  const near = new Set(held)
  for (const [id, box] of boxes) if (meet(box, around)) near.add(id)
  const crossing = lines.filter(({ source, target }) => {
    if (near.has(source) || near.has(target)) return true
    const [from, to] = [boxes.get(source), boxes.get(target)]
    return from && to && meet(boxOfBoth(from, to), around)
  })
  const shown = new Set(near)
  for (const { source, target } of crossing) shown.add(source).add(target)
  return { cards: cards.filter(({ id }) => shown.has(id)), lines: crossing }
}
