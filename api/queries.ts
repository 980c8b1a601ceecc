/** SQL that belongs to no single concept. */
import { type Insertable, sql } from 'kysely'
import type { AuditTable } from '#db/tables.ts'
import type { Tx } from './db.ts'

/** The last line of a team's trail, which stays the last until the transaction ends. */
export async function lockAuditEnd(tx: Tx, teamId: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${teamId}`}, 0))`.execute(tx)
  return tx
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('teamId', '=', teamId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export const insertAudit = (tx: Tx, row: Insertable<AuditTable>) =>
  tx.insertInto('audit').values(row).execute()
