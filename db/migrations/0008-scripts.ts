/** Script templates, and what was generated from them without anything sensitive. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table script_template (
      team_id uuid not null,
      id uuid not null,
      name text not null,
      state text not null check (state in ('draft', 'published')),
      revision integer not null,
      content json not null,
      author_id uuid not null,
      from_session uuid,
      from_fix uuid,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (team_id, id),
      foreign key (team_id, author_id) references person (team_id, id),
      foreign key (team_id, from_session) references session (team_id, id),
      check ((from_session is null) = (from_fix is null))
    )`)
  await guard(db, 'script_template', { builtInIsReadable: true })

  // The template may be taken away and what was made from it stays, so it is not referred to.
  await run(`
    create table script_generation (
      team_id uuid not null,
      id uuid not null,
      template_id uuid not null,
      revision integer not null,
      session_id uuid,
      person_id uuid not null,
      given text not null,
      parameters json not null,
      script text not null,
      made_at timestamptz not null,
      primary key (team_id, id),
      foreign key (team_id, session_id) references session (team_id, id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'script_generation', { may: ['select', 'insert'] })
}
