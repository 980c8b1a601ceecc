/** One gesture back in a walk, as the event that it makes. */
import type { EventData } from '../session/event.ts'
import { isSamePlace } from '../session/place.ts'
import { runHere } from '../session/run-here.ts'
import type { Run, Session, Step } from '../session/session.ts'

/**
 * Undoes the last thing that moved us: the last step on the path, or the entering of a
 * sub-flow in which nothing has been answered yet. None where there is nothing behind us.
 */
export function goBack(session: Session): EventData | undefined {
  const run = runHere(session)
  const onPath = session.steps.filter((s) => s.isOnPath)
  if (run?.checklist) return takeBackTick(run, onPath)
  // What was left out from elsewhere has moved nobody.
  const steps = onPath.filter((s) => s.stoodAt)
  const last = steps.at(-1)
  const isUntouched = run && !steps.some((s) => s.stoodAt?.runId === run.id)
  if (run?.from && isUntouched) return { type: 'flow_left', runId: run.id }
  if (!last) return undefined
  // The answer that a returning sub-flow gave was no gesture of its own: its end was.
  const before = steps.at(-2)
  const returned =
    before?.result.kind === 'ended' &&
    before.result.ending === 'returns' &&
    last.kind === 'sub_flow' &&
    isSamePlace(session.runs.find((r) => r.id === before.place?.runId)?.from, last.place)
  return { type: 'went_back', toStepId: returned ? before.id : last.id }
}

/** The last tick in this list; out of a list that was entered from a step, if there is none. */
function takeBackTick(run: Run, steps: readonly Step[]): EventData | undefined {
  const ticked = steps.findLast((s) => s.result.kind === 'ticked' && s.place?.runId === run.id)
  if (ticked) return { type: 'step_unticked', stepId: ticked.id }
  return run.from ? { type: 'flow_left', runId: run.id } : undefined
}
