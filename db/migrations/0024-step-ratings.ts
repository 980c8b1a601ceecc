/** What people say of the steps of flows, for those who look after them. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table step_rating (
      team_id uuid not null,
      session_id uuid not null,
      run_id uuid not null,
      node text not null,
      person_id uuid not null,
      flow_id uuid not null,
      version text not null,
      verdict text not null check (verdict in ('helped', 'to_mend')),
      text text not null,
      rated_at timestamptz not null,
      primary key (team_id, session_id, run_id, node, person_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index step_rating_newest on step_rating (team_id, flow_id, rated_at desc)')
  await guard(db, 'step_rating')
}
