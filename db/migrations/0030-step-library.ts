/** Steps that are used again: those written for it, those that published checklists have; and reviews. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  // A step of a flow has one entry for ever, which is switched off where the flow has it no more:
  // its reviews are there again once it is back, and nothing claims a source that is not there.
  await run(`
    create table library_step (
      team_id uuid not null,
      id uuid not null,
      title text not null,
      content jsonb not null,
      visibility text not null check (visibility in ('team', 'author')),
      revision integer not null,
      author_id uuid not null,
      saved_at timestamptz not null,
      source_flow_id uuid,
      source_node text,
      is_active boolean not null default true,
      search_words tsvector not null,
      search_text text not null,
      primary key (team_id, id),
      unique (team_id, source_flow_id, source_node),
      check ((source_flow_id is null) = (source_node is null)),
      foreign key (team_id, author_id) references person (team_id, id),
      foreign key (team_id, source_flow_id) references flow (team_id, id)
    )`)
  await guard(db, 'library_step', { builtInIsReadable: true })

  // A team reviews built-in steps too, so no key leads to the step.
  await run(`
    create table step_review (
      team_id uuid not null,
      step_id uuid not null,
      person_id uuid not null,
      stars integer not null check (stars between 1 and 5),
      text text not null,
      reviewed_at timestamptz not null,
      primary key (team_id, step_id, person_id),
      foreign key (team_id, person_id) references person (team_id, id)
    )`)
  await guard(db, 'step_review')
}
