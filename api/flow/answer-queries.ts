/** The SQL of which answers were taken. */
import { type Insertable, sql } from 'kysely'
import type { AnswerTakenTable } from '#db/tables.ts'
import type { AnswerCount } from '#shared/flow/answers-taken.ts'
import type { Tx } from '../db.ts'

export type AnswerRow = Insertable<AnswerTakenTable>

export async function replaceAnswers(
  tx: Tx,
  { teamId, sessionId }: { teamId: string; sessionId: string },
  rows: readonly AnswerRow[],
): Promise<void> {
  await tx
    .deleteFrom('answerTaken')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .execute()
  if (rows.length > 0) await tx.insertInto('answerTaken').values(rows).execute()
}

/** What is usual today is told by the newest; older ones are many and no longer asked for. */
const MOST_ANSWERS = 5_000

export const countAnswers = (tx: Tx, teamId: string, flowId: string): Promise<AnswerCount[]> =>
  tx
    .selectFrom((newest) =>
      newest
        .selectFrom('answerTaken')
        .select(['node', 'choice'])
        .where('teamId', '=', teamId)
        .where('flowId', '=', flowId)
        .orderBy('finishedAt', 'desc')
        .limit(MOST_ANSWERS)
        .as('newest'),
    )
    .select(['node', 'choice', sql<number>`count(*)::integer`.as('sessions')])
    .groupBy(['node', 'choice'])
    .orderBy('node')
    .orderBy('choice')
    .execute()
