/** Maintenance: plans with a schedule, batches of them, and the targets of each batch. */
import { type Kysely, sql } from 'kysely'
import { guard, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // A built-in flow is another team's row, so no key leads to it. Without a next moment nothing is
  // due: by hand only, paused, or taken away.
  await run(`
    create table maintenance_plan (
      team_id uuid not null,
      id uuid not null,
      flow_id uuid not null,
      name text not null,
      client text not null,
      targets jsonb not null,
      schedule jsonb,
      is_paused boolean not null,
      next_due timestamptz,
      revision integer not null,
      saved_by uuid not null,
      saved_at timestamptz not null,
      removed_at timestamptz,
      primary key (team_id, id),
      foreign key (team_id, saved_by) references person (team_id, id),
      check (removed_at is null or next_due is null)
    )`)
  await run('create index on maintenance_plan (next_due) where next_due is not null')
  await guard(db, 'maintenance_plan', { may: ['select', 'insert', 'update'] })
  await showAtDoor(db, 'maintenance_plan', ['team_id', 'next_due'])

  // A moment begins one batch of a plan, however many processes look at the same time.
  await run(`
    create table maintenance_batch (
      team_id uuid not null,
      id uuid not null,
      plan_id uuid not null,
      flow_id uuid not null,
      flow_version text not null,
      flow_name text not null,
      name text not null,
      client text not null,
      due timestamptz,
      started_by uuid,
      started_at timestamptz not null,
      primary key (team_id, id),
      unique (team_id, plan_id, due),
      foreign key (team_id, plan_id) references maintenance_plan (team_id, id),
      foreign key (team_id, started_by) references person (team_id, id),
      check ((due is null) = (started_by is not null))
    )`)
  await run('create index on maintenance_batch (team_id, started_at desc, id)')
  await run('create index on maintenance_batch (team_id, flow_id, started_at desc)')
  await guard(db, 'maintenance_batch', { may: ['select', 'insert'] })

  // The session's id is there before its session, so that two who begin at once begin one.
  await run(`
    create table maintenance_target (
      team_id uuid not null,
      batch_id uuid not null,
      position integer not null,
      name text not null,
      detail text,
      session_id uuid not null,
      left_out text,
      left_out_by uuid,
      primary key (team_id, batch_id, position),
      check ((left_out is null) = (left_out_by is null)),
      foreign key (team_id, left_out_by) references person (team_id, id),
      unique (team_id, session_id),
      foreign key (team_id, batch_id) references maintenance_batch (team_id, id)
    )`)
  await guard(db, 'maintenance_target', { may: ['select', 'insert', 'update'] })

  await run(`
    alter table session
      add column steps_settled integer not null default 0,
      add column steps integer not null default 0`)
}
