/** Whose changes somebody must have agreed to: one rule for each team, as it was saved last. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table authorisation_rule (
      team_id uuid primary key references team (id),
      version integer not null check (version > 0),
      whose text not null check (whose in ('none', 'named', 'all')),
      clients jsonb not null,
      saved_by uuid not null,
      saved_at timestamptz not null,
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
    .execute(db)
  await guard(db, 'authorisation_rule', { may: ['select', 'insert', 'update'] })
}
