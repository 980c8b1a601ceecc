/** What the pages call kinds of flows and of nodes. */
import type { FlowKind, FlowNode } from '#shared/flow/flow.ts'

export const FLOW_KINDS: Record<FlowKind, string> = {
  troubleshooting: 'Troubleshooting',
  procedure: 'Procedure',
  maintenance: 'Maintenance',
}

export const NODE_KINDS: Record<FlowNode['kind'], string> = {
  question: 'Question',
  check: 'Check',
  action: 'Action',
  input: 'Value',
  sub_flow: 'Sub-flow',
  end: 'End',
}
