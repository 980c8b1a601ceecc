/**
 * Where each step of a flow stands when nobody has put it anywhere: from left to right, with few
 * lines that cross, no two steps on top of each other. Steps that lead far back make it slow; it is
 * to be run where nobody waits for it.
 */
import { Graph, layout } from '@dagrejs/dagre'
import { CARD_WIDTH } from './card-size.ts'
import { BETWEEN_COLUMNS, BETWEEN_ROWS, inColumns, type Places, type Shape } from './places.ts'

export function layOut(shape: Shape): Places {
  try {
    return withFewCrossings(shape)
  } catch (error) {
    // It goes down each chain by calling itself, and a long one is too deep for it.
    if (error instanceof RangeError) return inColumns(shape)
    throw error
  }
}

function withFewCrossings({ start, nodes, edges }: Shape): Places {
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
