/** The names of a team's clients found without reading its sessions and tickets. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  // In the spelling that a session's client has.
  await run(`
    alter table ticket_cache add column client text generated always as
      (lower(regexp_replace(btrim(normalize(ticket #>> '{company,name}', NFC)), '\\s+', ' ', 'g'))) stored`)
  await run(`
    create index session_by_client on session (team_id, client, last_at) where client is not null`)
  await run(`
    create index ticket_by_client on ticket_cache (team_id, client, fetched_at)
    where client is not null`)
}
