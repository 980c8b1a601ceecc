/** Who makes the summary of a ticket, and of which state: one at a time, in whatever process. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // Until the first one is made there is only the right to make it.
  for (const column of ['stamp', 'body', 'mode', 'made_at']) {
    await run(`alter table ticket_summary alter column ${column} drop not null`)
  }
  await run(`
    alter table ticket_summary
      add column making_stamp text,
      add column lease_until timestamptz,
      add check (num_nulls(stamp, body, mode, made_at) in (0, 4)),
      add check ((making_stamp is null) = (lease_until is null))`)
}
