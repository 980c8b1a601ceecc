/** Takes a session over, or back: once, and with its whole record in this browser afterwards. */
import { type HandoffSummary, PickUp } from '#shared/handoff/contract.ts'
import type { Trouble } from '../../client/trouble.ts'
import type { World } from '../world.ts'

export type TookOver =
  /** It is theirs; its record may still have to be read. */
  { ok: true; handoff: HandoffSummary; isHere: boolean } | { ok: false; trouble: Trouble }

export async function takeOver(
  { client, newId, news, fetchRecord, open }: World,
  handoffId: string,
  said: { understood?: string; firstStep?: string } = {},
): Promise<TookOver> {
  const at = new Date().toISOString()
  const answer = await client.ask(PickUp, { handoffId, eventId: newId(), at, ...said })
  if (!answer.ok) return answer
  news.drop(handoffId)
  const { sessionId } = answer.value
  await fetchRecord(sessionId)
  const session = await open(sessionId)
  await session.catchUp()
  return { ok: true, handoff: answer.value, isHere: session.getState().session !== null }
}
