/**
 * Comparing by meaning: a column of vectors, where the database has pgvector.
 *
 * A plain Postgres has not, and works the same but for this. It is looked at with every start and
 * not once and for all, so that a database which gets the extension later gets the column then.
 * Vectors of several models and lengths may stand in it; each row says which its own is.
 */
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

/** Adds the column where it can be had and is missing. */
export async function addMeaning(db: Kysely<Database>): Promise<void> {
  const plain = db.withoutPlugins()
  if ((await hasMeaning(db)) || !(await isInstalled(plain))) return
  try {
    await plain.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('meaning', 0))`.execute(tx)
      await sql`create extension if not exists vector`.execute(tx)
      await sql`alter table knowledge_chunk add column if not exists embedding halfvec`.execute(tx)
    })
  } catch (error) {
    if (!isRefused(error)) throw error
  }
}

export async function hasMeaning(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from pg_attribute
      where attrelid = to_regclass('knowledge_chunk') and attname = 'embedding' and not attisdropped
    ) as has`.execute(db)
  return rows[0]?.has === true
}

async function isInstalled(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`
    select from pg_available_extensions where name = 'vector'`.execute(db)
  return rows.length > 0
}

/** No right to install it, or a pgvector from before it had half-precision vectors. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['42501', '42704'].includes(String(error.code))
