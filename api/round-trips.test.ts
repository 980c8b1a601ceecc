/**
 * How often a request goes to the database, on Postgres: round trips decide how fast it is.
 *
 * A read takes one, an append and a call of a model that is let out two each. What is counted here is what the driver was given.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createApp } from './app.ts'
import { TEXT_ANSWER } from './assistant/model/answer-format.ts'
import type { ModelAsk } from './assistant/model/ask.ts'
import { reserveCall, settleReserved } from './assistant/model/reserve-call.ts'
import { makeDeps, type TestDeps } from './testing/make-deps.ts'
import { makeEvent, said, started } from './testing/make-events.ts'
import { makeTeam, type TestTeam } from './testing/make-team.ts'
import { onBoth } from './testing/on-both.ts'
import { type Recorded, recordStatements } from './testing/record-statements.ts'

const onPostgres = onBoth.filter(({ name }) => name === 'Postgres')

describe.each(onPostgres)('a statement that runs out of time on $name', ({ open }) => {
  test('is told in words, and the next one is answered', async () => {
    const first = await open()
    if (!('url' in first.raw)) throw new Error('no Postgres')
    const deps = await makeDeps(await openDatabase({ url: first.raw.url, statementMs: 200 }))
    const team = await makeTeam(deps, createApp(deps))
    const list = () => team.as('engineer')('GET', '/sessions')
    await first.owner.transaction().execute(async (tx) => {
      await sql`lock table session in access exclusive mode`.execute(tx)
      expect(await list()).toMatchObject({
        status: 503,
        body: { code: 'notAvailable', message: expect.stringContaining('too long') },
      })
    })
    expect((await list()).status).toBe(200)
    await deps.close()
    await first.close()
  })
})

describe.each(onPostgres)('on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let sessionId: string

  beforeAll(async () => {
    deps = await makeDeps(await open(), { env: { ANTHROPIC_API_KEY: 'sk-test' } })
    team = await makeTeam(deps, createApp(deps))
    sessionId = deps.newId()
    await append(0, 'begin')
    await append(1, 'again')
  })
  afterAll(() => deps.close())

  const step = (text: string) => makeEvent(team.people.engineer, said(text))
  const append = (after: number, text: string) =>
    team.as('engineer')('POST', `/sessions/${sessionId}/events`, {
      after,
      events: after === 0 ? [makeEvent(team.people.engineer, started())] : [step(text)],
    })
  const read = (path: string) => recordStatements(() => team.as('engineer')('GET', path))
  const counted = ({ statements, roundTrips }: Recorded<unknown>) => ({
    statements: statements.length,
    roundTrips,
  })

  test.each([
    ['who asks', () => '/me'],
    ['a record', () => `/sessions/${sessionId}/events?after=0`],
    ['sessions', () => '/sessions?limit=5'],
    ['flows', () => '/flows'],
  ])('%s: one round trip', async (_, path) => {
    const seen = await read(path())
    expect(seen.result.status).toBe(200)
    expect(counted(seen)).toEqual({ statements: 4, roundTrips: 1 })
  })

  test('an append: two round trips', async () => {
    const seen = await recordStatements(() => append(2, 'more'))
    expect(seen.result).toMatchObject({ status: 200, body: { version: 3, refused: [] } })
    // begin, the team, who asks, the session held; the record written, commit
    expect(counted(seen)).toEqual({ statements: 6, roundTrips: 2 })
  })

  describe('money put aside before a model is asked', () => {
    const ask = (): ModelAsk<string> => ({
      teamId: team.id,
      personId: team.people.engineer.id,
      purpose: 'turn',
      choice: { tier: 'standard', effort: 'medium', reasons: ['a turn'], routerVersion: 'test' },
      system: [],
      messages: [{ role: 'user', content: 'Why?' }],
      format: TEXT_ANSWER,
      promptVersion: 'test',
      maxTokens: 100,
    })

    test('for one: two round trips; settled: one', async () => {
      const seen = await recordStatements(() => reserveCall(deps, ask()))
      expect(seen.result).toMatchObject({ tier: 'standard' })
      // begin, the team, the budget held, settings, sessions, turns told; the call written, commit
      expect(counted(seen)).toEqual({ statements: 8, roundTrips: 2 })
      if ('failure' in seen.result) throw new Error(seen.result.failure)
      const { result: reserved } = seen
      const after = await recordStatements(() => settleReserved(deps, team.id, reserved, UNUSED))
      // begin, the team, the budget held, the call settled, commit
      expect(counted(after)).toEqual({ statements: 5, roundTrips: 1 })
    })

    test('for five at once: the first goes alone, the others together', async () => {
      const seen = await recordStatements(() =>
        Promise.all(Array.from({ length: 5 }, () => reserveCall(deps, ask()))),
      )
      expect(counted(seen)).toEqual({ statements: 8 + 7 + 4, roundTrips: 4 })
    })
  })
})

const UNUSED = {
  ...{ tierServed: null, modelServed: null, requestId: null, stopReason: null },
  ...{ failure: null, firstTextMs: null, totalMs: 0, used: null },
}
