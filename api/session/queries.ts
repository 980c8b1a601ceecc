/**
 * The SQL of the record.
 *
 * Appending takes two statements, however long the record is: hold the session and read what is
 * not known yet, then write everything at once, which goes out with the commit. Reading takes
 * one. Stored events go out as the
 * text they came in.
 */
import { sql } from 'kysely'
import { AHEAD, prepare } from '#db/prepare.ts'
import type { SessionTicket } from '#shared/session/event.ts'
import type { Db, Tx } from '../db.ts'
import { NEWS_CHANNEL, type News } from '../live.ts'

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
  status: 'active' | 'paused' | 'finished'
  flowName: string | null
  standing: string | null
  outcome: string | null
  startedAt: string
  lastAt: string
  minutesWorked: number
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

export interface NewFact {
  client: string
  name: string
  value: string
  setAt: string
  setBy: string
}

export interface RecordWrite {
  teamId: string
  sessionId: string
  version: number
  hash: string
  /** A JSON array of `{seq, id, type, stored}`. */
  eventsJson: string
  projection: SessionProjection
  facts: readonly NewFact[]
  news: News
}

/**
 * Stores events, brings the session's row up to them, keeps client facts, and tells of it. Sent
 * ahead: when it fails, the commit fails with its reason.
 */
export async function writeRecord(tx: Tx, write: RecordWrite): Promise<void> {
  const { projection, facts, news, ...rest } = write
  const values = {
    ...rest,
    ...projection,
    ticketJson: projection.ticket && JSON.stringify(projection.ticket),
    factsJson: JSON.stringify(facts),
    newsJson: JSON.stringify(news),
    channel: NEWS_CHANNEL,
  }
  await tx.executeQuery((facts.length > 0 ? writingWithFacts : writing)(values))
}

type WriteValues = Omit<RecordWrite, 'projection' | 'facts' | 'news'> &
  SessionProjection & {
    ticketJson: string | null
    factsJson: string
    newsJson: string
    channel: string
  }

const prepareWriting = (name: string, keepsFacts: boolean) =>
  prepare<WriteValues, unknown>(name, (_, value) => {
    const keepFacts = sql`, kept as (
      insert into client_fact (team_id, client, name, value, set_at, set_by, session_id)
      select ${value('teamId')}, f.client, f.name, f.value, f."setAt", f."setBy", ${value('sessionId')}
      from jsonb_to_recordset(${value('factsJson')}::jsonb)
        as f(client text, name text, value text, "setAt" timestamptz, "setBy" text)
      on conflict (team_id, client, name) do update
        set value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by,
            session_id = excluded.session_id
        where client_fact.set_at <= excluded.set_at
    )`
    return sql`${sql.raw(AHEAD)}
    with put as (
      insert into session_event (team_id, session_id, seq, id, type, stored)
      select ${value('teamId')}, ${value('sessionId')}, e.seq, e.id, e.type, e.stored
      from json_to_recordset(${value('eventsJson')}::json)
        as e(seq integer, id uuid, type text, stored json)
    ), moved as (
      update session set
        version = ${value('version')}, hash = ${value('hash')},
        ticket_origin = ${value('ticketOrigin')}, ticket_id = ${value('ticketId')},
        ticket = ${value('ticketJson')}::jsonb,
        status = ${value('status')}, flow_name = ${value('flowName')},
        standing = ${value('standing')}, outcome = ${value('outcome')},
        started_at = ${value('startedAt')}, last_at = ${value('lastAt')},
        minutes_worked = ${value('minutesWorked')}
      where team_id = ${value('teamId')} and id = ${value('sessionId')}
    )${keepsFacts ? keepFacts : sql``}
    select pg_notify(${value('channel')}, ${value('newsJson')})`
  })

const writing = prepareWriting('write_record', false)
const writingWithFacts = prepareWriting('write_record_with_facts', true)

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

export interface SessionFilter {
  status?: 'active' | 'paused' | 'finished' | undefined
  isOpen?: boolean | undefined
  origin?: string | undefined
  ticketId?: number | undefined
  personId?: string | undefined
  before?: string | undefined
  beforeId?: string | undefined
  limit: number
}

export const listSessions = (db: Db, teamId: string, filter: SessionFilter) => {
  const { status, isOpen, origin, ticketId, personId, before, beforeId } = filter
  return db
    .selectFrom('session as s')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 's.teamId').onRef('p.id', '=', 's.ownerId'),
    )
    .select([
      's.id',
      's.ticket',
      's.ownerId',
      'p.name as ownerName',
      's.status',
      's.version',
      's.flowName',
      's.standing',
      's.outcome',
      's.startedAt',
      's.lastAt',
      's.minutesWorked',
    ])
    .where('s.teamId', '=', teamId)
    .where((eb) =>
      eb.and([
        ...(status ? [eb('s.status', '=', status)] : []),
        ...(isOpen === undefined ? [] : [eb('s.status', isOpen ? '!=' : '=', 'finished')]),
        ...(origin ? [eb('s.ticketOrigin', '=', origin)] : []),
        ...(ticketId ? [eb('s.ticketId', '=', ticketId)] : []),
        ...(personId ? [eb('s.ownerId', '=', personId)] : []),
        ...(before ? [eb('s.lastAt', beforeId ? '<=' : '<', before)] : []),
        ...(before && beforeId
          ? [eb.or([eb('s.lastAt', '<', before), eb('s.id', '>', beforeId)])]
          : []),
      ]),
    )
    .orderBy('s.lastAt', 'desc')
    .orderBy('s.id')
    .limit(filter.limit)
    .compile()
}
