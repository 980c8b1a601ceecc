/**
 * Proposals: what finished sessions taught, what was proposed of it, and what was decided.
 *
 * A finished session's path is kept apart from its record, masked and without names, so that past
 * sessions can be replayed through a flow without reading ten thousand records. By which flows it
 * went stands in rows of their own: an index can be used on them under row security.
 */
import { type Kysely, sql } from 'kysely'
import { guard, seeingAllTeams, showAtDoor } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table path_due (
      team_id uuid not null references team (id),
      session_id uuid not null,
      asked_at timestamptz not null,
      primary key (team_id, session_id)
    )`)
  // What was finished before there were proposals teaches too.
  await seeingAllTeams(db, ['session'], async () => {
    await run(`
      insert into path_due (team_id, session_id, asked_at)
      select team_id, id, last_at from session where status = 'finished'`)
  })
  await guard(db, 'path_due')
  await showAtDoor(db, 'path_due', ['team_id'])

  await run(`
    create table finished_path (
      team_id uuid not null,
      session_id uuid not null,
      by_id uuid not null,
      path jsonb not null,
      cluster text,
      is_first_level boolean not null,
      at timestamptz not null,
      primary key (team_id, session_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, by_id) references person (team_id, id)
    )`)
  await run(`
    create index finished_path_cluster on finished_path (team_id, cluster)
    where cluster is not null`)
  await guard(db, 'finished_path')

  await run(`
    create table path_flow (
      team_id uuid not null,
      session_id uuid not null,
      flow_id uuid not null,
      pattern text,
      at timestamptz not null,
      primary key (team_id, session_id, flow_id),
      foreign key (team_id, session_id) references finished_path (team_id, session_id)
        on delete cascade
    )`)
  await run('create index path_flow_newest on path_flow (team_id, flow_id, at desc)')
  await run(`
    create index path_flow_pattern on path_flow (team_id, pattern) where pattern is not null`)
  await guard(db, 'path_flow')

  await run(`
    create table proposal (
      team_id uuid not null references team (id),
      id uuid not null,
      revision integer not null,
      status text not null
        check (status in ('open', 'accepted', 'declined', 'outrun', 'withdrawn')),
      kind text not null check (kind in ('patch', 'newFlow')),
      pattern text not null,
      flow_id uuid,
      base_flow_id uuid,
      base_version text,
      flow_name text not null,
      title text not null,
      changes jsonb not null,
      new_flow jsonb,
      replay jsonb,
      raised_at timestamptz not null,
      changed_at timestamptz not null,
      decided_by uuid,
      decided_at timestamptz,
      reason text,
      accepted jsonb,
      made_flow_id uuid,
      made_version text,
      primary key (team_id, id),
      check ((kind = 'newFlow') = (new_flow is not null)),
      check ((kind = 'patch') = (flow_id is not null)),
      check ((kind = 'patch') = (base_version is not null and base_flow_id is not null)),
      check ((status in ('accepted', 'declined')) = (decided_at is not null and reason is not null)),
      check ((status = 'accepted') = (made_flow_id is not null and made_version is not null)),
      foreign key (team_id, decided_by) references person (team_id, id)
    )`)
  // Sessions that teach the same join one proposal, whatever two processes do.
  await run(`
    create unique index proposal_open on proposal (team_id, pattern) where status = 'open'`)
  await run('create index proposal_newest on proposal (team_id, changed_at desc, id)')
  await run(`
    create index proposal_made on proposal (team_id, flow_id, decided_at desc)
    where status = 'accepted'`)
  await guard(db, 'proposal')

  await run(`
    create table proposal_source (
      team_id uuid not null,
      proposal_id uuid not null,
      source_session_id uuid,
      l1_session_id uuid,
      session_id uuid not null
        generated always as (coalesce(source_session_id, l1_session_id)) stored,
      by_id uuid,
      is_offered boolean not null,
      at timestamptz not null,
      primary key (team_id, proposal_id, session_id),
      check ((source_session_id is null) <> (l1_session_id is null)),
      foreign key (team_id, proposal_id) references proposal (team_id, id) on delete cascade,
      foreign key (team_id, source_session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, l1_session_id) references session (team_id, id) on delete cascade,
      foreign key (team_id, by_id) references person (team_id, id)
    )`)
  await run('create index proposal_source_session on proposal_source (team_id, session_id)')
  await guard(db, 'proposal_source')

  // The same is not raised again before three times as many sessions show it.
  await run(`
    create table proposal_declined (
      team_id uuid not null references team (id),
      pattern text not null,
      seen integer not null,
      reason text not null,
      at timestamptz not null,
      primary key (team_id, pattern)
    )`)
  await guard(db, 'proposal_declined')
}
