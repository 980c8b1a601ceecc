import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { inTeam } from './db.ts'
import { makeLog } from './log.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeEvent, said, started } from './testing/make-events.ts'
import { makeTeam, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'

const SECRET = 'velociraptor'

describe.each(onBoth)('the log on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  beforeAll(async () => {
    deps = await makeDeps(await open())
    team = await makeTeam(deps, createApp(deps))
  })
  afterAll(() => deps.close())

  test('tells route, outcome and ids of a request, and nothing that a person wrote', async () => {
    const id = deps.newId()
    const { engineer } = team.people
    const events = [makeEvent(engineer, started()), makeEvent(engineer, said(SECRET))]
    const ask = team.as('engineer')
    await ask('POST', `/sessions/${id}/events`, { after: 0, events })
    await ask('POST', `/sessions/${id}/events`, { after: 0, events: SECRET })
    await ask('GET', `/flows/search?q=${SECRET}`)
    await ask('GET', `/client-facts?client=${SECRET}`)
    await ask('GET', `/${SECRET}`)
    const log = deps.logged.join('')
    expect(log).not.toContain(SECRET)
    expect(log).not.toContain('Budget folder')
    const line = deps.logged.map((text) => JSON.parse(text)).find((one) => one.method === 'POST')
    expect(line).toMatchObject({
      route: '/api/sessions/:sessionId/events',
      status: 200,
      teamId: team.id,
      personId: engineer.id,
    })
  })

  test('tells of an error of the database where it was, not the values', async () => {
    const lines: string[] = []
    const log = makeLog('info', { write: (line) => void lines.push(line) })
    const errors = [
      sql`insert into person (team_id, id, email, name, role, created_at)
          values (${team.id}, ${deps.newId()}, ${SECRET}, 'x', ${SECRET}, now())`,
      sql`select ${SECRET}::uuid`,
      sql`select * from ${sql.table('nothing')} where x = ${SECRET}`,
    ].map((statement) =>
      inTeam(deps.db, team.id, (tx) => statement.execute(tx)).then(
        () => undefined,
        (err: unknown) => err,
      ),
    )
    for (const err of await Promise.all(errors)) {
      expect(err).toBeInstanceOf(Error)
      log.error({ err }, 'told')
      log.error({ err: new Error('wrapped', { cause: err }) }, 'told')
    }
    expect(lines).toHaveLength(6)
    for (const line of lines) expect(line).not.toContain(SECRET)
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({
      code: '23514',
      constraint: 'person_role_check',
    })
  })
})
