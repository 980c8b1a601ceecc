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
