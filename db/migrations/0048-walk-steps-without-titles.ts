/** A step's title is read from its flow: as it was recorded it may hold what was filled in. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table walk_step drop column title`.execute(db)
}
