/**
 * Numbers: how flows were walked, which tickets were opened, what written sentences rest on.
 *
 * Walks are told from the records of sessions and can be made from them again at any time: which
 * sessions have theirs stands with the session, so that those from before this step are caught up
 * with by a job.
 */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table walk (
      team_id uuid not null,
      session_id uuid not null,
      run_id uuid not null,
      person_id uuid not null,
      flow_id uuid not null,
      flow_name text not null,
      counts boolean not null,
      minutes double precision,
      has_helped boolean,
      way text not null,
      at timestamptz not null,
      primary key (team_id, session_id, run_id, person_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index walk_at on walk (team_id, at)')
  await run('create index walk_of_flow on walk (team_id, flow_id, at)')
  await guard(db, 'walk', { may: ['select', 'insert', 'delete'] })

  await run(`
    create table walk_step (
      team_id uuid not null,
      session_id uuid not null,
      position integer not null,
      run_id uuid not null,
      flow_id uuid not null,
      node text not null,
      title text not null,
      choice text,
      how text not null check (how in ('settled', 'did_not_help', 'not_possible', 'escalated')),
      person_id uuid not null,
      minutes double precision,
      has_helped boolean,
      at timestamptz not null,
      primary key (team_id, session_id, position),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index walk_step_of_flow on walk_step (team_id, flow_id, at)')
  await run("create index walk_step_stuck on walk_step (team_id, at) where how <> 'settled'")
  await run(`
    create index walk_step_settled on walk_step (team_id, at)
      include (flow_id, node, choice, has_helped, person_id)
    where how = 'settled' and has_helped is not null`)
  await guard(db, 'walk_step', { may: ['select', 'insert', 'delete'] })

  await run('alter table session add column walks_kept boolean not null default false')
  await run(`
    create index session_walks_due on session (team_id)
    where not walks_kept and status in ('finished', 'escalated')`)
  await run('create index session_started on session (team_id, started_at)')

  await run(`
    create table note_grounds (
      team_id uuid not null,
      session_id uuid not null,
      event_id uuid not null,
      person_id uuid not null,
      sentences integer not null,
      grounded integer not null,
      at timestamptz not null,
      primary key (team_id, session_id, event_id),
      check (grounded between 0 and sentences),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await run('create index note_grounds_at on note_grounds (team_id, at)')
  await guard(db, 'note_grounds', { may: ['select', 'insert', 'delete'] })

  await run(`
    create table ticket_opened (
      team_id uuid not null,
      person_id uuid not null,
      opened_on date not null,
      origin text not null,
      ticket_id bigint not null,
      primary key (team_id, opened_on, person_id, origin, ticket_id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'ticket_opened', { may: ['select', 'insert', 'delete'] })
}
