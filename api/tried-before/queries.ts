/**
 * The SQL of earlier sessions that may be like the ticket in front.
 *
 * Only sessions that have tried something are looked at, by what is kept of them (`keep-tried.ts`):
 * those of the client and those that speak of its devices by an index, and for a like symptom the
 * newest of the team, as many as a busy team has in a year. Then the records of the few found.
 */
import { type RawBuilder, sql } from 'kysely'
import type { StoredEvent } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'

export interface Candidate {
  id: string
  version: number
}

interface Asked {
  teamId: string
  exceptSessionId?: string | undefined
  limit: number
}

const MOST_LOOKED_AT = 20_000

const EVERY = sql`tried_before`

export const listOfClient = (tx: Tx, asked: Asked, client: string): Promise<Candidate[]> =>
  newest(tx, asked, EVERY, sql`client = ${client}`)

/** Each device as the parts of its name. */
export const listOnDevices = (
  tx: Tx,
  asked: Asked,
  client: string,
  devices: readonly (readonly string[])[],
): Promise<Candidate[]> =>
  newest(
    tx,
    asked,
    EVERY,
    sql`client = ${client} and (${sql.join(
      devices.map((parts) => sql`names @> ${parts}::text[]`),
      sql` or `,
    )})`,
  )

/** Of other clients; alike as `isSymptomAlike` has it. */
export const listAlike = (
  tx: Tx,
  asked: Asked,
  client: string,
  symptom: readonly string[],
): Promise<Candidate[]> =>
  newest(
    tx,
    asked,
    sql`(
      select * from tried_before where team_id = ${asked.teamId}
      order by at desc, session_id limit ${MOST_LOOKED_AT})`,
    sql`(client = '' or client <> ${client}) and (
      select count(*) >= 2 and count(*) * 2 >= least(cardinality(symptom), ${symptom.length}::integer)
      from unnest(symptom) as word where word = any(${symptom}::text[]))`,
  )

async function newest(
  tx: Tx,
  { teamId, exceptSessionId, limit }: Asked,
  among: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select s.id, s.version
    from (
      select session_id, at from ${among} as looked
      where team_id = ${teamId} and ${which}
        and session_id is distinct from ${exceptSessionId ?? null}::uuid
      order by at desc, session_id limit ${limit}
    ) as found
    join session s on s.team_id = ${teamId} and s.id = found.session_id
    order by found.at desc, s.id`.execute(tx)
  return rows
}

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
