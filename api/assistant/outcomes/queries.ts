/** The SQL of what became of fixes. */
import type { Insertable } from 'kysely'
import type { FixOutcomeTable } from '#db/tables.ts'
import type { TriedFix } from '#shared/assistant/count-past-fixes.ts'
import type { Tx } from '../../db.ts'

export type NewOutcome = Omit<Insertable<FixOutcomeTable>, 'cameBack'>

/** One that is kept stays as it is, however often its session is finished. */
export const insertOutcomes = (tx: Tx, rows: readonly NewOutcome[]) =>
  tx
    .insertInto('fixOutcome')
    .values(rows)
    .onConflict((known) => known.doNothing())
    .execute()

export const keepCameBack = (tx: Tx, rows: readonly NewOutcome[]) =>
  tx
    .insertInto('fixOutcome')
    .values(rows.map((row) => ({ ...row, cameBack: true })))
    .onConflict((known) =>
      known.columns(['teamId', 'sessionId', 'fixId']).doUpdateSet({ cameBack: true }),
    )
    .execute()

/** The newest say what it is worth today. */
const MOST_TRIED = 1_000

/** Without those of which it is not known whether they held, and those of one session. */
export const listTried = (tx: Tx, teamId: string, exceptIn?: string): Promise<TriedFix[]> =>
  tx
    .selectFrom('fixOutcome')
    .select(['source', 'flow', 'title', 'scriptTemplate', 'confidence', 'worked'])
    .where('teamId', '=', teamId)
    .$if(exceptIn !== undefined, (query) => query.where('sessionId', '!=', exceptIn ?? ''))
    .where((eb) => eb.or([eb('cameBack', '=', false), eb('worked', '=', false)]))
    .orderBy('triedAt', 'desc')
    .limit(MOST_TRIED)
    .execute()
