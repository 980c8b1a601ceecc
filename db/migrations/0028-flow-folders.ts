/**
 * Where a team keeps the flows of its library, the built-in ones too: those are of another team, so
 * that no key can lead to them.
 */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table flow_folder (
      team_id uuid not null references team (id),
      flow_id uuid not null,
      folder jsonb not null,
      search_words tsvector not null,
      primary key (team_id, flow_id)
    )`)
  await guard(db, 'flow_folder')
}
