/**
 * How many steps were done again by whoever took a session over, although they had been done before
 * it was handed over. None is what a hand-off is for.
 *
 * Counted until the session is handed over once more, each step once. Values that are typed in,
 * ways through sub-flows and ends are no work that is repeated.
 */
import { msOf } from '../ids.ts'
import { stepKey } from '../proposal/step-key.ts'
import type { Handoff } from '../session/handoff.ts'
import type { Session, Step } from '../session/session.ts'

/** Null where nobody took it over. */
export function countRepeated(
  session: Pick<Session, 'steps' | 'runs' | 'handoffs'>,
  { id, at, end }: Handoff,
): number | null {
  if (end?.how !== 'picked_up') return null
  const next = session.handoffs[session.handoffs.findIndex((one) => one.id === id) + 1]
  const [given, taken, until] = [msOf(at), msOf(end.at), next ? msOf(next.at) : Infinity]
  const flows = new Map(session.runs.map((run) => [run.id, run.flow.id]))
  const before = new Set<string>()
  const again = new Set<string>()
  for (const step of session.steps) {
    const key = keyOf(step, flows)
    const doneAt = msOf(step.at)
    if (key === null) continue
    if (doneAt <= given) before.add(key)
    else if (doneAt >= taken && doneAt <= until && before.has(key)) again.add(key)
  }
  return again.size
}

const IS_WORK: ReadonlySet<Step['kind']> = new Set([
  'question',
  'check',
  'action',
  'step',
  'custom',
])

function keyOf({ kind, place, title }: Step, flows: ReadonlyMap<string, string>): string | null {
  if (!IS_WORK.has(kind)) return null
  if (place) return `${flows.get(place.runId)} ${place.nodeId}`
  const key = stepKey(title)
  return key === '' ? null : `own ${key}`
}
