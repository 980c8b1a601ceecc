/** The SQL of a team's guidance. */
import type { Insertable } from 'kysely'
import type { GuidanceTable } from '#db/tables.ts'
import type { GuidanceVersion } from '#shared/guidance/contract.ts'
import type { Tx } from '../db.ts'

/** What goes out with a question; version 0 says nothing. */
export type Guidance = Pick<GuidanceVersion, 'version' | 'text'>

export const readGuidance = async (tx: Tx, teamId: string): Promise<Guidance> =>
  (await tx
    .selectFrom('guidance')
    .select(['version', 'text'])
    .where('teamId', '=', teamId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? { version: 0, text: '' }

export const listGuidance = (tx: Tx, teamId: string, limit: number): Promise<GuidanceVersion[]> =>
  tx
    .selectFrom('guidance as g')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'g.teamId').onRef('p.id', '=', 'g.savedBy'),
    )
    .select(['g.version', 'g.text', 'g.savedAt', 'p.name as savedBy'])
    .where('g.teamId', '=', teamId)
    .orderBy('g.version', 'desc')
    .limit(limit)
    .execute()

/** False where somebody else has saved this version already. */
export async function insertGuidance(tx: Tx, row: Insertable<GuidanceTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('guidance')
    .values(row)
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
