/**
 * Real Postgres, by address.
 *
 * Connections for the application step down once, when they are made: at rest each is the
 * ordinary role and belongs to no team, so that whoever forgets to say for which team they work
 * is shown nothing. Only migrations work as the user of the address.
 *
 * Round trips decide how fast everything is, so a connection is written to without waiting for
 * what was written before (`pipeline`). Whatever nobody needs the answer of, a `begin` or what
 * is marked as sent ahead, costs no trip of its own; its failure is told to what comes next.
 */
import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
} from 'kysely'
import pg from 'pg'
import type { Hear, OpenDatabase, Where } from './database.ts'
import { API_ROLE } from './migrations/guard.ts'
import { AHEAD, Later, preparedName } from './prepare.ts'
import type { Database } from './tables.ts'
import { OIDS, plugins, tellRows, toInstant } from './values.ts'

export async function openPostgres(url: string, where: Where): Promise<OpenDatabase> {
  const { maxConnections = 10, statementMs = 30_000, idleInTransactionMs = 60_000 } = where
  const { onTrouble } = where
  const openPool = (max: number, onConnect?: (client: pg.ClientBase) => Promise<unknown>) => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      types,
      connectionTimeoutMillis: 10_000,
      application_name: 'resolutionflow',
      pipeline: true,
      ...(onConnect ? { onConnect } : {}),
    } as pg.PoolConfig) // `pipeline` and `onConnect` are newer than its types
    // Without these a dropped connection would end the process: one at rest, and one in use, whose
    // queries are refused by themselves.
    pool.on('error', (error) => onTrouble?.(error))
    pool.on('connect', (client) => client.on('error', (error) => onTrouble?.(error)))
    return pool
  }
  const pool = openPool(maxConnections, (client) =>
    client.query(
      `select set_config('role', $1, false), set_config('statement_timeout', $2, false),
              set_config('idle_in_transaction_session_timeout', $3, false)`,
      [API_ROLE, String(statementMs), String(idleInTransactionMs)],
    ),
  )
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: eagerly(pool) }),
    plugins: plugins(),
  })
  const owner = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: openPool(2) }),
    plugins: plugins(),
  })
  const ends = new Set<() => Promise<void>>()
  return {
    kind: 'postgres',
    db,
    owner,
    raw: { url },
    together: (statements) => sendTogether(pool, statements),
    async listen(channel, hear, missed) {
      const end = await listenForEver(url, channel, hear, missed, onTrouble)
      ends.add(end)
      return async () => {
        ends.delete(end)
        await end()
      }
    },
    keepPrepared: async () => undefined,
    async close() {
      await Promise.all([...ends].map((end) => end()))
      await db.destroy()
      await pool.end().catch(() => undefined) // ended already where `db` was ever asked
      await owner.destroy()
    },
  }
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: unknown) {
    if (oid === OIDS.int8) return Number
    if (oid === OIDS.date) return String
    if (oid === OIDS.timestamptz) return toInstant
    return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
  },
}

const send = (client: pg.ClientBase, text: string, values: readonly unknown[]) => {
  gather(client)
  const name = preparedName(text)
  return client.query({ text, values: [...values], ...(name ? { name } : {}) })
}

/**
 * What is sent before the program next looks up goes to the server in one write. Each write is
 * a call to the operating system, and those took half of the time of a small request.
 */
function gather(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection // not in its types
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** Everything in one go: the whole transaction is one round trip. */
async function sendTogether(
  pool: pg.Pool,
  statements: readonly CompiledQuery[],
): Promise<Record<string, unknown>[][]> {
  const client = await pool.connect()
  try {
    const sent = [
      send(client, 'begin', []),
      ...statements.map(({ sql, parameters }) => send(client, sql, parameters)),
      send(client, 'commit', []),
    ]
    // All are waited for, so that the connection is at rest before another gets it. The first
    // failure is the cause of those behind it.
    const settled = await Promise.allSettled(sent)
    const results = settled.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    return Promise.all(statements.map((one, at) => tellRows(one, results[at + 1]?.rows ?? [])))
  } finally {
    client.release()
  }
}

/** The pool as Kysely is given it: what is sent ahead is not waited for. */
const eagerly = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  // The driver knows nothing of what rows hold, and cursors are used nowhere.
  connect: async () => new EagerClient(await pool.connect()) as unknown as PostgresPoolClient,
  end: () => pool.end(),
})

type Answered = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>

class EagerClient {
  readonly #client: pg.PoolClient
  /** Done when everything that was sent ahead is; fails with the first failure in it. */
  #ahead: Promise<unknown> = Promise.resolve()

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query(text: string, values: readonly unknown[]): Promise<Answered> {
    const sent = send(this.#client, text, values)
    if (text === 'rollback') {
      this.#ahead = Promise.resolve()
      return sent
    }
    if (text === 'begin' || text.startsWith(AHEAD)) {
      this.#ahead = Promise.all([this.#ahead, sent])
      this.#ahead.catch(() => undefined) // told to whoever waits next
      const later = new Later(sent.then(({ rows }) => rows))
      later.rows.catch(() => undefined)
      return Promise.resolve({ command: 'SELECT', rowCount: 1, rows: [{ later }] })
    }
    const before = this.#ahead
    if (text === 'commit') this.#ahead = Promise.resolve()
    sent.catch(() => undefined) // where `before` fails first, this is only its consequence
    return before.then(() => sent)
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }
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
