/** The record: sessions, their events, and what is kept of a client. */
import { type Kysely, sql } from 'kysely'
import { API_ROLE, guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table session (
      team_id uuid not null references team (id),
      id uuid not null,
      owner_id uuid not null,
      version integer not null,
      hash text not null,
      ticket_origin text,
      ticket_id bigint,
      ticket jsonb,
      status text not null check (status in ('active', 'paused', 'finished')),
      flow_name text,
      standing text,
      outcome text,
      started_at timestamptz not null,
      last_at timestamptz not null,
      minutes_worked double precision not null,
      primary key (team_id, id),
      foreign key (team_id, owner_id) references person (team_id, id)
    )`)
  await run('create index session_latest on session (team_id, last_at desc, id)')
  await run('create index session_ticket on session (team_id, ticket_origin, ticket_id)')
  await run('create index session_owner on session (team_id, owner_id, last_at desc)')
  await guard(db, 'session')

  // json, not jsonb: the stored text goes out again as it is, without being taken apart.
  await run(`
    create table session_event (
      team_id uuid not null,
      session_id uuid not null,
      seq integer not null check (seq > 0),
      id uuid not null,
      type text not null,
      stored json not null,
      primary key (team_id, session_id, seq),
      unique (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id)
    )`)
  await guard(db, 'session_event', { may: ['select', 'insert'] })
  await run(`
    create trigger only_added_to before update or delete or truncate on session_event
    for each statement execute function refuse_change()`)

  // Reading a record is what is done most. The first two must come before the third, hence a
  // function: one round trip instead of four.
  await run(`
    create function read_record(in_team uuid, in_session uuid, after_seq integer) returns text
    language plpgsql as $$
    begin
      perform set_config('role', '${API_ROLE}', true), set_config('rf.team', in_team::text, true);
      return (
        select json_build_object(
          'version', s.version,
          'events', coalesce((
            select json_agg(e.stored order by e.seq)
            from session_event e
            where e.team_id = s.team_id and e.session_id = s.id and e.seq > after_seq
          ), '[]'::json))
        from session s
        where s.team_id = in_team and s.id = in_session);
    end $$`)

  await run(`
    create table client_fact (
      team_id uuid not null references team (id),
      client text not null,
      name text not null,
      value text not null,
      set_at timestamptz not null,
      set_by text not null,
      session_id uuid not null,
      primary key (team_id, client, name),
      foreign key (team_id, session_id) references session (team_id, id)
    )`)
  await guard(db, 'client_fact')
}
