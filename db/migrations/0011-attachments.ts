/** Files attached to sessions. Their bytes lie beside the database, under their hash. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table attachment (
      team_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      file_name text not null,
      media_type text not null,
      bytes integer not null check (bytes > 0),
      sha256 text not null,
      stored_by uuid not null,
      stored_at timestamptz not null,
      primary key (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, stored_by) references person (team_id, id)
    )`)
  // Both what a team's files take and which bytes they name are answered from the index alone.
  await run('create index attachment_room on attachment (team_id, sha256) include (bytes)')
  await guard(db, 'attachment', { may: ['select', 'insert', 'delete'] })
}
