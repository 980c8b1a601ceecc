/** Open sessions are few; finished ones a team has by the hundred thousand. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
      create index session_open on session (team_id, last_at desc, id)
      where status <> 'finished'`)
    .execute(db)
}
