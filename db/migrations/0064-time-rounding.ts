/** To what a team rounds up the time that is entered; 0 is not at all. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table note_check_rule
    add column round_up_to smallint not null default 0
      check (round_up_to in (0, 5, 6, 10, 15, 30))`.execute(db)
}
