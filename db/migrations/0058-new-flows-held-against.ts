/** When a proposed new flow was last held against what the team has published since. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table proposal add column held_against_at timestamptz`.execute(db)
}
