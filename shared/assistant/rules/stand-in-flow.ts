/** Where a session stands in a flow, and which of the flow's causes its steps have shown. */
import type { FlowNode } from '../../flow/flow.ts'
import { choicesOf } from '../../flow/flow-map.ts'
import type { Run, Session, Step } from '../../session/session.ts'
import { answerAt, type FlowCause, type ReadFlow } from './flow-causes.ts'

export interface Standing {
  /** The node one stands at; none outside of this flow. */
  node: FlowNode | null
  /** Causes that an answer on the path has shown, with the step, the newest last. */
  shown: { cause: FlowCause; step: Step }[]
  /** Causes that can still be come to from here, the nearest first. */
  ahead: FlowCause[]
}

export function standInFlow(session: Session, flow: ReadFlow, version: string): Standing {
  const runs = session.runs.filter((run) => run.flow.version === version)
  const { position } = session
  const node = isIn(runs, position?.runId) ? flow.nodes.get(position?.nodeId ?? '') : undefined
  const shown = session.steps.flatMap((step) => {
    const place = step.isOnPath ? placeOf(step, runs, session, flow) : undefined
    if (place === undefined) return []
    return flow.causes.flatMap((cause) => (cause.places.has(place) ? [{ cause, step }] : []))
  })
  const places = [...flow.onwardFrom(node?.id ?? flow.start).keys()]
  const ahead = new Set(
    places.flatMap((place) => flow.causes.filter((cause) => cause.places.has(place))),
  )
  return { node: node ?? null, shown, ahead: [...ahead] }
}

const isIn = (runs: readonly Run[], runId: string | undefined): boolean =>
  runs.some((run) => run.id === runId)

/** A check done beside the flow stands where the flow has the same one. */
function placeOf(
  { id, place, result }: Step,
  runs: readonly Run[],
  { lane }: Session,
  { nodes, fill }: ReadFlow,
): string | undefined {
  if (place) {
    if (!isIn(runs, place.runId)) return undefined
    return result.kind === 'choice' ? answerAt(place.nodeId, result.choice) : place.nodeId
  }
  const check = lane.checks.find((c) => c.stepId === id)
  const node = [...nodes.values()].find((n) => n.kind === 'check' && fill(n.title) === check?.title)
  const seen = check?.outcomes[check.outcome ?? -1]?.result
  const choice = node && choicesOf(node).find(({ label }) => fill(label) === seen)
  return node && choice && answerAt(node.id, choice.id)
}
