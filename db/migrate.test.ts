import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { migrate, missingMigrations } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open.ts'

const server = inject('postgres')

describe.runIf(server)('migrating on Postgres', () => {
  const open: OpenDatabase[] = []
  afterAll(() => Promise.all(open.map((database) => database.close())))

  const makeEmpty = async (sqlOf: (name: string) => string[] = () => []) => {
    const name = `rf_file_${randomBytes(6).toString('hex')}`
    const admin = new pg.Client({ connectionString: server?.url })
    await admin.connect()
    await admin.query(`create database ${name}`)
    for (const statement of sqlOf(name)) await admin.query(statement)
    await admin.end()
    return new URL(`/${name}`, server?.url).href
  }
  const connect = async (url: string) => {
    const database = await openDatabase({ url })
    open.push(database)
    return database
  }

  test('several processes at once end with every step taken once', async () => {
    const url = await makeEmpty()
    const databases = await Promise.all([1, 2, 3, 4].map(() => connect(url)))
    const taken = await Promise.all(databases.map(({ owner }) => migrate(owner)))
    const steps = taken.flat()
    expect(new Set(steps).size).toBe(steps.length)
    expect(steps.length).toBeGreaterThan(3)
    for (const { owner } of databases) expect(await missingMigrations(owner)).toEqual([])
    const { rows } = await sql`select count(*) as count from person`.execute(databases[0]!.owner)
    expect(rows).toEqual([{ count: 1 }])
  })

  test('a step that fails leaves the steps before it and nothing of itself', async () => {
    const url = await makeEmpty()
    const { owner: db } = await connect(url)
    await sql`create table psa_write (in_the_way int)`.execute(db)
    await expect(migrate(db)).rejects.toThrow(/could not be migrated \(0004-psa\)/)
    const missing = await missingMigrations(db)
    expect(missing[0]).toBe('0004-psa')
    const left = await sql`select 1 from pg_class where relname = 'psa_connection'`.execute(db)
    expect(left.rows).toEqual([])
    await sql`drop table psa_write`.execute(db)
    expect(await migrate(db)).toEqual(missing)
  })

  test('an ordinary user without rights learns what is missing', async () => {
    const user = `rf_user_${randomBytes(4).toString('hex')}`
    const url = await makeEmpty(() => [`create role ${user} login`])
    const at = new URL(url)
    at.username = user
    const { owner: db } = await connect(at.href)
    await expect(migrate(db)).rejects.toThrow(/CREATEROLE/)
  })

  test('an owner of the database who is no superuser can do all of it, and is held by row security', async () => {
    const user = `rf_user_${randomBytes(4).toString('hex')}`
    const url = await makeEmpty((name) => [
      `create role ${user} login createrole`,
      `grant resolutionflow_api, resolutionflow_door to ${user}`,
      `alter database ${name} owner to ${user}`,
    ])
    const at = new URL(url)
    at.username = user
    const { owner: db } = await connect(at.href)
    await migrate(db)
    const { rows } = await sql`select * from person`.execute(db)
    expect(rows, 'without a team even the owner sees only what is built in').toMatchObject([
      { isServiceAccount: true },
    ])
  })
})
