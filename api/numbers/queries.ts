/**
 * The SQL of numbers of a team or of one person: counted where the rows are, from rows that are kept
 * for it (`keep-walks.ts`), never from records.
 */
import { sql } from 'kysely'
import type { FlowNumbers, Gap, Numbers, PersonNumbers } from '#shared/numbers/contract.ts'
import type { Tx } from '../db.ts'

/** Whose numbers, and of when. */
export interface Scope {
  teamId: string
  from: string
  to: string
  /** None for the whole team. */
  personId: string | null
}

export const within = ({ teamId, from, to }: Scope) =>
  sql<boolean>`team_id = ${teamId} and at >= ${from} and at < ${to}`
export const isOf = ({ personId }: Scope, column: string) =>
  personId === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = ${personId}`

/** One row a walk: of everybody who worked on it, or of the one person who is asked about. */
export const walksIn = (scope: Scope) => sql`
  select flow_id, session_id, run_id, max(flow_name) as flow_name, sum(minutes) as minutes,
    bool_or(has_helped) as has_helped, max(way) as way
  from walk where ${within(scope)} and ${isOf(scope, 'person_id')}
  group by flow_id, session_id, run_id`

/** What is told of a set of walks. */
export const tellWalks = sql`
  count(*)::integer as walks,
  count(*) filter (where has_helped)::integer as good,
  count(has_helped)::integer as counted,
  percentile_cont(0.5) within group (order by minutes) as median_minutes`

export interface WalksTold {
  walks: number
  good: number
  counted: number
  medianMinutes: number | null
}

/** As `isEscalated` has it of the folded session. */
const isEscalation = sql<boolean>`(intent = 'escalate'
  and (ended_how is null or ended_how not in ('taken_back', 'replaced')))`

const MOST_FLOWS = 200

export async function listFlowNumbers(tx: Tx, scope: Scope): Promise<FlowNumbers[]> {
  const { rows } = await sql<WalksTold & { flowId: string; flowName: string }>`
    select flow_id, max(flow_name) as flow_name, ${tellWalks}
    from (${walksIn(scope)}) as w group by flow_id
    order by walks desc, flow_name, flow_id limit ${MOST_FLOWS}`.execute(tx)
  return rows.map(({ good, counted, ...flow }) => ({ ...flow, helped: { good, of: counted } }))
}

/** Of the team as its sessions tell it; of one person what they told themselves, each minute once. */
const minutesIn = ({ teamId, from, to, personId }: Scope) =>
  personId === null
    ? sql`coalesce(sum(minutes_worked), 0)::float8`
    : sql`(
      select coalesce(sum(extract(epoch from upper(stretch) - lower(stretch))), 0)::float8 / 60
      from (
        select unnest(range_agg(tstzrange(
          (e.stored #>> '{event,data,from}')::timestamptz,
          (e.stored #>> '{event,data,to}')::timestamptz))) as stretch
        from session s join session_event e on e.team_id = s.team_id and e.session_id = s.id
        where s.team_id = ${teamId} and s.started_at >= ${from} and s.started_at < ${to}
          and e.type = 'worked' and e.stored #>> '{event,by,id}' = ${personId}
        group by s.id
      ) as own)`

export async function readUsage(tx: Tx, scope: Scope): Promise<Numbers['usage']> {
  const { teamId, from, to } = scope
  const { rows } = await sql<Numbers['usage']>`
    select count(*)::integer as sessions,
      count(*) filter (where status = 'finished')::integer as finished,
      ${minutesIn(scope)} as minutes,
      (select count(*) from (
        select started_by from session
        where team_id = ${teamId} and started_at >= ${from} and started_at < ${to}
          and ${isOf(scope, 'started_by')}
        union select person_id from walk where ${within(scope)} and ${isOf(scope, 'person_id')}
      ) as p)::integer as people,
      (select count(*) from handoff where ${within(scope)} and ${isEscalation}
        and ${isOf(scope, 'by_id')})::integer as escalations,
      (select count(*) from (
        select from walk where ${within(scope)} and ${isOf(scope, 'person_id')}
        group by session_id, run_id) as w)::integer as walks
    from session
    where team_id = ${teamId} and started_at >= ${from} and started_at < ${to}
      and ${isOf(scope, 'started_by')}`.execute(tx)
  return rows[0] ?? { sessions: 0, finished: 0, minutes: 0, people: 0, escalations: 0, walks: 0 }
}

export async function listPeopleNumbers(tx: Tx, scope: Scope): Promise<PersonNumbers[]> {
  const { teamId, from, to } = scope
  const { rows } = await sql<
    WalksTold & Pick<PersonNumbers, 'personId' | 'name' | 'sessions' | 'finished' | 'escalations'>
  >`
    with begun as (
      select started_by as id, count(*)::integer as sessions,
        count(*) filter (where status = 'finished')::integer as finished
      from session
      where team_id = ${teamId} and started_at >= ${from} and started_at < ${to}
        and ${isOf(scope, 'started_by')}
      group by started_by
    ), walked as (
      select person_id as id, ${tellWalks} from walk
      where ${within(scope)} and ${isOf(scope, 'person_id')} group by person_id
    ), handed as (
      select by_id as id, count(*)::integer as escalations from handoff
      where ${within(scope)} and ${isEscalation} and ${isOf(scope, 'by_id')} group by by_id
    )
    select p.id as person_id, p.name, coalesce(b.sessions, 0) as sessions,
      coalesce(b.finished, 0) as finished, coalesce(w.walks, 0) as walks,
      coalesce(w.good, 0) as good, coalesce(w.counted, 0) as counted, w.median_minutes,
      coalesce(h.escalations, 0) as escalations
    from person p
    left join begun b on b.id = p.id
    left join walked w on w.id = p.id
    left join handed h on h.id = p.id
    where p.team_id = ${teamId} and (b.id is not null or w.id is not null or h.id is not null)
    order by p.name, p.id`.execute(tx)
  return rows.map(({ good, counted, ...person }) => ({
    ...person,
    helped: { good, of: counted },
  }))
}

const MOST_GAPS = 25

/** Where most escalate first; each session once at a step. */
export async function listGaps(
  tx: Tx,
  scope: Scope,
  flowId?: string,
): Promise<Omit<Gap, 'title'>[]> {
  const { rows } = await sql<Omit<Gap, 'title'>>`
    with stuck as (
      select flow_id, node,
        count(distinct session_id) filter (where how = 'escalated')::integer as escalations,
        count(distinct session_id) filter (where how <> 'escalated')::integer as did_not_help
      from walk_step
      where ${within(scope)} and how <> 'settled' and ${isOf(scope, 'person_id')}
        ${flowId === undefined ? sql`` : sql`and flow_id = ${flowId}`}
      group by flow_id, node
      order by escalations desc, did_not_help desc, node limit ${MOST_GAPS}
    ), came as (
      select flow_id, node, count(distinct session_id)::integer as sessions from walk_step
      where ${within(scope)} and ${isOf(scope, 'person_id')}
        and (flow_id, node) in (select flow_id, node from stuck)
      group by flow_id, node
    )
    select stuck.*, came.sessions, coalesce(w.flow_name, '') as flow_name
    from stuck join came using (flow_id, node)
    left join lateral (
      select flow_name from walk
      where team_id = ${scope.teamId} and flow_id = stuck.flow_id order by at desc limit 1
    ) as w on true
    order by escalations desc, did_not_help desc, node`.execute(tx)
  return rows
}

/** Of the tickets one had open. Where none is known to have been, nothing is told. */
export async function countTickets(tx: Tx, scope: Scope): Promise<Numbers['tickets']> {
  const { teamId, from, to } = scope
  const { rows } = await sql<Numbers['tickets']>`
    with opened as (
      select distinct origin, ticket_id from ticket_opened
      where team_id = ${teamId} and opened_on >= ${from.slice(0, 10)}::date
        and opened_on::timestamp at time zone 'UTC' < ${to}::timestamptz and ${isOf(scope, 'person_id')}
    )
    select count(*)::integer as of, count(*) filter (where exists (
      select from session s
      where s.team_id = ${teamId} and s.ticket_origin = o.origin and s.ticket_id = o.ticket_id
        and s.started_at < ${to}
        and (${isOf(scope, 's.started_by')} or ${isOf(scope, 's.owner_id')})))::integer as good
    from opened o`.execute(tx)
  return rows[0] ?? { good: 0, of: 0 }
}

export async function countGrounds(tx: Tx, scope: Scope): Promise<Numbers['sentences']> {
  const { rows } = await sql<Numbers['sentences']>`
    select coalesce(sum(grounded), 0)::integer as good, coalesce(sum(sentences), 0)::integer as of
    from note_grounds where ${within(scope)} and ${isOf(scope, 'person_id')}`.execute(tx)
  return rows[0] ?? { good: 0, of: 0 }
}

/** Handed over in the span, picked up and come to an end since. */
export async function countHandovers(tx: Tx, scope: Scope): Promise<Numbers['handovers']> {
  const { rows } = await sql<Numbers['handovers']>`
    select count(*) filter (where repeated = 0)::integer as good, count(repeated)::integer as of
    from handoff where ${within(scope)} and ${isOf(scope, 'by_id')}`.execute(tx)
  return rows[0] ?? { good: 0, of: 0 }
}

/**
 * Of the proposals accepted in the span that added something to a flow, those by which a later case
 * went and ended well. Of one person: those that came of their work.
 */
export async function countSolving(tx: Tx, scope: Scope): Promise<Numbers['proposals']> {
  const { teamId, from, to, personId } = scope
  const { rows } = await sql<Numbers['proposals']>`
    with accepted as (
      select id, kind, made_flow_id, decided_at, array(
          select edit #>> '{node,id}'
          from jsonb_array_elements(changes) as change, jsonb_array_elements(change -> 'edits') as edit
          where accepted ? (change ->> 'id') and edit #>> '{node,id}' is not null
        ) as nodes
      from proposal as p
      where team_id = ${teamId} and status = 'accepted'
        and decided_at >= ${from} and decided_at < ${to}
        and (${personId}::uuid is null or exists (
          select from proposal_source
          where team_id = ${teamId} and proposal_id = p.id and by_id = ${personId}))
    ), adding as (
      select * from accepted where kind = 'newFlow' or cardinality(nodes) > 0
    )
    select count(*)::integer as of, count(*) filter (where exists (
      select from walk_step
      where team_id = ${teamId} and flow_id = made_flow_id and at > decided_at and has_helped
        and (kind = 'newFlow' or node = any(nodes))))::integer as good
    from adding`.execute(tx)
  return rows[0] ?? { good: 0, of: 0 }
}

export const isInTeam = async (tx: Tx, teamId: string, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('person')
    .select('id')
    .where('teamId', '=', teamId)
    .where('id', '=', personId)
    .executeTakeFirst()) !== undefined
