/** Hand-offs: what waits to be picked up, and what became of what was handed over. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run('alter table session drop constraint session_status_check')
  await run(`
    alter table session add constraint session_status_check
    check (status in ('active', 'paused', 'escalated', 'finished'))`)

  // Who has a session may change, who began it never does. Rows of all teams: their owners did.
  await run('alter table session add column started_by uuid')
  await run('alter table session no force row level security')
  await run('update session set started_by = owner_id')
  await run('alter table session force row level security')
  await run('alter table session alter column started_by set not null')
  await run('create index session_starter on session (team_id, started_by)')

  await run('drop index session_event_part')
  await run(`
    create index session_event_part on session_event (team_id, session_id)
    where type in ('part_taken', 'picked_up')`)

  await run(`
    create table handoff (
      team_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      intent text not null check (intent in ('escalate', 'peer', 'shift_change', 'return')),
      reason text not null,
      by_id uuid,
      to_id uuid,
      priority text,
      lacking jsonb not null,
      at timestamptz not null,
      ended_how text check (ended_how in ('picked_up', 'taken_back', 'replaced', 'finished')),
      ended_by uuid,
      ended_at timestamptz,
      time_zone text not null,
      briefing jsonb not null,
      briefing_mode text not null,
      briefing_at timestamptz not null,
      primary key (team_id, id),
      check ((ended_how is null) = (ended_at is null)),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, by_id) references person (team_id, id),
      foreign key (team_id, to_id) references person (team_id, id),
      foreign key (team_id, ended_by) references person (team_id, id)
    )`)
  // One of a session waits at a time, whatever two processes do.
  await run(`
    create unique index handoff_waiting on handoff (team_id, session_id)
    where ended_how is null`)
  await run('create index handoff_queue on handoff (team_id, at) where ended_how is null')
  await guard(db, 'handoff', { may: ['select', 'insert', 'update'] })
}
