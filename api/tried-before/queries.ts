/**
 * The SQL of earlier sessions that may be like the ticket in front.
 *
 * Three statements, whatever a team has worked on: its newest sessions of the client and its newest
 * of all by their indexes, then the records of the few that are looked into.
 */
import { sql } from 'kysely'
import type { SessionTicket, StoredEvent } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'

export interface Candidate {
  id: string
  version: number
  client: string | null
  ticket: SessionTicket | null
}

interface Asked {
  teamId: string
  exceptSessionId: string | undefined
  limit: number
}

export const listOfClient = (tx: Tx, asked: Asked, client: string): Promise<Candidate[]> =>
  newest(tx, asked).where('client', '=', client).execute()

export const listNewest = (tx: Tx, asked: Asked): Promise<Candidate[]> =>
  newest(tx, asked).execute()

const newest = (tx: Tx, { teamId, exceptSessionId, limit }: Asked) =>
  tx
    .selectFrom('session')
    .select(['id', 'version', 'client', 'ticket'])
    .where('teamId', '=', teamId)
    .$if(exceptSessionId !== undefined, (query) => query.where('id', '!=', exceptSessionId ?? ''))
    .orderBy('lastAt', 'desc')
    .limit(limit)

/** Each record in its order. */
export async function readRecords(
  tx: Tx,
  teamId: string,
  sessionIds: readonly string[],
): Promise<Map<string, StoredEvent[]>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('sessionEvent')
    .select(['sessionId', sql<string>`stored::text`.as('stored')])
    .where('teamId', '=', teamId)
    .where('sessionId', 'in', sessionIds)
    .orderBy('sessionId')
    .orderBy('seq')
    .execute()
  const records = new Map<string, StoredEvent[]>()
  for (const { sessionId, stored } of rows) {
    const record = records.get(sessionId) ?? []
    record.push(JSON.parse(stored))
    records.set(sessionId, record)
  }
  return records
}
