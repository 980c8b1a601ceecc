/** The SQL of which sessions a branch has not helped. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'
import type { Source } from './queries.ts'

interface Asked {
  teamId: string
  flowId: string
  node: string
  choice: string
  from: string
}

const MOST_SOURCES = 200

/** The newest of them, each by whoever went that way. */
export async function listNotHelped(
  tx: Tx,
  { teamId, flowId, node, choice, from }: Asked,
): Promise<Source[]> {
  const { rows } = await sql<{ sessionId: string; byId: string; at: string }>`
    select session_id, min(person_id::text)::uuid as by_id, max(at) as at
    from walk_step
    where team_id = ${teamId} and flow_id = ${flowId} and node = ${node} and choice = ${choice}
      and at >= ${from} and how = 'settled' and not has_helped
    group by session_id order by max(at) desc, session_id limit ${MOST_SOURCES}`.execute(tx)
  return rows.map((row) => ({ ...row, isOffered: false, isFirstLevel: false }))
}
