/** First-level walks: which sessions are some, and whose outcome waits for somebody to say that it holds. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table first_level_walk (
      team_id uuid not null,
      session_id uuid not null,
      is_walk boolean not null,
      walked_by uuid not null,
      waits_since timestamptz,
      closed_since timestamptz,
      looked_at timestamptz,
      primary key (team_id, session_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, walked_by) references person (team_id, id)
    )`)
  await run(`
    create index first_level_walk_waits on first_level_walk (team_id, waits_since)
    where waits_since is not null`)
  await guard(db, 'first_level_walk', { may: ['select', 'insert', 'update'] })
}
