/** The SQL of what a branch has helped since it was last changed, and of whom it has not. */
import { sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { Share } from '#shared/numbers/interval.ts'
import type { Tx } from '../db.ts'
import type { Source } from './queries.ts'

interface Asked {
  teamId: string
  flowId: string
  node: string
  choice: string
  from: string
}

const wentBy = ({ teamId, flowId, node, choice, from }: Asked) => sql<boolean>`
  s.team_id = ${teamId} and s.flow_id = ${flowId} and s.node = ${node} and s.choice = ${choice}
    and s.at >= ${from} and s.how = 'settled'`

/** As branches are counted that may have started to fail. */
export async function countHelped(tx: Tx, asked: Asked): Promise<Share> {
  const { rows } = await sql<Share>`
    select count(*) filter (where has_helped)::integer as good, count(has_helped)::integer as of
    from walk_step as s where ${wentBy(asked)}`.execute(tx)
  return rows[0] ?? { good: 0, of: 0 }
}

/** As many as teach together elsewhere. */
const MOST_SOURCES = 5_000

/**
 * The newest of them, each by whoever went that way, and how many there are in all: what was
 * declined comes back by that number, however many are listed. Of first-level walks only those that
 * somebody has said to hold.
 */
export async function listNotHelped(
  tx: Tx,
  asked: Asked,
): Promise<{ sources: Source[]; of: number }> {
  const { rows } = await sql<Omit<Source, 'isOffered'> & { of: number }>`
    select s.session_id, min(s.person_id::text)::uuid as by_id, max(s.at) as at,
      coalesce(bool_or(l.is_walk), false) as is_first_level, (count(*) over ())::integer as of
    from walk_step as s
    left join first_level_walk as l on l.team_id = s.team_id and l.session_id = s.session_id
    where ${wentBy(asked)} and not s.has_helped
      and (l.is_walk is not true or ${isValidated})
    group by s.session_id order by max(s.at) desc, s.session_id limit ${MOST_SOURCES}`.execute(tx)
  return {
    sources: rows.map(({ of: _, ...row }) => ({ ...row, isOffered: false })),
    of: rows[0]?.of ?? 0,
  }
}

/** Its last outcome is, and it was not opened again. */
const isValidated = sql<boolean>`
  (select max(v.seq) filter (where v.type = 'outcome_validated')
      > max(v.seq) filter (where v.type <> 'outcome_validated')
    from session_event as v
    where v.team_id = s.team_id and v.session_id = s.session_id
      and v.type in ('outcome_validated', 'session_finished', 'session_reopened'))`

const MOST_VERSIONS = 50

/** Of a flow and of what it was copied from, the newest first. */
export const listContents = (
  tx: Tx,
  teamId: string,
  { id, of }: { id: string; of: string },
): Promise<{ content: FlowContent; publishedAt: string }[]> =>
  tx
    .selectFrom('flowVersion')
    .select(['content', 'publishedAt'])
    .where('teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('flowId', 'in', [id, of])
    .orderBy(({ eb }) => eb('flowId', '=', id), 'desc')
    .orderBy('publishedAt', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
