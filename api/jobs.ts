/**
 * Work that is done later, by this process or another: a job library over the same database.
 *
 * A job is sent in the transaction of what asks for it, so that there is no job without its
 * row and no row without its job. It carries ids, never contents. It may run twice, after a
 * crash; each kind of job must bear that. Workers are woken by a notification and look
 * every few seconds besides.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fromKysely, fromPglite, type Job, PgBoss } from 'pg-boss'
import { API_ROLE } from '#db/migrate.ts'
import type { OpenDatabase } from '#db/open.ts'
import type { Db, Tx } from './db.ts'
import type { Log } from './log.ts'

export interface JobKind<T extends object> {
  readonly name: string
  /** How often it is tried again after a throw, and how long it waits, doubling. */
  readonly retries?: number
  readonly retryAfterSeconds?: number
  /** How many one process works on at the same time; one when left out. */
  readonly atOnce?: number
  /** Longer than this counts as crashed. */
  readonly atMostSeconds?: number
  /** Never called: holds the type of what a job carries. */
  readonly carries?: T
}

export interface Jobs {
  /** Says what to do with jobs of a kind. Before `start`. */
  define<T extends object>(kind: JobKind<T>, run: (data: T, attempt: number) => Promise<void>): void
  /** Asks for a job in a transaction; it exists when that is committed. */
  send<T extends object>(
    tx: Tx,
    kind: JobKind<T>,
    data: T,
    options?: { afterSeconds?: number },
  ): Promise<void>
  /** Runs a kind again and again: `cron` in UTC. */
  schedule<T extends object>(kind: JobKind<T>, cron: string, data: T): void
  /** Sets up the tables, and with `work` begins to work. */
  start(options: { work: boolean }): Promise<void>
  /** Lets running jobs finish, for some seconds; what does not is tried again later. */
  stop(): Promise<void>
}

const SCHEMA = 'pgboss'

export function openJobs(database: OpenDatabase, log: Log): Jobs {
  const raw = database.raw
  const options = {
    schema: SCHEMA,
    useListenNotify: true,
    schedule: true,
    application_name: 'resolutionflow jobs',
  }
  const boss =
    'url' in raw
      ? new PgBoss({ ...options, connectionString: raw.url, max: 4 })
      : new PgBoss({ ...options, db: fromPglite(raw.pglite), backend: 'pglite' })
  boss.on('error', (error: unknown) => log.error({ err: asError(error) }, 'jobs'))

  interface Defined {
    kind: JobKind<object>
    run: (data: object, attempt: number) => Promise<void>
  }
  const defined = new Map<string, Defined>()
  const scheduled: { name: string; cron: string; data: object }[] = []
  let isStarted = false

  return {
    define(kind, run) {
      if (defined.has(kind.name)) throw new Error(`The job ${kind.name} is defined twice.`)
      defined.set(kind.name, { kind, run: forget(run) })
    },
    schedule: (kind, cron, data) => void scheduled.push({ name: kind.name, cron, data }),
    async send(tx, kind, data, { afterSeconds } = {}) {
      await boss.send(kind.name, data, {
        db: fromKysely(tx),
        ...(afterSeconds ? { startAfter: afterSeconds } : {}),
      })
    },
    async start({ work }) {
      await boss.start()
      isStarted = true
      const known = new Set((await boss.getQueues()).map(({ name }) => name))
      for (const { kind } of defined.values()) {
        if (known.has(kind.name)) continue
        await boss.createQueue(kind.name, {
          retryLimit: kind.retries ?? 5,
          retryDelay: kind.retryAfterSeconds ?? 5,
          retryBackoff: true,
          expireInSeconds: kind.atMostSeconds ?? 300,
          notify: true,
        })
        // Makes the library look the new queue up now; those that were there it knows. It would
        // do so with the first `send`, on another connection than the caller's transaction, for
        // which the embedded database would wait for ever.
        await boss.deleteJob(kind.name, randomUUID())
      }
      await letRequestsSend(database.owner)
      if (!work) return
      await Promise.all(scheduled.map(({ name, cron, data }) => boss.schedule(name, cron, data)))
      await Promise.all(
        [...defined.values()].map(({ kind, run }) =>
          boss.work(
            kind.name,
            {
              includeMetadata: true,
              // Jobs for later are found by looking; the rest by notification.
              pollingIntervalSeconds: 2,
              notifyPollingIntervalSeconds: 5,
              localConcurrency: kind.atOnce ?? 1,
            },
            async (jobs) => {
              for (const job of jobs) await run(dataOf(job), job.retryCount + 1)
            },
          ),
        ),
      )
    },
    async stop() {
      if (!isStarted) return
      isStarted = false
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

/** The library tells some as plain objects, of which a log would say nothing. */
const asError = (told: unknown): Error =>
  told instanceof Error
    ? told
    : new Error(
        typeof told === 'object' && told !== null && 'message' in told
          ? String(told.message)
          : String(told),
      )

/**
 * Requests send jobs as the ordinary role; the library made its tables as another. One process
 * after the other: rights that two grant at once are an error to the database.
 */
const letRequestsSend = (db: Db): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('job rights', 0))`.execute(tx)
    await sql.raw(`grant usage on schema ${SCHEMA} to ${API_ROLE}`).execute(tx)
    await sql
      .raw(`grant select, insert, update on all tables in schema ${SCHEMA} to ${API_ROLE}`)
      .execute(tx)
  })

/**
 * Kinds of different data live in one map. Each is run only with what was sent under its own
 * name, and `send` has checked that by type.
 */
const forget = <T extends object>(run: (data: T, attempt: number) => Promise<void>) =>
  run as (data: object, attempt: number) => Promise<void>

const dataOf = (job: Job<unknown>): object =>
  typeof job.data === 'object' && job.data !== null ? job.data : {}
