/**
 * The SQL of the chat. A conversation is one person's: each query names whose.
 *
 * Whoever works on an answer holds a lease on its question (`../lease-queries.ts`), and every change
 * names it.
 */
import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { ChatQuestionTable } from '#db/tables.ts'
import type { ChatAnswer } from '#shared/chat/contract.ts'
import { asJson, type Tx } from '../db.ts'
import { isHeld, type Lease } from '../lease-queries.ts'

export type QuestionRow = Selectable<ChatQuestionTable>

const of = (tx: Tx, teamId: string, personId: string) =>
  tx
    .selectFrom('chatQuestion')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)

export const readQuestion = (tx: Tx, teamId: string, personId: string, id: string) =>
  of(tx, teamId, personId).where('id', '=', id).executeTakeFirst()

/** Held until the transaction ends, so that one is begun after the other. */
export const holdRunning = (tx: Tx, teamId: string, personId: string) =>
  of(tx, teamId, personId).where('state', '=', 'running').forUpdate().executeTakeFirst()

/** Oldest first. */
export async function listQuestions(
  tx: Tx,
  teamId: string,
  personId: string,
  most: number,
): Promise<QuestionRow[]> {
  const rows = await of(tx, teamId, personId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.reverse()
}

/** The one that runs, else the last that ran. */
export const readLatest = (tx: Tx, teamId: string, personId: string) =>
  of(tx, teamId, personId)
    .orderBy(sql`state = 'running'`, 'desc')
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const insertQuestion = (
  tx: Tx,
  row: Omit<Insertable<ChatQuestionTable>, 'answer' | 'said'>,
): Promise<QuestionRow> =>
  tx
    .insertInto('chatQuestion')
    .values({ ...row, answer: null })
    .returningAll()
    .executeTakeFirstOrThrow()

const held = (tx: Tx, lease: Lease) => tx.updateTable('chatQuestion').where(isHeld(lease))

/** Keeps what has been shown and renews the lease; false when it is no longer ours. */
export async function keepQuestion(
  tx: Tx,
  lease: Lease,
  kept: Pick<QuestionRow, 'phase' | 'said' | 'tier'> & { leaseUntil: Date },
): Promise<boolean> {
  const result = await held(tx, lease).set(kept).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Undefined when somebody else has ended it. */
export const endQuestionRow = (
  tx: Tx,
  lease: Lease,
  end: {
    state: 'done' | 'stopped'
    answer: ChatAnswer
    retryAfterSeconds: number | null
    at: Date
  },
) =>
  held(tx, lease)
    .set({
      state: end.state,
      answer: asJson(end.answer),
      tier: end.answer.tier,
      retryAfterSeconds: end.retryAfterSeconds,
      endedAt: end.at,
    })
    .returningAll()
    .executeTakeFirst()

/** Those that have ended: one that runs is stopped first. */
export async function forgetQuestions(tx: Tx, teamId: string, personId: string): Promise<number> {
  const result = await tx
    .deleteFrom('chatQuestion')
    .where('teamId', '=', teamId)
    .where('personId', '=', personId)
    .where('state', '!=', 'running')
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** For whom a session is; undefined where there is no such session in the team. */
export async function readClientOf(tx: Tx, teamId: string, sessionId: string) {
  const row = await tx
    .selectFrom('session')
    .select('ticket')
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row && (row.ticket?.client ?? '')
}
