/** What waits, in the order in which the queue shows it: read in that order, however much there is. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index handoff_urgency on handoff
      (team_id, (substring(priority from '[0-9]{1,3}')::int), at, id)
    where ended_how is null`.execute(db)
  await sql`drop index handoff_queue`.execute(db)
}
