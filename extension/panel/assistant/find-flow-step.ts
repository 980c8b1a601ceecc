/** The step of a flow that is the same as a check: by its title, in flows that are here. */
import type { Flow } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'
import { wordsKey } from '#shared/text/same-words.ts'

export interface FlowStep {
  flow: Flow
  nodeId: string
}

/** Flows of this session before all others; an end is no step one goes to. */
export function findFlowStep(
  title: string,
  session: Session,
  held: ReadonlyMap<string, Flow>,
): FlowStep | undefined {
  const wanted = wordsKey(title)
  const own = session.runs.flatMap((run) => held.get(run.flow.version) ?? [])
  for (const flow of [...own.toReversed(), ...held.values()]) {
    const node = flow.content.nodes.find(
      ({ kind, title: of }) => kind !== 'end' && wordsKey(of) === wanted,
    )
    if (node) return { flow, nodeId: node.id }
  }
  return undefined
}
