/** The flows that somebody has marked for themselves, and the sessions of a client found at once. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table flow_favourite (
      team_id uuid not null,
      person_id uuid not null,
      flow_id uuid not null,
      marked_at timestamptz not null,
      primary key (team_id, person_id, flow_id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'flow_favourite', { may: ['select', 'insert', 'delete'] })

  // A client's name in one spelling, as api/client-fact/facts-from.ts has it: a column of its own, since
  // under row security only what is compared as it stands can use an index.
  await run(`
    alter table session add column client text generated always as
      (lower(regexp_replace(btrim(normalize(ticket ->> 'client', NFC)), '\\s+', ' ', 'g'))) stored`)
  await run(`
    create index session_of_client on session (team_id, client, last_at desc)
    where status = 'finished' and client is not null`)
}
