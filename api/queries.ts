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

/** The lines of a team's trail before a number, newest first, each with the name of who did it. */
export const listAudit = (
  tx: Tx,
  teamId: string,
  { before, limit }: { before?: number | undefined; limit: number },
) =>
  tx
    .selectFrom('audit as a')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'a.teamId').onRef('p.id', '=', 'a.personId'),
    )
    .select(['a.seq', 'a.at', 'a.personId', 'p.name as personName', 'a.act', 'a.object'])
    .select(['a.address', 'a.result', 'a.hash'])
    .where('a.teamId', '=', teamId)
    .where((eb) => (before === undefined ? eb.lit(true) : eb('a.seq', '<', before)))
    .orderBy('a.seq', 'desc')
    .limit(limit)
    .execute()

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
