/**
 * Opens the database: real Postgres by address, or the embedded one in a folder.
 *
 * Both give the same JavaScript values (`values.ts`) and work as the ordinary role wherever the
 * application asks. The embedded one is for trying, developing and testing. Of the two only the
 * one that is used is loaded.
 */
import type { OpenDatabase, Where } from './database.ts'

export type { OpenDatabase } from './database.ts'

export async function openDatabase(where: Where): Promise<OpenDatabase> {
  return where.url
    ? (await import('./open-postgres.ts')).openPostgres(where.url, where)
    : (await import('./open-embedded.ts')).openEmbedded(where)
}
