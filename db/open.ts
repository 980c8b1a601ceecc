/**
 * Opens the database: real Postgres by address, or the embedded one in a folder.
 *
 * Both give the same JavaScript values: whole numbers as `number`, dates as text and every
 * point in time as ISO 8601 in UTC with milliseconds, which is how the contract spells them.
 *
 * The embedded database is for trying, developing and testing. It has one connection, so
 * inside a transaction only the transaction may be asked, or the program waits for itself.
 * Its folder has no lock of its own and two processes would destroy it: a lock file with our
 * process id is taken first (`lock-folder.ts`).
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockFolder } from './lock-folder.ts'
import type { Database } from './tables.ts'

/** Called with what a notification carried. */
export type Hear = (payload: string) => void

export interface OpenDatabase {
  readonly kind: 'postgres' | 'embedded'
  readonly db: Kysely<Database>
  /**
   * Hears a channel until the returned function is called. `missed` is called whenever
   * notifications may have been lost, which is after each reconnect.
   */
  listen(channel: string, hear: Hear, missed: () => void): Promise<() => Promise<void>>
  /** For the job library, which brings statements of its own. */
  readonly raw: { pglite: PGlite } | { url: string }
  close(): Promise<void>
}

export interface Where {
  /** A `postgres://` address; without it the embedded database is opened. */
  url?: string | undefined
  /** The folder of the embedded database; `memory://` keeps nothing. */
  dataDir?: string
  /** A prepared database to begin with, where the folder is empty. */
  begin?: Blob
  maxConnections?: number
  /** Told of what goes wrong in the background. */
  onTrouble?: (error: unknown) => void
}

export async function openDatabase(where: Where): Promise<OpenDatabase> {
  return where.url ? openPostgres(where.url, where) : openEmbedded(where)
}

const OIDS = { int8: 20, date: 1082, timestamptz: 1184 }

/** `2026-03-02 14:05:09.123+00`, as Postgres writes it, to `2026-03-02T14:05:09.123Z`. */
const toInstant = (text: string) =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()

const plugins = () => [new CamelCasePlugin({ maintainNestedObjectKeys: true })]

async function openPostgres(url: string, { maxConnections = 10, onTrouble }: Where) {
  const types: pg.CustomTypesConfig = {
    getTypeParser(oid: number, format?: unknown) {
      if (oid === OIDS.int8) return Number
      if (oid === OIDS.date) return String
      if (oid === OIDS.timestamptz) return toInstant
      return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
    },
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'resolutionflow',
  })
  // Without this a dropped idle connection would end the process.
  pool.on('error', (error) => onTrouble?.(error))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }), plugins: plugins() })
  const ends = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    db,
    raw: { url },
    async listen(channel, hear, missed) {
      const end = await listenForEver(url, channel, hear, missed, onTrouble)
      ends.add(end)
      return async () => {
        ends.delete(end)
        await end()
      }
    },
    async close() {
      await Promise.all([...ends].map((end) => end()))
      await db.destroy()
    },
  } satisfies OpenDatabase
}

/** One connection of its own for a channel, made anew when it breaks. */
async function listenForEver(
  url: string,
  channel: string,
  hear: Hear,
  missed: () => void,
  onTrouble?: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let isEnded = false
  let client: pg.Client | undefined
  let waiting: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'resolutionflow listener',
    })
    next.on('notification', (message) => hear(message.payload ?? ''))
    next.on('error', (error) => onTrouble?.(error))
    next.on('end', () => !isEnded && client === next && reconnect(1))
    await next.connect()
    await next.query(`listen ${next.escapeIdentifier(channel)}`)
    client = next
  }
  const reconnect = (attempt: number) => {
    waiting = setTimeout(
      async () => {
        try {
          await connect()
          if (isEnded) await client?.end()
          else missed()
        } catch (error) {
          onTrouble?.(error)
          if (!isEnded) reconnect(attempt + 1)
        }
      },
      Math.min(10_000, 100 * 2 ** attempt),
    )
  }

  await connect()
  return async () => {
    isEnded = true
    clearTimeout(waiting)
    await client?.end()
  }
}

async function openEmbedded({ dataDir = 'memory://', begin }: Where) {
  const isInMemory = dataDir.startsWith('memory://')
  const unlock = isInMemory ? undefined : prepareFolder(dataDir)
  const isNew = isInMemory || !existsSync(join(dataDir, 'PG_VERSION'))
  const pglite = await PGlite.create({
    ...(isInMemory ? {} : { dataDir }),
    ...(isNew && begin ? { loadDataDir: begin } : {}),
    extensions: { pg_trgm },
    parsers: {
      [OIDS.int8]: Number,
      [OIDS.date]: (text: string) => text,
      [OIDS.timestamptz]: toInstant,
    },
  }).catch((error: unknown) => {
    unlock?.()
    throw error
  })
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }), plugins: plugins() })
  return {
    kind: 'embedded',
    db,
    raw: { pglite },
    listen: (channel, hear) => pglite.listen(channel, hear),
    async close() {
      await db.destroy()
      if (!pglite.closed) await pglite.close()
      unlock?.()
    },
  } satisfies OpenDatabase
}

function prepareFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const unlock = lockFolder(dataDir)
  // Left by a process that was killed; with our lock held nobody else can be its owner.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  return unlock
}
