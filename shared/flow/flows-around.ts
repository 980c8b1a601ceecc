/** The flows that a session is in the middle of: where it stands and those around it; else the last it was in. */
import type { FlowPin } from '../session/event.ts'
import { runHere } from '../session/run-here.ts'
import type { Run, Session } from '../session/session.ts'

/** Innermost first, each flow once, on the version it was entered with. */
export function flowsAround(session: Pick<Session, 'runs' | 'position'>): FlowPin[] {
  const flows = new Map<string, FlowPin>()
  const seen = new Set<Run>()
  let run = runHere(session) ?? session.runs.at(-1)
  while (run && !seen.has(run)) {
    seen.add(run)
    if (!flows.has(run.flow.id)) flows.set(run.flow.id, run.flow)
    const from: string | undefined = run.from?.runId
    run = session.runs.find(({ id }) => id === from)
  }
  return [...flows.values()]
}
