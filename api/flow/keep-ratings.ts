/** Keeps what is said of the steps of flows where those who look after the flows find it. */
import type { StoredEvent } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import { keepRating } from './rating-queries.ts'

export async function keepRatings(
  tx: Tx,
  place: { teamId: string; sessionId: string },
  session: Session,
  stored: readonly StoredEvent[],
): Promise<void> {
  for (const { event } of stored) {
    const { at, by, data } = event
    if (data.type !== 'step_rated' || by.kind !== 'person') continue
    const flow = session.runs.find(({ id }) => id === data.place.runId)?.flow
    if (!flow) continue
    const { runId, nodeId: node } = data.place
    const { verdict, text } = data
    await keepRating(tx, {
      ...{ ...place, runId, node, personId: by.id, flowId: flow.id, version: flow.version },
      ...{ verdict, text, ratedAt: at },
    })
  }
}
