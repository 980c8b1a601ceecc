/**
 * Where one begins in a flow. A list of steps is told with it, so that the record can show, tick
 * and tell them by itself.
 */
import type { Checklist } from '../session/checklist-event.ts'
import type { FlowContent, FlowNode } from './flow.ts'

export function beginOf(flow: FlowContent, at?: string): { start: string; checklist?: Checklist } {
  const { kind } = flow
  const steps = flow.nodes.flatMap((node) => (node.kind === 'step' ? [listed(node)] : []))
  const [first] = steps
  if (kind === 'troubleshooting' || !first) return { start: at ?? flow.start }
  const start = steps.find(({ id }) => id === at) ?? first
  return { start: start.id, checklist: { kind, steps } }
}

type StepNode = Extract<FlowNode, { kind: 'step' }>

const listed = ({ id, title, group, isMandatory, waitsFor, ready }: StepNode) => ({
  id,
  title,
  ...(group ? { group } : {}),
  ...(isMandatory ? { isMandatory } : {}),
  ...(waitsFor.length > 0 ? { waitsFor } : {}),
  ...(ready ? { ready } : {}),
})
