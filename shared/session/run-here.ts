/** The run of a flow in which a session stands; none outside of every flow. */
import type { Run, Session } from './session.ts'

export const runHere = ({ runs, position }: Pick<Session, 'runs' | 'position'>): Run | undefined =>
  runs.find((run) => run.id === position?.runId)
