/** The SQL of what is said of steps. */
import type { Insertable } from 'kysely'
import type { StepRatingTable } from '#db/tables.ts'
import type { StepRating } from '#shared/flow/step-ratings.ts'
import type { Tx } from '../db.ts'

/** What the same person said of the same step before is replaced. */
export const keepRating = (tx: Tx, row: Insertable<StepRatingTable>) =>
  tx
    .insertInto('stepRating')
    .values(row)
    .onConflict((known) =>
      known
        .columns(['teamId', 'sessionId', 'runId', 'node', 'personId'])
        .doUpdateSet({ verdict: row.verdict, text: row.text, ratedAt: row.ratedAt }),
    )
    .execute()

const MOST_RATINGS = 200

export const listRatings = (tx: Tx, teamId: string, flowId: string): Promise<StepRating[]> =>
  tx
    .selectFrom('stepRating')
    .innerJoin('person', (on) =>
      on
        .onRef('person.id', '=', 'stepRating.personId')
        .onRef('person.teamId', '=', 'stepRating.teamId'),
    )
    .select(['node', 'verdict', 'text', 'ratedAt', 'person.name as ratedBy'])
    .where('stepRating.teamId', '=', teamId)
    .where('flowId', '=', flowId)
    .orderBy('ratedAt', 'desc')
    .limit(MOST_RATINGS)
    .execute()
