/** When the ticket of a first-level walk was last seen closed: a gap in the looks begins anew. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table first_level_walk add column seen_closed_at timestamptz`.execute(db)
}
