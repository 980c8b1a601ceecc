/** What a team lets one session cost. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table assistant_setting
    add column session_limit_micro bigint check (session_limit_micro >= 0)`.execute(db)
}
