/**
 * The SQL of the record.
 *
 * Appending takes two statements, however long the record is: hold the session and read what is
 * not known yet, then write everything at once (`write-queries.ts`). Reading takes one. Stored
 * events go out as the text they came in.
 */
import { sql } from 'kysely'
import { prepare } from '#db/prepare.ts'
import type { SessionTicket } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'

export interface SessionRow {
  id: string
  ownerId: string
  version: number
  hash: string
}

/** What lists need of a session, computed from its record. */
export interface SessionProjection {
  ticketOrigin: string | null
  ticketId: number | null
  ticket: SessionTicket | null
  /** Who has it now; none where no person does. */
  ownerId: string | null
  status: 'active' | 'paused' | 'escalated' | 'finished'
  flowName: string | null
  standing: string | null
  outcome: string | null
  startedAt: string
  lastAt: string
  minutesWorked: number
  stepsSettled: number
  steps: number
}

export interface HeldRecord {
  session: SessionRow
  /** The record after a number, and, wherever they stand, the events that were asked for. */
  rows: StoredRow[]
}

/** All of them are there or none. */
type JoinedEvent =
  | { eventSessionId: string; eventSeq: number; eventId: string; eventStored: string }
  | { eventSessionId: null; eventSeq: null; eventId: null; eventStored: null }

/**
 * Holds a session until the transaction ends, and reads on the way what `readStored` would.
 *
 * Where somebody else held it, the row that is got is the newest, but the events are those of
 * before the waiting: then they do not reach up to its version, and are read again.
 */
export async function holdRecord(
  tx: Tx,
  teamId: string,
  sessionId: string,
  after: number,
  ids: readonly string[],
): Promise<HeldRecord | undefined> {
  const { rows } = await tx.executeQuery(holding({ teamId, sessionId, after, ids }))
  const [first] = rows
  if (!first) return undefined
  const { id, ownerId, version, hash } = first
  const session = { id, ownerId, version, hash }
  const read = rows.flatMap(({ eventSessionId, eventSeq, eventId, eventStored }) =>
    eventSessionId === null
      ? []
      : [{ sessionId: eventSessionId, seq: eventSeq, id: eventId, stored: eventStored }],
  )
  const reached = read.findLast((row) => row.sessionId === sessionId)?.seq ?? 0
  const isWhole = version <= Math.max(after, reached)
  return { session, rows: isWhole ? read : await readStored(tx, teamId, sessionId, after, ids) }
}

const holding = prepare<
  { teamId: string; sessionId: string; after: number; ids: readonly string[] },
  SessionRow & JoinedEvent
>(
  'hold_record',
  (_, value) => sql<SessionRow & JoinedEvent>`
    select s.id, s.owner_id, s.version, s.hash, e.session_id as event_session_id,
      e.seq as event_seq, e.id as event_id, e.stored::text as event_stored
    from session s
    left join session_event e on e.team_id = ${value('teamId')} and (
      (e.session_id = ${value('sessionId')} and e.seq > ${value('after')})
      or e.id = any(${value('ids')}::uuid[]))
    where s.team_id = ${value('teamId')} and s.id = ${value('sessionId')}
    order by e.seq
    for update of s`,
)

/** The session alone, held until the transaction ends. */
export const holdSession = (tx: Tx, teamId: string, id: string): Promise<SessionRow | undefined> =>
  tx
    .selectFrom('session')
    .select(['id', 'ownerId', 'version', 'hash'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const readSession = (tx: Tx, teamId: string, id: string): Promise<SessionRow | undefined> =>
  tx
    .selectFrom('session')
    .select(['id', 'ownerId', 'version', 'hash'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Room for a new session's record. Of two that begin the same one, one finds it there. */
export const insertSession = (
  tx: Tx,
  row: { teamId: string; id: string; ownerId: string; hash: string; at: Date },
) =>
  tx
    .insertInto('session')
    .values({
      teamId: row.teamId,
      id: row.id,
      ownerId: row.ownerId,
      startedBy: row.ownerId,
      version: 0,
      hash: row.hash,
      ticket: null,
      status: 'active',
      startedAt: row.at,
      lastAt: row.at,
      minutesWorked: 0,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()

/** Takes back the room for a session that nothing was written to. */
export const deleteEmptySession = (tx: Tx, teamId: string, id: string) =>
  tx
    .deleteFrom('session')
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('version', '=', 0)
    .execute()

export interface StoredRow {
  sessionId: string
  seq: number
  id: string
  /** JSON of a stored event. */
  stored: string
}

/** The record after a number, and, wherever they stand, the events with these ids. */
export const readStored = (
  tx: Tx,
  teamId: string,
  sessionId: string,
  after: number,
  ids: readonly string[] = [],
): Promise<StoredRow[]> =>
  tx
    .selectFrom('sessionEvent')
    .select(['sessionId', 'seq', 'id', sql<string>`stored::text`.as('stored')])
    .where('teamId', '=', teamId)
    .where((eb) =>
      ids.length === 0
        ? eb.and([eb('sessionId', '=', sessionId), eb('seq', '>', after)])
        : eb.or([
            eb.and([eb('sessionId', '=', sessionId), eb('seq', '>', after)]),
            eb('id', '=', sql<string>`any(${ids}::uuid[])`),
          ]),
    )
    .orderBy('seq')
    .execute()

/** The record after a number as JSON text; no row for an unknown session. */
export const recordJson = prepare<
  { teamId: string; sessionId: string; after: number },
  { record: string }
>(
  'record_json',
  (_, value) => sql<{ record: string }>`
    select json_build_object(
      'version', s.version,
      'events', coalesce((
        select json_agg(e.stored order by e.seq)
        from session_event e
        where e.team_id = s.team_id and e.session_id = s.id and e.seq > ${value('after')}
      ), '[]'::json))::text as record
    from session s
    where s.team_id = ${value('teamId')} and s.id = ${value('sessionId')}`,
)

/** The next session behind one; nobody else works on it until this is done. */
export const holdNextSession = (tx: Tx, teamId: string, after: string | undefined) =>
  tx
    .selectFrom('session')
    .select('id')
    .where('teamId', '=', teamId)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
