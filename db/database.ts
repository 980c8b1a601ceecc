/** What an open database is, whichever it is. */
import type { PGlite } from '@electric-sql/pglite'
import type { CompiledQuery, Kysely } from 'kysely'
import type { Prepared } from './prepared.ts'
import type { Database } from './tables.ts'

/** Called with what a notification carried. */
export type Hear = (payload: string) => void

export interface OpenDatabase {
  readonly kind: 'postgres' | 'embedded'
  /** For the application: the ordinary role, of no team until one is said. */
  readonly db: Kysely<Database>
  /** For migrations: whoever owns the tables. */
  readonly owner: Kysely<Database>
  /**
   * Several statements as one transaction of the ordinary role, in one round trip. Each runs
   * when those before it have.
   */
  together(statements: readonly CompiledQuery[]): Promise<Record<string, unknown>[][]>
  /**
   * Hears a channel until the returned function is called. `missed` is called whenever
   * notifications may have been lost, which is after each reconnect.
   */
  listen(channel: string, hear: Hear, missed: () => void): Promise<() => Promise<void>>
  /** For the job library, which brings statements of its own. */
  readonly raw: { pglite: PGlite } | { url: string }
  /**
   * Keeps a copy for the next empty folder, where this one was empty when it was opened. To be
   * called when everything that ships is in it and before anybody is let in.
   */
  keepPrepared(): Promise<void>
  close(): Promise<void>
}

export interface Where {
  /** A `postgres://` address; without it the embedded database is opened. */
  url?: string | undefined
  /** The folder of the embedded database; `memory://` keeps nothing. */
  dataDir?: string
  /** A prepared database to begin with, where the folder is empty. */
  begin?: Blob
  /** Copies of an empty database on this machine, to begin with in an empty folder. */
  prepared?: Prepared | undefined
  maxConnections?: number
  /** On Postgres a statement that takes longer is ended, and a transaction that nobody uses. */
  statementMs?: number
  idleInTransactionMs?: number
  /** Told of what goes wrong in the background. */
  onTrouble?: (error: unknown) => void
}
