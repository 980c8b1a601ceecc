/**
 * A flow laid out for looking around in it: nodes by id, edges by where they start and land.
 *
 * Edges that have no node at one end are left out; telling them is `check-flow.ts`'s work.
 */
import type { Choice, Edge, FlowContent, FlowNode } from './flow.ts'

export interface FlowMap {
  nodes: ReadonlyMap<string, FlowNode>
  from: ReadonlyMap<string, readonly Edge[]>
  to: ReadonlyMap<string, readonly Edge[]>
}

export function drawMap(flow: FlowContent): FlowMap {
  const nodes = new Map(flow.nodes.map((n) => [n.id, n]))
  const edges = flow.edges.filter((e) => nodes.has(e.from) && nodes.has(e.to))
  return { nodes, from: listBy(edges, (e) => e.from), to: listBy(edges, (e) => e.to) }
}

export const choicesOf = (node: FlowNode): readonly Choice[] =>
  'choices' in node ? node.choices : []

/** The slugs of the flows that can be entered at a node. */
export function flowsEnteredAt(node: FlowNode): string[] {
  if (node.kind === 'sub_flow') return [node.flow]
  return node.kind === 'step' ? [node.flow, node.exceptionFlow].flatMap((slug) => slug || []) : []
}

/** Everything that can be come to from some ids, themselves included. */
export function spread(
  from: readonly string[],
  next: (id: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set(from)
  const queue = [...seen]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const further of next(id)) {
      if (seen.has(further)) continue
      seen.add(further)
      queue.push(further)
    }
  }
  return seen
}

export function listBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const list = lists.get(key)
    if (list) list.push(thing)
    else lists.set(key, [thing])
  }
  return lists
}
