/**
 * A published flow as chunks: one for the whole of it, one for each step.
 *
 * A step is found by what it says and by the way that leads to it, so the shortest path from the
 * root is its header. What nobody can reach is not offered as an answer and gives no chunk. The
 * outline keeps the id under which a whole flow was always cited.
 */
import type { FlowContent, FlowNode } from '../flow/flow.ts'
import { choicesOf, drawMap } from '../flow/flow-map.ts'
import { type Chunk, fitsAsId, makeChunk } from './chunk.ts'

export function chunkFlow(flow: FlowContent): Chunk[] {
  const paths = pathsFromRoot(flow)
  const steps = flow.nodes.flatMap((node, index) => {
    const path = paths.get(node.id)
    return path ? [stepChunk(flow, node, index, path)] : []
  })
  return [outlineChunk(flow, paths), ...steps]
}

/** How one comes to a node: the titles on the way, each with the answer that was given there. */
type Path = readonly string[]

const MOST_ON_PATH = 12

function pathsFromRoot(flow: FlowContent): Map<string, Path> {
  const { nodes, from } = drawMap(flow)
  const paths = new Map<string, Path>(nodes.has(flow.start) ? [[flow.start, []]] : [])
  for (const [id, path] of paths) {
    const node = nodes.get(id)
    if (!node) continue
    for (const { to, choice } of from.get(id) ?? []) {
      if (paths.has(to)) continue
      const label = choicesOf(node).find((one) => one.id === choice)?.label
      paths.set(to, [...path, label ? `${node.title}: ${label}` : node.title])
    }
  }
  return paths
}

const outlineChunk = (flow: FlowContent, paths: ReadonlyMap<string, Path>): Chunk =>
  makeChunk({
    citation: { id: `flow:${flow.slug}`, title: flow.name, flow: { slug: flow.slug } },
    kind: 'flow',
    reach: 'team',
    header: [flow.category, ...flow.words].join(', '),
    body: [
      flow.summary,
      ...flow.nodes.filter(({ id }) => paths.has(id)).map(({ title }) => `- ${title}`),
    ].join('\n'),
  })

function stepChunk(flow: FlowContent, node: FlowNode, index: number, path: Path): Chunk {
  const { slug } = flow
  const byName = `flow:${slug}#${node.id}`
  return makeChunk({
    citation: {
      // A name that is too long to be cited gives way to the step's number.
      id: fitsAsId(byName) ? byName : `flow:${slug}#${index}`,
      title: `${flow.name}: ${node.title}`,
      flow: { slug, nodeId: node.id },
    },
    kind: 'step',
    reach: 'team',
    header: [flow.category, ...path.slice(-MOST_ON_PATH)].join(' › '),
    body: tellStep(node),
  })
}

function tellStep(node: FlowNode): string {
  const commands = 'commands' in node ? node.commands : []
  return [
    node.title,
    node.body,
    'before' in node && node.before && `Before: ${node.before}`,
    ...commands.map(({ text, where, expect }) =>
      [where && `${where}:`, text, expect && `(look for: ${expect})`].filter(Boolean).join(' '),
    ),
    ...choicesOf(node).map(({ label, says, cause }) =>
      [`${label}.`, says?.text, cause && `Cause: ${cause}`].filter(Boolean).join(' '),
    ),
    'undo' in node && node.undo && `To undo: ${node.undo}`,
    'cause' in node && node.cause && `Cause (${node.cause.status}): ${node.cause.text}`,
    'verification' in node && node.verification,
    'tell' in node && node.tell && `Tell the user: ${node.tell}`,
  ]
    .filter(Boolean)
    .join('\n')
}
