/** The SQL of keeping by what a session that has tried something is found again. */
import { type Insertable, sql } from 'kysely'
import type { TriedBeforeTable } from '#db/tables.ts'
import type { Tx } from '../db.ts'
import { holdNextSession } from '../session/queries.ts'

interface Place {
  teamId: string
  sessionId: string
}

export const putTried = (tx: Tx, row: Insertable<TriedBeforeTable>) =>
  tx
    .insertInto('triedBefore')
    .values(row)
    .onConflict((known) =>
      known.columns(['teamId', 'sessionId']).doUpdateSet(({ ref }) => ({
        client: ref('excluded.client'),
        symptom: ref('excluded.symptom'),
        names: ref('excluded.names'),
        at: ref('excluded.at'),
      })),
    )
    .execute()

/** False where there is no row yet. */
export const addTried = async (
  tx: Tx,
  { teamId, sessionId }: Place,
  { at, names }: { at: string; names: readonly string[] },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('triedBefore')
    .set(names.length > 0 ? { at, names: sql<string[]>`names || ${names}::text[]` } : { at })
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const dropTried = (tx: Tx, { teamId, sessionId }: Place) =>
  tx
    .deleteFrom('triedBefore')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .execute()

/** One that is older than what is kept. */
export const holdSessionNotKept = async (
  tx: Tx,
  teamId: string,
  after: string | undefined,
): Promise<string | undefined> => {
  const found = await holdNextSession(tx, teamId, after)
    .where('triedKept', '=', false)
    .executeTakeFirst()
  return found?.id
}

export const setTriedKept = (tx: Tx, { teamId, sessionId }: Place) =>
  tx
    .updateTable('session')
    .set({ triedKept: true })
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .execute()
