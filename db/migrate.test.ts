import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { migrate, missingMigrations } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open.ts'
import { makeEmpty } from './testing/make-empty.ts'

const server = inject('postgres')

const TEAM = '019a9f00-0000-7000-8000-0000000000f1'
const [SESSION, FLOW, SCRIPT] = ['f2', 'f3', 'f4'].map((end) => TEAM.replace('f1', end))
/** What a team has when a step has been taken; later steps have to do with it. */
const ROWS_AFTER: Readonly<Record<string, string>> = {
  '0001-people': `
    insert into team values ('${TEAM}', 'Old team', now());
    insert into person (team_id, id, email, name, role, created_at)
      values ('${TEAM}', '${TEAM}', 'old@example.com', 'Old', 'engineer', now());`,
  '0002-flows': `
    insert into flow values ('${TEAM}', '${FLOW}', 'old', 'Old', 'v1', 'troubleshooting', '', '',
      '[]', false, '[]', '${TEAM}', now(), '', '');
    insert into flow_version values ('${TEAM}', 'v1', '${FLOW}', '{}', '${TEAM}', now());`,
  '0003-record': `
    insert into session (team_id, id, owner_id, version, hash, status, outcome, started_at, last_at,
      minutes_worked)
      values ('${TEAM}', '${SESSION}', '${TEAM}', 1, 'h', 'finished', 'resolved', now(), now(), 1);`,
  '0006-turns': `
    insert into ticket_summary (team_id, origin, ticket_id, stamp, body, mode, made_at)
      values ('${TEAM}', 'https://example.com', 1, 's', '{}', 'rules', now());`,
  '0008-scripts': `
    insert into script_template (team_id, id, name, state, revision, content, author_id, created_at,
      updated_at)
      values ('${TEAM}', '${SCRIPT}', 'Old', 'published', 3, '{"name": "Old"}', '${TEAM}', now(), now());`,
  '0044-walks': `
    insert into handoff (team_id, id, session_id, intent, reason, by_id, lacking, at, ended_how,
      ended_by, ended_at, time_zone, briefing, briefing_mode, briefing_at)
      values ('${TEAM}', '${FLOW}', '${SESSION}', 'escalate', 'By mistake', '${TEAM}', '[]', now(),
        'taken_back', '${TEAM}', now(), 'UTC', '[]', 'rules', now());
    insert into walk values ('${TEAM}', '${SESSION}', '${FLOW}', '${TEAM}', '${FLOW}', 'Old', true, 1,
      false, '', now());
    insert into walk_step values ('${TEAM}', '${SESSION}', 1, '${FLOW}', '${FLOW}', 'n', 'Old', null,
      'escalated', '${TEAM}', 1, false, now());
    update session set walks_kept = true;`,
}

describe.runIf(server)('migrating on Postgres', () => {
  const open: OpenDatabase[] = []
  afterAll(() => Promise.all(open.map((database) => database.close())))

  const connect = async (url: string) => {
    const database = await openDatabase({ url })
    open.push(database)
    return database
  }

  test('several processes at once end with every step taken once', async () => {
    const url = await makeEmpty(server)
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
    const url = await makeEmpty(server)
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
    const url = await makeEmpty(server, () => [`create role ${user} login`])
    const at = new URL(url)
    at.username = user
    const { owner: db } = await connect(at.href)
    await expect(migrate(db)).rejects.toThrow(/CREATEROLE/)
  })

  /** Connected as an owner of the database who is no superuser. */
  const connectAsOwner = async () => {
    const user = `rf_user_${randomBytes(4).toString('hex')}`
    const url = await makeEmpty(server, (name) => [
      `create role ${user} login createrole`,
      `grant resolutionflow_api, resolutionflow_door, resolutionflow_search to ${user}`,
      `alter database ${name} owner to ${user}`,
    ])
    const at = new URL(url)
    at.username = user
    return (await connect(at.href)).owner
  }

  test('an owner of the database who is no superuser can do all of it, and is held by row security', async () => {
    const db = await connectAsOwner()
    await migrate(db)
    const { rows } = await sql`select * from person`.execute(db)
    expect(rows, 'without a team even the owner sees only what is built in').toMatchObject([
      { isServiceAccount: true },
    ])
  })

  test('each step finds what every team has, also under row security', async () => {
    const db = await connectAsOwner()
    const inTeam = (statements: string) =>
      db.transaction().execute(async (tx) => {
        await sql`select set_config('rf.team', ${TEAM}, true)`.execute(tx)
        await sql.raw(statements).execute(tx)
      })
    for (const step of await missingMigrations(db)) {
      await migrate(db, step)
      const rows = ROWS_AFTER[step]
      if (rows) await inTeam(rows)
    }
    expect(await missingMigrations(db)).toEqual([])
    const all = (table: string) =>
      db.transaction().execute(async (tx) => {
        await sql`select set_config('rf.team', ${TEAM}, true)`.execute(tx)
        const which = sql.id(table)
        const { rows } = await sql`select * from ${which} where team_id = ${TEAM}`.execute(tx)
        return rows
      })
    expect(await all('knowledge_due')).toMatchObject([
      { sourceKind: 'flow' },
      { sourceKind: 'session' },
    ])
    expect(
      await all('path_due'),
      'what was finished before is learned, and nobody told',
    ).toMatchObject([{ sessionId: SESSION, isSilent: true }])
    expect(await all('script_template')).toMatchObject([{ content: { name: 'Old', words: [] } }])
    expect(await all('script_version')).toMatchObject([{ revision: 3, content: { words: [] } }])
    expect(await all('ticket_summary')).toMatchObject([{ stamp: 's', makingStamp: null }])
    expect(await all('person')).toMatchObject([{ mustChangePassword: false }])
    expect([...(await all('walk')), ...(await all('walk_step'))]).toEqual([])
    expect(
      await all('session'),
      'what was escalated by mistake is counted anew, and what was tried is found',
    ).toMatchObject([{ walksKept: false, triedKept: false }])
    const { rows: unforced } = await sql`
      select relname from pg_class
      where relrowsecurity and not relforcerowsecurity and relkind = 'r'`.execute(db)
    expect(unforced, 'held again afterwards').toEqual([])
  })
})
