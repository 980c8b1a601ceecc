/**
 * As if a plan's moment had come while the server was away: what it waits for is put into the
 * past in the stopped server's own database.
 */
import { sql } from 'kysely'
import { openDatabase } from '#db/open.ts'
import type { ApiProcess } from './api-process.ts'

export async function letMomentCome(api: ApiProcess, dataDir: string): Promise<void> {
  await api.stop()
  const database = await openDatabase({ dataDir: `${dataDir}/database` })
  await sql`alter table maintenance_plan no force row level security`.execute(database.owner)
  await sql`update maintenance_plan set next_due = now() - interval '1 hour' where next_due is not null`.execute(
    database.owner,
  )
  await sql`alter table maintenance_plan force row level security`.execute(database.owner)
  await database.close()
  await api.start()
}
