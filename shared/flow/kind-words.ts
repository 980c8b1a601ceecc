/** What kinds of flows and of nodes are called, wherever a person reads them. */
import { type Ending, type FlowKind, isChecklist, type NodeKind } from './flow.ts'

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
  step: 'Step',
}

/** The kinds that the nodes of a flow can have; a checklist has steps and nothing else. */
export const nodeKindsOf = (kind: FlowKind): NodeKind[] =>
  (Object.keys(NODE_KIND_WORDS) as NodeKind[]) // the keys of a constant object
    .filter((one) => (one === 'step') === isChecklist({ kind }))

export const ENDING_WORDS: Readonly<Record<Ending, string>> = {
  resolved: 'Resolved',
  workaround: 'Worked around',
  escalate: 'Escalate',
  vendor: 'With the vendor',
  not_reproduced: 'Not reproduced',
  security: 'Security incident',
  returns: 'Back to the flow before',
}
