/** How the words of notes came about, in counts, for leads. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table note_wording (
      team_id uuid not null,
      session_id uuid not null,
      event_id uuid not null,
      note_kind text not null,
      mode text not null,
      flagged integer not null,
      taken integer not null,
      words integer not null,
      changed_words integer not null,
      written_at timestamptz not null,
      primary key (team_id, session_id, event_id),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade
    )`)
  await run('create index note_wording_newest on note_wording (team_id, written_at desc)')
  await guard(db, 'note_wording', { may: ['select', 'insert', 'delete'] })
}
