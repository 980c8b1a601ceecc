/** Stores a session of any length as the API would have, without asking it for each event. */
import { v7 } from 'uuid'
import { inTeam } from '#api/db.ts'
import { hashOf } from '#api/session/append-events.ts'
import { projectSession } from '#api/session/project-session.ts'
import { insertSession } from '#api/session/queries.ts'
import { writeRecord } from '#api/session/write-queries.ts'
import { FIRST_HASH } from '#shared/session/chain.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Place } from '../api/place.ts'
import { makeWork } from './work.ts'

export interface StoredSession {
  id: string
  version: number
}

export async function storeSessions(
  place: Place,
  events: number,
  count: number,
): Promise<StoredSession[]> {
  const sessions: StoredSession[] = []
  for (let made = 0; made < count; made++) sessions.push(await storeSession(place, events))
  return sessions
}

async function storeSession({ deps, teamId, people }: Place, count: number) {
  const [person] = people
  if (!person) throw new Error('Nobody is there to work.')
  const id = v7()
  const now = deps.now()
  const startAt = new Date(now.getTime() - 8 * 3_600_000).toISOString()
  const events = makeWork(count, { kind: 'person', id: person.id, name: person.name }, startAt)
  const { session } = foldSession(events)
  if (!session) throw new Error('The work does not fold.')
  let hash = FIRST_HASH
  const rows = events.map((event, at) => {
    const link = { seq: at + 1, receivedAt: now.toISOString(), event }
    hash = hashOf(hash, link)
    return { seq: link.seq, id: event.id, type: event.data.type, stored: { ...link, hash } }
  })
  await inTeam(deps.db, teamId, async (tx) => {
    await insertSession(tx, { teamId, id, ownerId: person.id, hash: FIRST_HASH, at: now })
    await writeRecord(tx, {
      teamId,
      sessionId: id,
      version: count,
      hash,
      eventsJson: JSON.stringify(rows),
      projection: projectSession(session),
      facts: [],
      news: { about: 'session', team: teamId, id, version: count },
    })
  })
  return { id, version: count }
}
