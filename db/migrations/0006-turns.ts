/** Turns with FlowPilot, and tickets in a few sentences. */
import { type Kysely, sql } from 'kysely'
import { guard, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table turn (
      team_id uuid not null,
      session_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      asked_hash text not null,
      cause text not null check (cause in ('open', 'message', 'recorded', 'explain')),
      is_deep boolean not null,
      state text not null check (state in ('running', 'done', 'stopped')),
      phase text not null
        check (phase in ('reading', 'searching', 'thinking', 'writing', 'checking')),
      text text not null default '',
      base_version integer not null,
      version integer,
      mode text check (mode in ('model', 'demo', 'rules')),
      tier text check (tier in ('fast', 'standard', 'deep')),
      reasons jsonb not null default '[]',
      failure text,
      retry_after_seconds integer,
      exchange jsonb,
      lease_by text not null,
      lease_until timestamptz not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id),
      check ((state = 'running') = (ended_at is null))
    )`)
  await run(`
    create unique index turn_running on turn (team_id, session_id) where state = 'running'`)
  await run('create index turn_session on turn (team_id, session_id, started_at desc)')
  await guard(db, 'turn')
  // Which teams have a turn that nobody works on any more, and nothing of what it is.
  await showAtDoor(db, 'turn', ['team_id', 'state', 'lease_until'])

  await run(`
    create table ticket_summary (
      team_id uuid not null references team (id),
      origin text not null,
      ticket_id bigint not null,
      stamp text not null,
      body jsonb not null,
      mode text not null check (mode in ('model', 'demo', 'rules')),
      made_at timestamptz not null,
      primary key (team_id, origin, ticket_id)
    )`)
  await guard(db, 'ticket_summary')
}
