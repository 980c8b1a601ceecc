/** What is known of a client: who tells a value says which values they knew; a second one stands beside it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table client_fact
      add column knew text[] not null default '{}',
      add column other jsonb,
      alter column session_id drop not null`)
    .execute(db)
}
