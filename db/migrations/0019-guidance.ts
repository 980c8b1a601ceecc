/** What a team tells FlowPilot of its own ways, version by version: never changed, only followed. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table guidance (
      team_id uuid not null references team (id),
      version integer not null check (version > 0),
      text text not null check (length(text) <= 20000),
      saved_by uuid not null,
      saved_at timestamptz not null,
      primary key (team_id, version),
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
    .execute(db)
  await guard(db, 'guidance', { may: ['select', 'insert'] })
}
