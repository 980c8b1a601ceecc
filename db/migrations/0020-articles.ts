/** Pages of text that a lead has pasted for the team to find. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table article (
      team_id uuid not null,
      id uuid not null,
      title text not null,
      text text not null,
      revision integer not null check (revision > 0),
      saved_by uuid not null,
      saved_at timestamptz not null,
      primary key (team_id, id),
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
  await guard(db, 'article')

  for (const table of ['knowledge_chunk', 'knowledge_due']) {
    await run(`alter table ${table} drop constraint ${table}_source_kind_check`)
    await run(`
      alter table ${table} add constraint ${table}_source_kind_check
        check (source_kind in ('flow', 'session', 'article'))`)
  }
}
