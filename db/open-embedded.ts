/**
 * The embedded database, in a folder or in memory.
 *
 * It has one connection, so inside a transaction only the transaction may be asked, or the
 * program waits for itself. Its user may do everything; so what the application asks is asked
 * as the ordinary role, each statement and each transaction, as on Postgres. The job library
 * and migrations ask it directly.
 *
 * Its folder has no lock of its own and two processes would destroy it: a lock file with our
 * process id is taken first (`lock-folder.ts`).
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type PGliteOptions, type Transaction } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { Kysely, type PGlite as KyselyPGlite, PGliteDialect } from 'kysely'
import type { OpenDatabase, Where } from './database.ts'
import { lockFolder } from './lock-folder.ts'
import { API_ROLE, BUILT_IN_TEAM } from './migrations/guard.ts'
import type { Database } from './tables.ts'
import { OIDS, plugins, tellRows, toInstant } from './values.ts'

export async function openEmbedded({
  dataDir = 'memory://',
  begin,
  prepared,
}: Where): Promise<OpenDatabase> {
  const isInMemory = dataDir.startsWith('memory://')
  const unlock = isInMemory ? undefined : prepareFolder(dataDir)
  const isNew = isInMemory || !existsSync(join(dataDir, 'PG_VERSION'))
  const isCopied = !isInMemory && isNew && prepared?.copyTo(dataDir) === true
  const create = () =>
    PGlite.create({
      ...OPTIONS,
      ...(isInMemory ? {} : { dataDir }),
      ...(isNew && begin ? { loadDataDir: begin } : {}),
    })
  const pglite = await create()
    .catch((error: unknown) => {
      if (!isCopied) throw error
      prepared?.throwAway()
      rmSync(dataDir, { recursive: true })
      mkdirSync(dataDir)
      return create()
    })
    .catch((error: unknown) => {
      unlock?.()
      throw error
    })
  const open = (as: KyselyPGlite) =>
    new Kysely<Database>({ dialect: new PGliteDialect({ pglite: as }), plugins: plugins() })
  const db = open(steppedDown(pglite))
  const owner = open(pglite)
  return {
    kind: 'embedded',
    db,
    owner,
    raw: { pglite },
    together: (statements) =>
      steppedDown(pglite).transaction(async (tx) => {
        const rows: Record<string, unknown>[][] = []
        for (const one of statements) {
          const answered = await tx.query<Record<string, unknown>>(one.sql, [...one.parameters])
          rows.push(await tellRows(one, answered.rows))
        }
        return rows
      }),
    listen: (channel, hear) => pglite.listen(channel, hear),
    async keepPrepared() {
      if (isInMemory || !isNew || isCopied || !prepared) return
      const { rows } = await pglite.query(`select 1 from team where id <> '${BUILT_IN_TEAM}'`)
      if (rows.length > 0) return // nobody's work gets into what others begin with
      await pglite.exec('checkpoint')
      prepared.keep(dataDir)
    },
    async close() {
      await db.destroy()
      await owner.destroy()
      if (!pglite.closed) await pglite.close()
      unlock?.()
    },
  }
}

const OPTIONS: PGliteOptions = {
  extensions: { pg_trgm, vector },
  parsers: {
    [OIDS.int8]: Number,
    [OIDS.date]: (text: string) => text,
    [OIDS.timestamptz]: toInstant,
  },
}

/** The same database as whoever asks for the application sees it: as the ordinary role. */
const steppedDown = (pglite: PGlite) => ({
  get closed() {
    return pglite.closed
  },
  get ready() {
    return pglite.ready
  },
  waitReady: pglite.waitReady,
  close: () => pglite.close(),
  query: <T>(...asked: Parameters<Transaction['query']>) =>
    pglite.transaction(async (tx) => {
      await stepDown(tx)
      return tx.query<T>(...asked)
    }),
  transaction: <T>(work: (tx: Transaction) => Promise<T>) =>
    pglite.transaction(async (tx) => {
      await stepDown(tx)
      return work(tx)
    }),
})

const stepDown = (tx: Transaction) => tx.exec(`set local role ${API_ROLE}`)

function prepareFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const unlock = lockFolder(dataDir)
  // Left by a process that was killed; with our lock held nobody else can be its owner.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  return unlock
}
