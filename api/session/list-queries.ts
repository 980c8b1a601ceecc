/** The SQL of lists of sessions. Who has joined one is read from its record. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../db.ts'
import { LEVEL } from '../first-level/queries.ts'

export interface SessionFilter {
  status?: 'active' | 'paused' | 'escalated' | 'finished' | undefined
  isOpen?: boolean | undefined
  origin?: string | undefined
  ticketId?: number | undefined
  personId?: string | undefined
  batchId?: string | undefined
  before?: string | undefined
  beforeId?: string | undefined
  limit: number
}

/**
 * The page is taken first, and only its rows are told whole: asked for in one, Postgres believes a
 * team among many to be a small one, and reads and sorts all it has.
 */
export const listSessions = (db: Db, teamId: string, filter: SessionFilter) =>
  db
    .selectFrom(pageOf(db, teamId, filter).as('s'))
    .select([
      's.id',
      's.ticket',
      's.ownerId',
      OWNER_NAME.as('ownerName'),
      WORKERS.as('workerIds'),
      's.status',
      's.version',
      's.flowName',
      LEVEL.as('level'),
      's.standing',
      's.outcome',
      's.startedAt',
      's.lastAt',
      's.minutesWorked',
    ])
    .orderBy('s.lastAt', 'desc')
    .orderBy('s.id')
    .compile()

function pageOf(db: Db, teamId: string, filter: SessionFilter) {
  const { status, isOpen, origin, ticketId, personId, batchId, before, beforeId } = filter
  return db
    .selectFrom('session as s')
    .selectAll('s')
    .where('s.teamId', '=', teamId)
    .where((eb) =>
      eb.and([
        ...(status ? [eb('s.status', '=', status)] : []),
        ...(isOpen === undefined ? [] : [isOpen ? IS_OPEN : eb('s.status', '=', 'finished')]),
        ...(origin ? [eb('s.ticketOrigin', '=', origin)] : []),
        ...(ticketId ? [eb('s.ticketId', '=', ticketId)] : []),
        ...(personId ? [worksOn(teamId, personId)] : []),
        ...(batchId
          ? [
              eb(
                's.id',
                'in',
                eb
                  .selectFrom('maintenanceTarget')
                  .select('sessionId')
                  .where('teamId', '=', teamId)
                  .where('batchId', '=', batchId),
              ),
            ]
          : []),
        ...(before ? [eb('s.lastAt', beforeId ? '<=' : '<', before)] : []),
        ...(before && beforeId
          ? [eb.or([eb('s.lastAt', '<', before), eb('s.id', '>', beforeId)])]
          : []),
      ]),
    )
    .orderBy('s.lastAt', 'desc')
    .orderBy('s.id')
    .limit(filter.limit)
}

/** As the index of open ones says it, which knows few of a team's sessions. */
const IS_OPEN = sql<SqlBool>`s.status <> 'finished'`

/** Looked up for each row: joined, every person of every team may be read for it. */
const OWNER_NAME = sql<string>`
  (select p.name from person p where p.team_id = s.team_id and p.id = s.owner_id)`

const WORKERS = sql<string[]>`
  to_json(array(
    select w.id from (
      select s.started_by::text as id, 0 as seq
      union all
      select e.stored #>> '{event,by,id}', e.seq from session_event e
      where e.team_id = s.team_id and e.session_id = s.id
        and e.type in ('part_taken', 'picked_up')
    ) w group by w.id order by min(w.seq)))`

/** One's own by their index, then the few one has joined: not every session of the team. */
const worksOn = (teamId: string, personId: string) => sql<SqlBool>`
  s.id in (
    select id from session where team_id = ${teamId} and owner_id = ${personId}
    union all
    select id from session where team_id = ${teamId} and started_by = ${personId}
    union all
    select session_id from session_event
    where team_id = ${teamId} and type in ('part_taken', 'picked_up')
      and stored #>> '{event,by,id}' = ${personId})`

/** Each person once, however many sessions: two looks into indexes. */
export const listSessionOwners = (db: Db, teamId: string) =>
  db
    .selectFrom('person as p')
    .select([
      'p.id',
      'p.name',
      (eb) => eb('p.removedAt', 'is not', null).$castTo<boolean>().as('hasLeft'),
    ])
    .where('p.teamId', '=', teamId)
    .where((eb) =>
      // Who has handed all of theirs over stays in the list.
      eb.or(
        (['s.ownerId', 's.startedBy'] as const).map((of) =>
          eb.exists(
            eb
              .selectFrom('session as s')
              .select('s.id')
              .whereRef('s.teamId', '=', 'p.teamId')
              .whereRef(of, '=', 'p.id'),
          ),
        ),
      ),
    )
    .orderBy('p.name')
    .orderBy('p.id')
    .compile()
