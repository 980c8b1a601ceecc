/** The SQL of folders. */
import { sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { Folder } from '#shared/flow/folders.ts'
import { asJson, type Tx } from '../db.ts'
import { plainText } from './search-words.ts'

/** Whether the team has this flow in its library. */
export const isInLibrary = async (tx: Tx, teamId: string, flowId: string): Promise<boolean> =>
  (await tx
    .selectFrom('flow')
    .select('id')
    .where('teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('id', '=', flowId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()) !== undefined

/** Held until the end of the transaction: folders move one after the other. */
export const holdFolders = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('flowFolder')
    .select(['flowId', 'folder'])
    .where('teamId', '=', teamId)
    .orderBy('flowId')
    .forUpdate()
    .execute()

export async function keepFolder(
  tx: Tx,
  teamId: string,
  flowId: string,
  folder: Folder,
): Promise<void> {
  if (folder.length === 0) {
    await tx
      .deleteFrom('flowFolder')
      .where('teamId', '=', teamId)
      .where('flowId', '=', flowId)
      .execute()
    return
  }
  const text = plainText(folder.join(' '))
  const row = {
    folder: asJson(folder),
    searchWords: sql<string>`setweight(to_tsvector('english', ${text}) || to_tsvector('simple', ${text}), 'C')`,
  }
  await tx
    .insertInto('flowFolder')
    .values({ teamId, flowId, ...row })
    .onConflict((known) => known.columns(['teamId', 'flowId']).doUpdateSet(row))
    .execute()
}
