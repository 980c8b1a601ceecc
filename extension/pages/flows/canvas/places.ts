/**
 * Where the steps of a drawing stand, by id: the upper left corners. What a layout hangs on, the
 * one that is always quick, and how what somebody has moved is heeded.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import { listBy } from '#shared/flow/flow-map.ts'
import { CARD_WIDTH, cardHeight } from './card-size.ts'

export type Places = ReadonlyMap<string, { x: number; y: number }>

/** All that a layout hangs on: as long as it is the same, so is the layout. */
export interface Shape {
  start: string
  nodes: readonly { id: string; height: number }[]
  edges: readonly { from: string; to: string }[]
}

export const shapeOf = ({ start, nodes, edges }: FlowContent): Shape => ({
  start,
  nodes: nodes.map((node) => ({ id: node.id, height: cardHeight(node) })),
  edges: edges.map(({ from, to }) => ({ from, to })),
})

export const BETWEEN_COLUMNS = 72
export const BETWEEN_ROWS = 28

/** With more, no eye follows fewer crossings, and looking for them takes long. */
export const DRAWN_WELL = 500

/**
 * Steps that somebody has put somewhere stand there; those that come after one of them keep the
 * distance that they would have had. The rest stands where it is laid out.
 */
export function placeSteps({ nodes, edges }: FlowContent, laidOut: Places): Places {
  const placed = new Map(nodes.flatMap(({ id, position }) => (position ? [[id, position]] : [])))
  const shifts = new Map<string, { x: number; y: number }>()
  for (const { from, to } of placed.size > 0 ? edges : []) {
    const [before, stands] = [laidOut.get(from), placed.get(from)]
    if (before && stands && !shifts.has(to)) {
      shifts.set(to, { x: stands.x - before.x, y: stands.y - before.y })
    }
  }
  /** Made just now, and not laid out yet: behind what leads to it. */
  const behind = (id: string) => {
    const from = laidOut.get(edges.find(({ to }) => to === id)?.from ?? '')
    return from && { x: from.x + CARD_WIDTH + BETWEEN_COLUMNS, y: from.y }
  }
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = laidOut.get(id) ?? behind(id) ?? ORIGIN
      const by = shifts.get(id) ?? ORIGIN
      return [id, placed.get(id) ?? { x: x + by.x, y: y + by.y }]
    }),
  )
}

const ORIGIN = { x: 0, y: 0 }

/** One column for each step further from the start; what nothing leads to stands in the last. */
export function inColumns({ start, nodes, edges }: Shape): Places {
  const next = listBy(edges, ({ from }) => from)
  const depths = new Map([[start, 0]])
  for (const [id, depth] of depths) {
    for (const { to } of next.get(id) ?? []) if (!depths.has(to)) depths.set(to, depth + 1)
  }
  const last = Math.max(...depths.values()) + 1
  const columns = listBy(nodes, ({ id }) => String(depths.get(id) ?? last))
  const places = new Map<string, { x: number; y: number }>()
  for (const [column, steps] of columns) {
    const x = Number(column) * (CARD_WIDTH + BETWEEN_COLUMNS)
    const whole = steps.reduce((sum, { height }) => sum + height + BETWEEN_ROWS, -BETWEEN_ROWS)
    let y = Math.round(-whole / 2)
    for (const { id, height } of steps) {
      places.set(id, { x, y })
      y += height + BETWEEN_ROWS
    }
  }
  return places
}
