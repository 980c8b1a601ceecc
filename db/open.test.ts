import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { onBoth } from '#api/testing/on-both.ts'
import { lockFolder } from './lock-folder.ts'
import { migrate, missingMigrations } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open.ts'

const folders: string[] = []
const makeFolder = () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'resolutionflow-db-')), 'data')
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(join(folder, '..'), { recursive: true, force: true })
})

describe.each(onBoth)('a database on $name', ({ open }) => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test('gives the same JavaScript values', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as whole, 1.5::float8 as half, true as yes, null as nothing,
             date '2026-03-02' as day, timestamptz '2026-03-02 10:00:00.1239+01' as instant,
             timestamptz '2026-07-02 10:00:00+05:30' as far, '{"a_b":[1]}'::jsonb as json,
             '{"a_b":[1]}'::json as text_json, array['x'] as list,
             '0190f000-0000-7000-8000-000000000001'::uuid as some_id`.execute(database.db)
    expect(rows).toEqual([
      {
        whole: 9007199254740991,
        half: 1.5,
        yes: true,
        nothing: null,
        day: '2026-03-02',
        instant: '2026-03-02T09:00:00.123Z',
        far: '2026-07-02T04:30:00.000Z',
        json: { a_b: [1] },
        textJson: { a_b: [1] },
        list: ['x'],
        someId: '0190f000-0000-7000-8000-000000000001',
      },
    ])
  })

  test('tells errors apart by code and constraint', async () => {
    const again = sql`
      insert into team values ('00000000-0000-7000-8000-000000000001', 'x', now())`
    await expect(again.execute(database.owner)).rejects.toMatchObject({
      code: '23505',
      constraint: 'team_pkey',
    })
  })

  test('brings notifications, but not those of a transaction that was undone', async () => {
    const heard: string[] = []
    let done = () => {}
    const last = new Promise<void>((resolve) => {
      done = resolve
    })
    const end = await database.listen(
      'rf_test',
      (payload) => {
        heard.push(payload)
        if (payload === 'last') done()
      },
      () => {},
    )
    const tell = (payload: string, isKept: boolean) =>
      database.db
        .transaction()
        .execute(async (tx) => {
          await sql`select pg_notify('rf_test', ${payload})`.execute(tx)
          if (!isKept) throw new Error('undone')
        })
        .catch(() => undefined)
    await tell('first', true)
    await tell('never', false)
    await tell('last', true)
    await last
    expect(heard).toEqual(['first', 'last'])
    await end()
  })

  test('has every step already, and taking them again takes none', async () => {
    expect(await migrate(database.owner)).toEqual([])
    expect(await missingMigrations(database.owner)).toEqual([])
  })
})

const server = inject('postgres')
describe.runIf(server)('hearing from Postgres', () => {
  test('goes on after the connection broke, and says that something may have been missed', async () => {
    const postgres = onBoth.find(({ name }) => name === 'Postgres')
    const database = await postgres?.open()
    if (!database) throw new Error('no Postgres')
    const heard: string[] = []
    const waiting = new Map<string, () => void>()
    const until = (what: string) =>
      heard.includes(what)
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.set(what, resolve))
    const hear = (what: string) => {
      heard.push(what)
      waiting.get(what)?.()
    }
    await database.listen('rf_test', hear, () => hear('missed'))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'resolutionflow listener' and datname = current_database()`.execute(
      database.owner,
    )
    await until('missed')
    await sql`select pg_notify('rf_test', 'after')`.execute(database.owner)
    await until('after')
    await database.close()
  })
})

describe('the embedded database in a folder', () => {
  test('keeps what was written and gives its folder back', async () => {
    const dataDir = makeFolder()
    const first = await openDatabase({ dataDir })
    await sql`create table kept (n int)`.execute(first.owner)
    await sql`insert into kept values (7)`.execute(first.owner)
    await expect(openDatabase({ dataDir })).rejects.toThrow(/in use by process/)
    await first.close()
    const second = await openDatabase({ dataDir })
    expect((await sql`select n from kept`.execute(second.owner)).rows).toEqual([{ n: 7 }])
    await second.close()
    expect(existsSync(`${dataDir}.lock`)).toBe(false)
  })

  test('opens after its process was killed, whatever that left lying about', async () => {
    const dataDir = makeFolder()
    const script = `
      import { openDatabase } from '${join(import.meta.dirname, 'open.ts')}'
      import { migrate } from '${join(import.meta.dirname, 'migrate.ts')}'
      const { owner } = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
      await migrate(owner)
      process.stdout.write('open')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(`${dataDir}.lock`)).toBe(true)
    writeFileSync(join(dataDir, 'postmaster.pid'), '-42\n')
    const database = await openDatabase({ dataDir })
    expect(await missingMigrations(database.owner)).toEqual([])
    await sql`select 1`.execute(database.db)
    await database.close()
  })
})

describe('the lock of a folder', () => {
  const writeLock = (folder: string, owner: object) =>
    writeFileSync(`${folder}.lock`, JSON.stringify({ ...readOwn(), ...owner }))
  const readOwn = (): object => {
    const folder = makeFolder()
    const unlock = lockFolder(folder)
    const own: object = JSON.parse(readFileSync(`${folder}.lock`, 'utf8'))
    unlock()
    return own
  }

  test('is taken once and can be taken again when given back', () => {
    const folder = makeFolder()
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(/DATA_DIR/)
    unlock()
    lockFolder(folder)()
  })

  test.each<[string, object]>([
    ['a process that is gone', { pid: 2 ** 22 - 1 }],
    ['an earlier start of the machine', { pid: 1, boot: 'another' }],
    ['an earlier process of the same number, as in a container', { pid: process.pid }],
  ])('is taken over from %s', (_, owner) => {
    const folder = makeFolder()
    writeLock(folder, owner)
    lockFolder(folder)()
  })

  test('is taken over when it was cut off while being written', () => {
    const folder = makeFolder()
    writeFileSync(`${folder}.lock`, '{"pid":1')
    lockFolder(folder)()
  })

  test.each<[string, object]>([
    ['a process that lives', { pid: process.ppid }],
    ['another machine, of which nothing can be told', { host: `not-${hostname()}` }],
  ])('is not taken over from %s', (_, owner) => {
    const folder = makeFolder()
    writeLock(folder, owner)
    expect(() => lockFolder(folder)).toThrow(/in use by process/)
  })
})
