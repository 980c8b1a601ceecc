/** Flows and their immutable versions, with what searching needs. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table flow (
      team_id uuid not null references team (id),
      id uuid not null,
      slug text not null,
      name text not null,
      version text not null,
      kind text not null check (kind in ('troubleshooting', 'procedure', 'maintenance')),
      summary text not null,
      category text not null,
      words jsonb not null,
      is_sub_flow boolean not null,
      step_titles jsonb not null,
      author_id uuid not null,
      published_at timestamptz not null,
      search_words tsvector not null,
      search_text text not null,
      primary key (team_id, id),
      unique (team_id, slug),
      foreign key (team_id, author_id) references person (team_id, id)
    )`)
  // No index over the words: under row security one could not be used, since matching texts might
  // tell of rows that are not one's own. The key leads to the team's library and the built-in
  // one, and those few rows are matched one by one.
  await guard(db, 'flow', { builtInIsReadable: true })

  await run(`
    create table flow_version (
      team_id uuid not null,
      version text not null,
      flow_id uuid not null,
      content jsonb not null,
      author_id uuid not null,
      published_at timestamptz not null,
      primary key (team_id, version),
      unique (team_id, flow_id, version),
      foreign key (team_id, flow_id) references flow (team_id, id) deferrable initially deferred,
      foreign key (team_id, author_id) references person (team_id, id)
    )`)
  await run(`
    alter table flow add foreign key (team_id, id, version)
    references flow_version (team_id, flow_id, version) deferrable initially deferred`)
  await guard(db, 'flow_version', { builtInIsReadable: true, may: ['select', 'insert'] })
  await run(`
    create trigger never_changed before update on flow_version
    for each statement execute function refuse_change()`)
}
