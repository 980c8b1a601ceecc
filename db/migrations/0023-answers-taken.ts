/** Which answers were taken in finished sessions: by it one sees what is usual at a step. */
import { type Kysely, sql } from 'kysely'
import { guard } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`
    create table answer_taken (
      team_id uuid not null,
      session_id uuid not null,
      flow_id uuid not null,
      node text not null,
      choice text not null,
      finished_at timestamptz not null,
      primary key (team_id, session_id, flow_id, node, choice),
      foreign key (team_id, session_id) references session (team_id, id) on delete cascade
    )`)
  await run('create index answer_taken_newest on answer_taken (team_id, flow_id, finished_at desc)')
  await guard(db, 'answer_taken')
}
