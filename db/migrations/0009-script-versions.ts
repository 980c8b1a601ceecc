/** What a script template was after each change; templates that are retired, and found by words. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run('alter table script_template drop constraint script_template_state_check')
  await run(`
    alter table script_template add constraint script_template_state_check
      check (state in ('draft', 'published', 'retired'))`)
  await run(`
    update script_template set content = (content::jsonb || '{"words": []}')::json
    where not content::jsonb ? 'words'`)

  await run(`
    create table script_version (
      team_id uuid not null,
      script_id uuid not null,
      revision integer not null,
      state text not null check (state in ('draft', 'published', 'retired')),
      content json not null,
      saved_by uuid not null,
      saved_at timestamptz not null,
      primary key (team_id, script_id, revision),
      foreign key (team_id, script_id) references script_template (team_id, id) on delete cascade,
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
  await run(`
    insert into script_version
      select team_id, id, revision, state, content, author_id, updated_at from script_template`)
  await guard(db, 'script_version', {
    may: ['select', 'insert', 'delete'],
    builtInIsReadable: true,
  })
}
