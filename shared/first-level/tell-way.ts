/** The way that a session has gone, in words; what leaves the session goes through `mask`. */
import { resultOf } from '../note/tell-session.ts'
import { nameOf } from '../session/name-of.ts'
import type { Session } from '../session/session.ts'
import type { WayStep } from './contract.ts'

export function tellWay(session: Session, mask: (text: string) => string): WayStep[] {
  const flows = new Map(session.runs.map((run) => [run.id, run.flow.name]))
  const said = Map.groupBy(session.statements, ({ stepId }) => stepId ?? '')
  return [...session.steps]
    .filter((step) => step.isOnPath)
    .map((step) => ({
      id: step.id,
      flowName: (step.place && flows.get(step.place.runId)) ?? null,
      title: mask(step.title),
      answer: mask(resultOf(step)),
      said: (said.get(step.id) ?? []).map(({ text }) => mask(text)),
      at: step.at,
      byName: nameOf(step.by),
    }))
}
