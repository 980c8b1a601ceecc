/** The documentation of a session as it stood each time its work was ended. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table session_document (
      team_id uuid not null,
      session_id uuid not null,
      id uuid not null,
      cause text not null check (cause in ('finished', 'handed_off')),
      version integer not null,
      text text not null,
      hash text not null,
      made_at timestamptz not null,
      primary key (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade
    )`)
    .execute(db)
  await sql
    .raw('create index session_document_of on session_document (team_id, session_id, version)')
    .execute(db)
  await guard(db, 'session_document', { may: ['select', 'insert'] })
}
