/**
 * An escalation that was taken back, or replaced before anybody had it, counts no more: the walks of
 * such sessions are made anew by the job that keeps walks.
 */
import { type Kysely, sql } from 'kysely'
import { seeingAllTeams } from './guard.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await seeingAllTeams(db, ['session', 'handoff', 'walk', 'walk_step'], async () => {
    const undone = sql`
      select team_id, session_id from handoff
      where intent = 'escalate' and ended_how in ('taken_back', 'replaced')`
    for (const table of ['walk', 'walk_step']) {
      await sql`
        delete from ${sql.table(table)} where (team_id, session_id) in (${undone})`.execute(db)
    }
    await sql`
      update session set walks_kept = false
      where walks_kept and (team_id, id) in (${undone})`.execute(db)
  })
}
