/**
 * What a flow is a copy of, its tags, who made it and when, and whether it is still in the library.
 *
 * A flow that was taken out stays for the sessions that run on it and for its forks; its short name
 * is free again. Its author was so far whoever had published it last.
 */
import { type Kysely, sql } from 'kysely'
import { seeingAllTeams } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    alter table flow
      add column fork_of jsonb,
      add column tags jsonb not null default '[]',
      add column made_at timestamptz,
      add column removed_at timestamptz`)
  await seeingAllTeams(db, ['flow', 'flow_version'], async () => {
    await run(`
      update flow f set author_id = v.author_id, made_at = v.published_at
      from (
        select distinct on (team_id, flow_id) team_id, flow_id, author_id, published_at
        from flow_version order by team_id, flow_id, published_at, version
      ) v
      where v.team_id = f.team_id and v.flow_id = f.id`)
  })
  await run('alter table flow alter column made_at set not null')
  await run('alter table flow_draft add column is_fork boolean not null default false')
  await run('alter table flow drop constraint flow_team_id_slug_key')
  await run(
    'create unique index flow_team_id_slug_key on flow (team_id, slug) where removed_at is null',
  )
}
