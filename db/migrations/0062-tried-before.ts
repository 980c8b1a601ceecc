/**
 * By what sessions that have tried something are found again: client, words of the symptom, and every
 * word that may be a device's name. Those that are there already are kept by a job.
 */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  await run(`
    create table tried_before (
      team_id uuid not null,
      session_id uuid not null,
      client text not null,
      symptom text[] not null,
      names text[] not null,
      at timestamptz not null,
      primary key (team_id, session_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade
    )`)
  await run('create index tried_before_latest on tried_before (team_id, at desc, session_id)')
  await run(
    'create index tried_before_client on tried_before (team_id, client, at desc, session_id)',
  )
  await guard(db, 'tried_before')
  // Of what is there nothing is kept yet; what begins from now on is kept as it is told.
  await run('alter table session add column tried_kept boolean not null default false')
  await run('alter table session alter column tried_kept set default true')
  await run('create index session_tried_due on session (team_id, id) where not tried_kept')
}
