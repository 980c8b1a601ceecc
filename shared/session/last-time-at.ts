/** What the same target has shown the last time at one step; see `last-time.ts`. */
import type { LastStep } from './last-time.ts'
import type { Place } from './place.ts'
import type { Session } from './session.ts'

/** Of one step of the flow that the target is looked after by; none where nothing was found there. */
export function lastTimeAt(
  { maintenance, runs }: Session,
  { runId, nodeId }: Place,
): (LastStep & { at: string }) | undefined {
  const last = maintenance?.last
  const run = runs.find(({ id }) => id === runId)
  if (!last || run?.flow.id !== last.flowId) return undefined
  const step = last.steps.find(({ node }) => node === nodeId)
  return step && { ...step, at: last.at }
}
