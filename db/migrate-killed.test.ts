/**
 * A process that is killed in the middle of a step, each step in turn: nothing of the step is
 * left, the next start takes it whole, and in the end the database is as if nothing had happened.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { migrate, missingMigrations } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open.ts'
import { makeEmpty } from './testing/make-empty.ts'

const server = inject('postgres')
const LOCK = 4711

describe.runIf(server)('a start that is killed while it migrates', () => {
  const open: OpenDatabase[] = []
  /** Holds every step up after the first thing it does, as long as it has the lock. */
  let brake: pg.Client
  let url: string

  const connect = async (to: string) => {
    const database = await openDatabase({ url: to })
    open.push(database)
    return database.owner
  }

  beforeAll(async () => {
    url = await makeEmpty(server)
    brake = new pg.Client({ connectionString: url })
    await brake.connect()
    // In a schema of its own, so that what is compared at the end is not changed by it.
    await brake.query(`
      create schema brake;
      create function brake.wait() returns event_trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(${LOCK}); end $$;
      create event trigger brake on ddl_command_end execute function brake.wait()`)
  })
  afterAll(async () => {
    await brake.end()
    await Promise.all(open.map((database) => database.close()))
  })

  const waiting = async (): Promise<number> => {
    const { rows } = await brake.query(
      `select count(*)::integer as n from pg_locks
       where locktype = 'advisory' and objid = ${LOCK} and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    )
    return rows[0].n
  }
  const others = async (): Promise<number> => {
    const { rows } = await brake.query(
      `select count(*)::integer as n from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
         and backend_type = 'client backend'`,
    )
    return rows[0].n
  }

  async function killIn(step: string): Promise<void> {
    await brake.query(`select pg_advisory_lock(${LOCK})`)
    const child = spawn(process.execPath, ['db/testing/migrate-to.ts', url, step], {
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    await vi.waitUntil(async () => (await waiting()) > 0, { timeout: 60_000, interval: 20 })
    child.kill('SIGKILL')
    await ended
    await brake.query(`select pg_advisory_unlock(${LOCK})`)
    // The server learns that nobody listens any more when it answers.
    await vi.waitUntil(async () => (await others()) === 0, { timeout: 60_000, interval: 20 })
  }

  test('each step is taken whole by the next one', async () => {
    const untouched = await connect(await makeEmpty(server))
    const steps = await migrate(untouched)
    for (const step of steps) {
      await killIn(step)
      const next = await openDatabase({ url })
      const missing = await missingMigrations(next.owner)
      expect(missing[0], 'nothing of it was kept').toBe(step)
      await migrate(next.owner, step)
      await next.close()
    }
    const killed = await connect(url)
    await migrate(killed)
    expect(await missingMigrations(killed)).toEqual([])
    expect(await describeShape(killed)).toEqual(await describeShape(untouched))
  }, 300_000)
})

/** Every column, key, check, index, rule and right of what is ours. */
async function describeShape(db: OpenDatabase['owner']) {
  const { rows } = await sql<{ line: string }>`
    select format('%s.%s %s %s %s', c.table_name, c.column_name, c.data_type, c.is_nullable,
        c.column_default) as line
      from information_schema.columns c where c.table_schema = 'public'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select format('%s %s %s %s %s', tablename, policyname, roles, qual, with_check)
      from pg_policies where schemaname = 'public'
    union all select format('%s %s %s', table_name, grantee, privilege_type)
      from information_schema.role_table_grants where table_schema = 'public'
    order by 1`.execute(db)
  return rows.map(({ line }) => line)
}
