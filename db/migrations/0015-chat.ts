/** Questions to what a team knows, and their answers: a conversation for each person. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table chat_question (
      team_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      asked_hash text not null,
      text text not null,
      client text,
      session_id uuid,
      state text not null check (state in ('running', 'done', 'stopped')),
      phase text not null
        check (phase in ('reading', 'searching', 'thinking', 'writing', 'checking')),
      said text not null default '',
      tier text check (tier in ('fast', 'standard', 'deep')),
      answer jsonb,
      retry_after_seconds integer,
      lease_by text not null,
      lease_until timestamptz not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      primary key (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id),
      check ((state = 'running') = (ended_at is null))
    )`)
  await run(`
    create unique index chat_running on chat_question (team_id, person_id) where state = 'running'`)
  await run('create index chat_person on chat_question (team_id, person_id, started_at desc)')
  await guard(db, 'chat_question')
}
