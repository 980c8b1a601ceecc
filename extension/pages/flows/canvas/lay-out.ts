/**
 * Where each step of a flow stands when nobody has put it anywhere: from left to right, no two on
 * top of each other. The upper left corners, by id.
 */
import { Graph, layout } from '@dagrejs/dagre'
import type { FlowContent } from '#shared/flow/flow.ts'
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

const BETWEEN_COLUMNS = 72
const BETWEEN_ROWS = 28

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
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = laidOut.get(id) ?? ORIGIN
      const by = shifts.get(id) ?? ORIGIN
      return [id, placed.get(id) ?? { x: x + by.x, y: y + by.y }]
    }),
  )
}

const ORIGIN = { x: 0, y: 0 }

export function layOut({ start, nodes, edges }: Shape): Places {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: BETWEEN_COLUMNS, nodesep: BETWEEN_ROWS })
  graph.setDefaultEdgeLabel(() => ({}))
  // The start first: with steps that lead back, what comes first stays to the left.
  for (const { id, height } of nodes.toSorted((a, b) => +(b.id === start) - +(a.id === start))) {
    graph.setNode(id, { width: CARD_WIDTH, height })
  }
  for (const { from, to } of edges) graph.setEdge(from, to)
  layout(graph)
  return new Map(
    nodes.map(({ id, height }) => {
      const { x, y } = graph.node(id)
      return [id, { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y - height / 2) }]
    }),
  )
}
