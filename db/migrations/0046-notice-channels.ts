/**
 * The ways out of a notice: the chats of a team, one webhook of each kind, sealed; what is on its
 * way through them and by mail; and what each person wishes to be told, and when.
 */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table notice_channel (
      team_id uuid not null,
      kind text not null check (kind in ('slack', 'teams')),
      address text not null,
      host text not null,
      set_at timestamptz not null,
      set_by text not null,
      last_at timestamptz,
      last_failure text,
      primary key (team_id, kind),
      foreign key (team_id) references team (id)
    )`)
  await guard(db, 'notice_channel')

  // The same thing goes out once by each way, and by mail once to each person.
  await run(`
    create table notice_delivery (
      team_id uuid not null,
      id uuid not null,
      way text not null check (way in ('slack', 'teams', 'mail')),
      kind text not null,
      subject uuid not null,
      person_id uuid,
      text text not null,
      link text,
      at timestamptz not null,
      due_at timestamptz not null,
      state text not null check (state in ('waiting', 'sent', 'failed')),
      tries integer not null,
      claimed_until timestamptz,
      failure text,
      ended_at timestamptz,
      primary key (team_id, id),
      unique nulls not distinct (team_id, way, kind, subject, person_id),
      check ((state = 'waiting') = (ended_at is null)),
      check ((way = 'mail') = (person_id is not null)),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run(
    "create index notice_delivery_waiting on notice_delivery (team_id, due_at) where state = 'waiting'",
  )
  await run(
    "create index notice_delivery_failed on notice_delivery (team_id, ended_at desc) where state = 'failed'",
  )
  await guard(db, 'notice_delivery')

  await run(`
    create table notice_wish (
      team_id uuid not null,
      person_id uuid not null,
      mailed jsonb not null,
      in_browser boolean not null,
      quiet_hours jsonb,
      primary key (team_id, person_id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'notice_wish')
}
