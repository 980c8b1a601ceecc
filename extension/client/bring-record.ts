/** Brings a session that was begun elsewhere into this browser; false where the server is away. */
import { ReadEvents } from '#shared/session/contract.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Surroundings } from './browser.ts'
import type { LocalStore } from './local-store.ts'
import { readRecord, settle } from './record-shelf.ts'
import { summarise } from './summarise-session.ts'

export async function bringRecord(
  db: LocalStore,
  client: Surroundings['client'],
  sessionId: string,
): Promise<boolean> {
  const answer = await client.ask(ReadEvents, { sessionId })
  if (!answer.ok) return false
  await settle(db, sessionId, answer.value.events)
  const { stored } = await readRecord(db, sessionId)
  const { session } = foldSession(stored.map((row) => row.event))
  if (session) await db.sessions.put(summarise(sessionId, session))
  return true
}
