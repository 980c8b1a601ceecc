/** Documentation as it was kept: written once, never changed. */
import type { Insertable } from 'kysely'
import type { SessionDocumentTable } from '#db/tables.ts'
import type { Tx } from '../db.ts'

export const insertDocument = (tx: Tx, row: Insertable<SessionDocumentTable>) =>
  tx
    .insertInto('sessionDocument')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const listDocuments = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .selectFrom('sessionDocument')
    .select(['id', 'cause', 'version', 'madeAt'])
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .orderBy('version', 'desc')
    .execute()

export const readDocument = (tx: Tx, teamId: string, sessionId: string, id: string) =>
  tx
    .selectFrom('sessionDocument')
    .select(['id', 'cause', 'version', 'madeAt', 'text', 'hash'])
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('id', '=', id)
    .executeTakeFirst()
