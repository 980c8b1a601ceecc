/** What a note was made from: version and hash of the record, kept with its write. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table psa_write add column made_from jsonb').execute(db)
}
