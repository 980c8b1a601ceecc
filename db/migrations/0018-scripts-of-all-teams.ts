/**
 * What step 0009 kept of script templates, for every team: where the owner of the tables is no
 * superuser, forced row security had shown it the built-in ones alone.
 */
import { type Kysely, sql } from 'kysely'
import { seeingAllTeams } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await seeingAllTeams(db, ['script_template', 'script_version'], async () => {
    await run(`
      update script_template set content = (content::jsonb || '{"words": []}')::json
      where not content::jsonb ? 'words'`)
    await run(`
      insert into script_version
        select team_id, id, revision, state, content, author_id, updated_at from script_template
      on conflict do nothing`)
  })
}
