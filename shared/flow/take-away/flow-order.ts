/**
 * The nodes of a flow in the order in which one would tell them: from the start, each way on after
 * the other, every node once. What nothing leads to comes last, so that nothing is left out.
 * A checklist is in its order already.
 */
import { type FlowContent, type FlowNode, isChecklist } from '../flow.ts'
import { drawMap } from '../flow-map.ts'

export function inOrder(flow: FlowContent): FlowNode[] {
  if (isChecklist(flow)) return flow.nodes
  const { nodes, from } = drawMap(flow)
  const seen = new Set<string>()
  const waiting = [flow.start]
  for (let at = 0; at < waiting.length; at++) {
    const id = waiting[at] ?? ''
    if (seen.has(id) || !nodes.has(id)) continue
    seen.add(id)
    waiting.push(...(from.get(id) ?? []).map((edge) => edge.to))
  }
  const told = [...seen].flatMap((id) => nodes.get(id) ?? [])
  return [...told, ...flow.nodes.filter(({ id }) => !seen.has(id))]
}

/**
 * Where each answer of a node leads; the one way out of an input has no answer, and neither has the
 * way from one step of a checklist to the next.
 */
export function waysOf(
  flow: FlowContent,
): (node: FlowNode) => { label: string; shown?: string; to: FlowNode }[] {
  if (isChecklist(flow)) {
    const after = new Map(flow.nodes.map(({ id }, n) => [id, flow.nodes[n + 1]]))
    return ({ id }) => {
      const to = after.get(id)
      return to ? [{ label: '', to }] : []
    }
  }
  const { nodes, from } = drawMap(flow)
  return (node) =>
    (from.get(node.id) ?? []).flatMap((edge) => {
      const to = nodes.get(edge.to)
      const choice =
        'choices' in node ? node.choices.find(({ id }) => id === edge.choice) : undefined
      return to
        ? [{ label: choice?.label ?? '', ...(choice?.says ? { shown: choice.says.text } : {}), to }]
        : []
    })
}
