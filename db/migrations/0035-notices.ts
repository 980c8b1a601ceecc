/** What a person is told at the bell: stored with what it tells of, and kept until it is old. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // The same thing is told to a person once, however often it is asked for.
  await run(`
    create table notice (
      team_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      kind text not null,
      subject uuid not null,
      by_id uuid,
      by_name text not null,
      text text not null,
      opens jsonb not null,
      at timestamptz not null,
      read_at timestamptz,
      primary key (team_id, id),
      unique (team_id, person_id, kind, subject),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index notice_newest on notice (team_id, person_id, at desc, id desc)')
  await run('create index notice_unread on notice (team_id, person_id) where read_at is null')
  await guard(db, 'notice')
}
