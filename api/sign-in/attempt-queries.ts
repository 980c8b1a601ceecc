/** The SQL of counting attempts to sign in, at the door: nobody is known yet. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'

/** One more for each key; a count that is older than `since` begins anew. */
export async function countAttempts(tx: Tx, keys: string[], at: Date, since: Date) {
  // In one order everywhere, so that two bursts never wait for each other.
  const rows = [...keys].sort().map((key) => ({ key, failures: 1, since: at }))
  return tx
    .insertInto('signInAttempt')
    .values(rows)
    .onConflict((oc) =>
      oc.column('key').doUpdateSet({
        failures: sql`case when sign_in_attempt.since < ${since} then 1 else sign_in_attempt.failures + 1 end`,
        since: sql`case when sign_in_attempt.since < ${since} then ${at}::timestamptz else sign_in_attempt.since end`,
      }),
    )
    .returningAll()
    .execute()
}

/** Held in the order in which they are counted, so that one who succeeds and one who tries never wait in a circle. */
export const lockAttempts = (tx: Tx, keys: string[]) =>
  tx
    .selectFrom('signInAttempt')
    .select('key')
    .where('key', 'in', keys)
    .orderBy(sql`key collate "C"`)
    .forUpdate()
    .execute()

export const forgetAttempt = (tx: Tx, key: string) =>
  tx.deleteFrom('signInAttempt').where('key', '=', key).execute()

export const takeBackAttempts = (tx: Tx, keys: string[]) =>
  tx
    .updateTable('signInAttempt')
    .set({ failures: sql`greatest(0, failures - 1)` })
    .where('key', 'in', keys)
    .execute()

export const forgetOldAttempts = (tx: Tx, before: Date) =>
  tx.deleteFrom('signInAttempt').where('since', '<', before.toISOString()).execute()
