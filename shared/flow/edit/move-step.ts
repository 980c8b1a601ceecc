/**
 * A step of a checklist comes to stand elsewhere: the edits that do it, as one gesture.
 *
 * Steps of one group stand under one heading, so a step that comes to stand amid those of a group
 * belongs to it; one that leaves its group behind for steps without any leaves it altogether. What
 * it waits for stays as it is: where that comes later now, `checkFlow` says so.
 */
import type { FlowContent, FlowNode } from '../flow.ts'
import type { FlowEdit } from './flow-edit.ts'
import { inFrontOf } from './ordered-list.ts'

/** In front of `before`, or last without it. None where it stands there already or is gone. */
export function moveStep(flow: FlowContent, id: string, before: string | undefined): FlowEdit[] {
  const was = flow.nodes.map((node) => node.id)
  const ids = inFrontOf(was, id, before)
  if (ids.every((one, n) => one === was[n])) return []
  const group = groupAt(flow, ids, id)
  return [
    { type: 'reorder', list: 'nodes', ids },
    ...(group === undefined ? [] : [{ type: 'groupNodes' as const, nodes: [id], group }]),
  ]
}

/** The group it gets there, `null` for none; undefined where it keeps what it has. */
function groupAt({ nodes }: FlowContent, ids: readonly string[], id: string) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const at = ids.indexOf(id)
  const [above, own, below] = [at - 1, at, at + 1].map((n) => byId.get(ids[n] ?? ''))
  if (!above || !own || !below || above.group !== below.group) return undefined
  if (above.group !== undefined) return above.group === own.group ? undefined : above.group
  return hasOthers(nodes, own) ? null : undefined
}

const hasOthers = (nodes: readonly FlowNode[], { id, group }: FlowNode): boolean =>
  group !== undefined && nodes.some((node) => node.group === group && node.id !== id)
