/**
 * Where a technician goes after answering a node.
 *
 * Expects a checked flow (see `check-flow.ts`): ids are unique, every edge lands on a node.
 * Only drawn edges count, so a question without an edge for the picked choice is a hole in
 * the flow: the answer is 'stuck', never a throw, because the panel must still be able to
 * hand off or to go on with a step of one's own.
 */
import type { FlowContent, FlowNode, NodeId } from './flow.ts'

export function nextNode(flow: FlowContent, at: NodeId, choice?: string): FlowNode | 'stuck' {
  const edge = flow.edges.find((e) => e.from === at && e.choice === choice)
  return (edge && findNode(flow, edge.to)) ?? 'stuck'
}

export const findNode = (flow: FlowContent, id: NodeId): FlowNode | undefined =>
  flow.nodes.find((n) => n.id === id)
