/** What became of the fixes that were tried: by it one tells what a stated confidence is worth. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table fix_outcome (
      team_id uuid not null,
      session_id uuid not null,
      fix_id uuid not null,
      source text check (source in ('fast', 'standard', 'deep', 'rules', 'demo')),
      flow text,
      title text not null,
      script_template text,
      confidence integer not null check (confidence between 0 and 100),
      worked boolean not null,
      came_back boolean not null default false,
      tried_at timestamptz not null,
      primary key (team_id, session_id, fix_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade
    )`)
  await run('create index fix_outcome_newest on fix_outcome (team_id, tried_at desc)')
  await countWhatIsThere(run)
  await guard(db, 'fix_outcome')
}

/**
 * From the records of finished sessions that were never opened again. Row security is forced on
 * owners too; this step looks at all teams and then forces it again.
 */
export async function countWhatIsThere(run: (text: string) => Promise<unknown>): Promise<void> {
  const tables = ['session', 'session_event']
  for (const table of tables) await run(`alter table ${table} no force row level security`)
  await run(`
    with told as (
      select e.team_id, e.session_id, e.seq, e.id, e.type, e.stored -> 'event' as event
      from session_event e
      join session s on s.team_id = e.team_id and s.id = e.session_id and s.status = 'finished'
      where e.type in ('fix_proposed', 'fix_tried', 'replied', 'session_reopened', 'flow_entered')
    )
    insert into fix_outcome (team_id, session_id, fix_id, source, flow, title, script_template,
      confidence, worked, tried_at)
    select t.team_id, t.session_id, p.id,
      (select case when r.event -> 'data' ->> 'mode' = 'model' then r.event -> 'data' ->> 'tier'
          else r.event -> 'data' ->> 'mode' end
        from told r
        where r.team_id = t.team_id and r.session_id = t.session_id and r.type = 'replied'
          and r.event -> 'data' ->> 'turnId' = p.event -> 'data' ->> 'turnId'
        limit 1),
      (select f.event -> 'data' -> 'flow' ->> 'slug' from told f
        where f.team_id = t.team_id and f.session_id = t.session_id and f.type = 'flow_entered'
          and f.event -> 'data' ->> 'from' is null
        order by f.seq desc limit 1),
      p.event -> 'data' ->> 'title', p.event -> 'data' ->> 'scriptTemplate',
      (p.event -> 'data' ->> 'confidence')::integer,
      t.event -> 'data' ->> 'outcome' = 'worked', (t.event ->> 'at')::timestamptz
    from told t
    join told p on p.team_id = t.team_id and p.session_id = t.session_id
      and p.type = 'fix_proposed' and p.id::text = t.event -> 'data' ->> 'fixId'
    where t.type = 'fix_tried' and not exists (
      select 1 from told o
      where o.team_id = t.team_id and o.session_id = t.session_id and o.type = 'session_reopened')
    on conflict do nothing`)
  for (const table of tables) await run(`alter table ${table} force row level security`)
}
