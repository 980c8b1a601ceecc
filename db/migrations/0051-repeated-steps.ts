/** Of a hand-off that was picked up: how many steps were done again after it; none before the end. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table handoff add column repeated integer check (repeated >= 0)`.execute(db)
}
