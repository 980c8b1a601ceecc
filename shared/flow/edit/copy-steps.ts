/**
 * Steps taken along on the clipboard, with the edges among them: into the same flow or another.
 *
 * What comes back from a clipboard may be anything; what is not steps of ours is left alone.
 */
import * as z from 'zod/mini'
import type { FlowContent } from '../flow.ts'
import type { NewId } from './begin-flow.ts'
import { isWayOut } from './draft-content.ts'
import { DraftEdge, DraftNode, type FlowEdit } from './flow-edit.ts'

const CopiedSteps = z.object({
  resolutionFlowSteps: z.literal(1),
  nodes: z.array(DraftNode).check(z.minLength(1), z.maxLength(5_000)),
  edges: z.array(DraftEdge).check(z.maxLength(20_000)),
})
export type CopiedSteps = z.infer<typeof CopiedSteps>

export function copySteps(flow: FlowContent, ids: ReadonlySet<string>): string {
  const copied: CopiedSteps = {
    resolutionFlowSteps: 1,
    nodes: flow.nodes.filter(({ id }) => ids.has(id)),
    edges: flow.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  }
  return JSON.stringify(copied)
}

/** Undefined where the clipboard holds no steps. */
export function readCopied(text: string): CopiedSteps | undefined {
  if (!text.startsWith('{"resolutionFlowSteps":')) return undefined
  try {
    const read = CopiedSteps.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

const BESIDE = 40

/** Under new ids, a little beside where they stood; edges that do not fit are left out. */
export function pasteSteps(
  { nodes, edges }: CopiedSteps,
  newId: NewId,
): { edits: FlowEdit[]; ids: ReadonlySet<string> } {
  const known = new Map(nodes.map((node) => [node.id, { node, id: newId() }]))
  const added = [...known.values()].map(({ node, id }): FlowEdit => {
    const { position } = node
    const moved = position && { position: { x: position.x + BESIDE, y: position.y + BESIDE } }
    return { type: 'addNode', node: { ...node, id, ...moved } }
  })
  const led = edges.flatMap((edge): FlowEdit[] => {
    const [from, to] = [known.get(edge.from), known.get(edge.to)]
    if (!from || !to || !isWayOut(from.node, edge.choice)) return []
    return [{ type: 'connect', edge: { ...edge, id: newId(), from: from.id, to: to.id } }]
  })
  return { edits: [...added, ...led], ids: new Set([...known.values()].map(({ id }) => id)) }
}
