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

/** Puts sealed keys in the place of the same ones sealed before; newer ones are left alone. */
export const replaceSealedKeys = (
  tx: Tx,
  teamId: string,
  before: { publicKey: string; privateKey: string },
  after: { publicKey: string; privateKey: string },
) =>
  tx
    .updateTable('psaConnection')
    .set(after)
    .where('teamId', '=', teamId)
    .where('publicKey', '=', before.publicKey)
    .where('privateKey', '=', before.privateKey)
    .execute()
