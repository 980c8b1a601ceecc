/** The SQL of proposed new flows that are to be held against what the team has published since. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'

/** What is published at one moment by two clocks is looked at by both. */
const MARGIN = sql`interval '1 minute'`

/** At a time; the others are with the next list, or when they are opened. */
const MOST_HELD = 10

/** Open proposals of a new flow, since which something was published: one of them, or any. */
export const listToHold = async (
  tx: Tx,
  teamId: string,
  proposalId?: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('proposal as p')
    .select('p.id')
    .where('p.teamId', '=', teamId)
    .where('p.status', '=', 'open')
    .where('p.kind', '=', 'newFlow')
    .$if(proposalId !== undefined, (query) => query.where('p.id', '=', proposalId ?? ''))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('flow as f')
          .select('f.id')
          .whereRef('f.teamId', '=', 'p.teamId')
          .where('f.removedAt', 'is', null)
          .where(
            'f.publishedAt',
            '>',
            sql<string>`coalesce(p.held_against_at, p.raised_at) - ${MARGIN}`,
          ),
      ),
    )
    .orderBy('p.heldAgainstAt', (by) => by.asc().nullsFirst())
    .orderBy('p.id')
    .limit(MOST_HELD)
    .execute()
  return rows.map(({ id }) => id)
}
