/** What kinds of flows and of nodes are called, wherever a person reads them. */
import type { FlowKind, NodeKind } from './flow.ts'

export const FLOW_KIND_WORDS: Readonly<Record<FlowKind, string>> = {
  troubleshooting: 'Troubleshooting',
  procedure: 'Procedure',
  maintenance: 'Maintenance',
}

export const NODE_KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  question: 'Question',
  check: 'Check',
  action: 'Action',
  input: 'Value',
  sub_flow: 'Sub-flow',
  end: 'End',
}
