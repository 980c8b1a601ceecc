/** How hard a team takes the checks of its notes: one rule for each team, as it was saved last. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table note_check_rule (
      team_id uuid primary key references team (id),
      version integer not null check (version > 0),
      levels jsonb not null,
      saved_by uuid not null,
      saved_at timestamptz not null,
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
    .execute(db)
  await guard(db, 'note_check_rule', { may: ['select', 'insert', 'update'] })
}
