/** What a list of steps must be: steps and nothing else, each waiting for earlier ones only. */
import { MOST_STEPS } from '../session/checklist-event.ts'
import { type FlowContent, isChecklist } from './flow.ts'
import { type Problems, problem } from './flow-problem.ts'
import { NODE_KIND_WORDS } from './kind-words.ts'

/** Steps stand in lists, everything else stands in graphs. */
export function* checkKinds(flow: FlowContent): Problems {
  const isList = isChecklist(flow)
  for (const { id, kind, title } of flow.nodes) {
    if ((kind === 'step') === isList) continue
    const message = isList
      ? `"${title}" is of the kind “${NODE_KIND_WORDS[kind]}”. A checklist has steps only: make it one, or enter a troubleshooting flow from a step.`
      : `"${title}" is a step of a checklist. Make it a question, a check or an action.`
    yield problem('kind_not_here', id, message)
  }
}

export function* checkChecklist(flow: FlowContent): Problems {
  if (flow.nodes.length > MOST_STEPS) {
    const message = `${flow.nodes.length} steps are more than anybody ticks. Keep to ${MOST_STEPS}, and enter further checklists from steps.`
    yield problem('too_many_steps', 'nodes', message)
  }
  for (const { id } of flow.edges) {
    const message = 'The steps of a checklist follow each other as listed. Remove this edge.'
    yield problem('edge_in_checklist', id, message)
  }
  yield* checkOrder(flow)
  yield* checkGroups(flow)
  yield* checkExceptions(flow)
}

function* checkOrder(flow: FlowContent): Problems {
  const earlier = new Set<string>()
  for (const node of flow.nodes) {
    for (const id of node.kind === 'step' ? node.waitsFor : []) {
      if (earlier.has(id)) continue
      const message = `"${node.title}" waits for a step that does not come before it. Move it, or let it wait for none.`
      yield problem('waits_for_later', node.id, message)
      break
    }
    earlier.add(node.id)
  }
}

/** Steps of one group stand under one heading. */
function* checkGroups(flow: FlowContent): Problems {
  const seen = new Set<string>()
  let last: string | undefined
  for (const { id, title, group } of flow.nodes) {
    if (group !== undefined && group !== last && seen.has(group)) {
      const message = `"${title}" stands apart from the other steps of “${group}”. Move it to them.`
      yield problem('group_torn', id, message)
    }
    if (group !== undefined) seen.add(group)
    last = group
  }
}

/** Who stands before a step must know when the flow for its exception is the one to take. */
function* checkExceptions(flow: FlowContent): Problems {
  for (const node of flow.nodes) {
    if (node.kind !== 'step' || !node.exceptionFlow || node.exceptionWhen?.trim()) continue
    const message = `Say at "${node.title}" when it is an exception, or take the flow for it out.`
    yield problem('exception_unsaid', node.id, message)
  }
}
