/**
 * Two versions of a flow as one drawing: the later one, with what is not in it any more beside what
 * is, and a mark on each step and line that differs.
 *
 * A line that leads elsewhere is a new one, and the old one is gone. An answer that is gone stays on
 * its step, so that its line still starts somewhere, and says so. Where steps stand is no change.
 */
import { canonicalJson } from '../../canonical-json.ts'
import type { Choice, Edge, FlowContent, FlowNode } from '../flow.ts'
import { choicesOf } from '../flow-map.ts'
import { isWayOut, wayOf } from './draft-content.ts'

export type ChangeMark = 'new' | 'changed' | 'gone'

export interface MarkedFlow {
  /** To be drawn, not to be walked or stored. */
  flow: FlowContent
  steps: ReadonlyMap<string, ChangeMark>
  lines: ReadonlyMap<string, ChangeMark>
}

export function markChanges(before: FlowContent, after: FlowContent): MarkedFlow {
  const was = new Map(before.nodes.map((node) => [node.id, node]))
  const is = new Map(after.nodes.map((node) => [node.id, node]))
  const gone = before.nodes.filter(({ id }) => !is.has(id))
  const nodes = [...after.nodes.map((node) => withGoneAnswers(node, was.get(node.id))), ...gone]
  const drawn = new Map(nodes.map((node) => [node.id, node]))
  const hadWays = new Set(before.edges.map(leadOf))
  const hasWays = new Set(after.edges.map(leadOf))
  const goneEdges = before.edges
    .filter((edge) => !hasWays.has(leadOf(edge)) && startsAt(drawn.get(edge.from), edge))
    .map((edge) => ({ ...edge, id: `was-${edge.id}` }))
  return {
    flow: { ...after, nodes, edges: [...after.edges, ...goneEdges] },
    steps: new Map([
      ...after.nodes.flatMap((node) => markOf(was.get(node.id), node)),
      ...gone.map(({ id }) => [id, 'gone'] as const),
    ]),
    lines: new Map([
      ...after.edges
        .filter((edge) => !hadWays.has(leadOf(edge)))
        .map(({ id }) => [id, 'new'] as const),
      ...goneEdges.map(({ id }) => [id, 'gone'] as const),
    ]),
  }
}

function markOf(was: FlowNode | undefined, is: FlowNode): [string, ChangeMark][] {
  if (!was) return [[is.id, 'new']]
  return said(was) === said(is) ? [] : [[is.id, 'changed']]
}

const said = ({ position: _, ...node }: FlowNode): string => canonicalJson(node)

function withGoneAnswers(is: FlowNode, was: FlowNode | undefined): FlowNode {
  if (!was || !('choices' in is)) return is
  const has = new Set(is.choices.map(({ id }) => id))
  const gone = choicesOf(was)
    .filter(({ id }) => !has.has(id))
    .map((choice): Choice => ({ ...choice, label: `${choice.label} (taken out)` }))
  return gone.length > 0 ? { ...is, choices: [...is.choices, ...gone] } : is
}

const startsAt = (node: FlowNode | undefined, edge: Edge): boolean =>
  node !== undefined && isWayOut(node, edge.choice)

/** From where a line leads, and to where: whatever its id, it says the same. */
const leadOf = (edge: Edge): string => `${wayOf(edge)} > ${edge.to}`
