/**
 * Keeps which answers were taken in a session in the transaction that stores its end. What one
 * went back before does not count; finished again, the session counts as it ended then.
 */
import type { StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { type AnswerRow, replaceAnswers } from './answer-queries.ts'

export async function keepAnswers(
  tx: Tx,
  { at, ...place }: { teamId: string; sessionId: string; at: Date },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  if (!stored.some(({ event }) => event.data.type === 'session_finished')) return
  const rows = answersOf(session).map((answer) => ({ ...place, ...answer, finishedAt: at }))
  await replaceAnswers(tx, place, rows)
}

/** Each once: who comes by a step a second time has not taken its answer twice. */
function answersOf(session: Session): Omit<AnswerRow, 'teamId' | 'sessionId' | 'finishedAt'>[] {
  const flows = new Map(session.runs.map(({ id, flow }) => [id, flow.id]))
  const answers = [...session.steps].flatMap(({ place, result, isOnPath }) => {
    const flowId = place ? flows.get(place.runId) : undefined
    if (!place || flowId === undefined || !isOnPath || result.kind !== 'choice') return []
    return [{ flowId, node: place.nodeId, choice: result.choice }]
  })
  return [...new Map(answers.map((one) => [Object.values(one).join(' '), one])).values()]
}
