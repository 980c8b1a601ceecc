/** What kinds of flows and of nodes are called, wherever a person reads them. */
import type { Ending, FlowKind, NodeKind } from './flow.ts'

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

export const ENDING_WORDS: Readonly<Record<Ending, string>> = {
  resolved: 'Resolved',
  workaround: 'Worked around',
  escalate: 'Escalate',
  vendor: 'With the vendor',
  not_reproduced: 'Not reproduced',
  security: 'Security incident',
  returns: 'Back to the flow before',
}
