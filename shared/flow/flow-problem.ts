/** What can be wrong with a flow: a closed list of codes, where it is, and what to do about it. */
export type FlowProblemCode =
  | 'flow_incomplete'
  | 'node_incomplete'
  | 'variable_incomplete'
  | 'id_twice'
  | 'no_start'
  | 'edge_lands_nowhere'
  | 'choice_without_edge'
  | 'choice_with_two_edges'
  | 'edge_of_no_choice'
  | 'edge_after_end'
  | 'unreachable'
  | 'never_ends'
  | 'end_without_evidence'
  | 'returns_unclear'
  | 'no_way_back'
  | 'class_too_low'
  | 'check_changes'
  | 'variable_not_declared'
  | 'variable_not_used'
  | 'link_not_https'
  | 'kind_not_here'
  | 'edge_in_checklist'
  | 'waits_for_later'
  | 'group_torn'
  | 'too_many_steps'
  | 'exception_unsaid'
  | 'sub_flow_unknown'
  | 'sub_flow_itself'
  | 'sub_flow_returns'
  | 'sub_flow_variable'
  | 'sub_flow_never_ends'

export interface FlowProblem {
  code: FlowProblemCode
  /** The id of the node or edge, the name of the variable, or the field of the flow. */
  at: string
  /** What to do about it. */
  message: string
}

export type Problems = Iterable<FlowProblem>

export const problem = (code: FlowProblemCode, at: string, message: string): FlowProblem => ({
  code,
  at,
  message,
})
