/** The SQL of attachments: which files are there, and how much room they take. */
import { sql } from 'kysely'
import type { Attachment } from '#shared/attachment/attachment.ts'
import type { Tx } from '../db.ts'

export interface NewAttachment extends Attachment {
  teamId: string
  sessionId: string
  storedBy: string
  storedAt: Date
}

export const readAttachment = (tx: Tx, teamId: string, sessionId: string, id: string) =>
  tx
    .selectFrom('attachment')
    .select(['id', 'fileName', 'mediaType', 'bytes', 'sha256'])
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Who counts a team's files and then adds one does so alone. */
export const holdRoom = (tx: Tx, teamId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('attachment room', 0) # hashtextextended(${teamId}, 0))`.execute(
    tx,
  )

export async function readRoom(tx: Tx, teamId: string): Promise<number> {
  const { bytes } = await tx
    .selectFrom('attachment')
    .select(sql<number>`coalesce(sum(bytes), 0)::float8`.as('bytes'))
    .where('teamId', '=', teamId)
    .executeTakeFirstOrThrow()
  return bytes
}

/** Held so that nobody takes a file out of its record meanwhile. False where there is none. */
export async function holdSession(tx: Tx, teamId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('session')
    .select('id')
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

export const insertAttachment = (tx: Tx, made: NewAttachment) =>
  tx
    .insertInto('attachment')
    .values(made)
    .onConflict((oc) => oc.doNothing())
    .execute()

export const deleteAttachments = (
  tx: Tx,
  teamId: string,
  sessionId: string,
  ids: readonly string[],
) =>
  tx
    .deleteFrom('attachment')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .where('id', 'in', ids)
    .execute()

/** The hashes of everything a team's rows still name. */
export async function listHashes(tx: Tx, teamId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('attachment')
    .select('sha256')
    .distinct()
    .where('teamId', '=', teamId)
    .execute()
  return new Set(rows.map((row) => row.sha256))
}

export async function isNamed(tx: Tx, teamId: string, sha256: string): Promise<boolean> {
  const row = await tx
    .selectFrom('attachment')
    .select('id')
    .where('teamId', '=', teamId)
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
