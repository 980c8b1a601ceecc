/** Takes a session over, or back: once, and with its whole record in this browser afterwards. */
import { type HandoffSummary, PickUp } from '#shared/handoff/contract.ts'
import type { Answer } from '../../client/trouble.ts'
import type { World } from '../world.ts'

export async function takeOver(
  { client, newId, news, fetchRecord, open }: World,
  handoffId: string,
  said: { understood?: string; firstStep?: string } = {},
): Promise<Answer<HandoffSummary>> {
  const at = new Date().toISOString()
  const answer = await client.ask(PickUp, { handoffId, eventId: newId(), at, ...said })
  if (!answer.ok) return answer
  news.drop(handoffId)
  await fetchRecord(answer.value.sessionId)
  await (await open(answer.value.sessionId)).catchUp()
  return answer
}
