/** Notes as a model has worded them, each good for one state of one session's record. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table preview (
      team_id uuid not null,
      session_id uuid not null,
      note_kind text not null,
      state_version integer not null,
      made_with text not null,
      preview json,
      lease_until timestamptz,
      made_at timestamptz not null,
      primary key (team_id, session_id, note_kind, state_version, made_with),
      foreign key (team_id, session_id) references session (team_id, id)
    )`)
    .execute(db)
  await guard(db, 'preview')
}
