/** Who has joined a session, found at once in its record: few events are of this kind. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
      create index session_event_part on session_event (team_id, session_id)
      where type = 'part_taken'`)
    .execute(db)
}
