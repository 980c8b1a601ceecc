/** Flows that are being written: a new one, or the next version of one. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table flow_draft (
      team_id uuid not null,
      id uuid not null,
      flow_id uuid,
      based_on text,
      name text not null,
      kind text not null check (kind in ('troubleshooting', 'procedure', 'maintenance')),
      content jsonb not null,
      revision integer not null check (revision > 0),
      author_id uuid not null,
      saved_by uuid not null,
      saved_at timestamptz not null,
      primary key (team_id, id),
      check ((flow_id is null) = (based_on is null)),
      foreign key (team_id, flow_id, based_on)
        references flow_version (team_id, flow_id, version),
      foreign key (team_id, author_id) references person (team_id, id),
      foreign key (team_id, saved_by) references person (team_id, id)
    )`)
  await guard(db, 'flow_draft')
}
