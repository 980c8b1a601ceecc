/**
 * What gives power over a team asks for one's own password again, and a password that was given
 * is good for nothing but choosing another one.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ReadAudit } from '#shared/audit/contract.ts'
import { SignedIn } from '#shared/person/contract.ts'
import { PROOF_HOLDS_MS } from '#shared/person/proof.ts'
import { createApp } from '../app.ts'
import { makeSubjects, putQuestion, QUESTIONS } from '../testing/ask-each.ts'
import { everyRoute, nameOf } from '../testing/every-route.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { askAs, type Kind, makeTeam, signInDirectly, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

/** Written down a second time on purpose, as the rights are. */
const ASKS_FOR_PROOF = [
  'POST /people',
  'PATCH /people/:personId',
  'DELETE /people/:personId',
  'POST /people/:personId/password',
  'PUT /psa/connection',
  'DELETE /psa/connection',
  'PUT /assistant/key',
  'DELETE /assistant/key',
  'PUT /notice-channels/:kind',
]

test('what gives power over a team asks for proof, and nothing else does', () => {
  const marked = everyRoute.filter((route) => route.needsProof).map(nameOf)
  expect(marked.sort()).toEqual([...ASKS_FOR_PROOF].sort())
})

describe.each(onBoth)('proof on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  const begin = async (kind: Kind = 'team_admin') =>
    askAs(app, await signInDirectly(deps, team.id, team.people[kind].id))
  const prove = (ask: ReturnType<typeof askAs>, kind: Kind = 'team_admin') =>
    ask('POST', '/me/proof', { password: team.people[kind].password })
  const rename = (ask: ReturnType<typeof askAs>) =>
    ask('PATCH', `/people/${team.people.viewer.id}`, { name: 'Vera' })

  test.each(ASKS_FOR_PROOF)('%s refuses who typed their password too long ago', async (name) => {
    const ask = await begin()
    deps.pass(PROOF_HOLDS_MS)
    const [method = '', pattern = ''] = name.split(' ')
    const { viewer, team_admin: by } = team.people
    const question = QUESTIONS[name]?.(makeSubjects({ personId: viewer.id, by, newId: deps.newId }))
    const refused = { code: 'proofNeeded', message: expect.stringMatching(/own password/) }
    const { path, body } = putQuestion(method, pattern, question ?? {})
    expect(await ask(method, path, body)).toMatchObject({ status: 403, body: refused })
  })

  test('signing in counts, for five minutes', async () => {
    const ask = await begin()
    deps.pass(PROOF_HOLDS_MS - 1)
    expect(await rename(ask)).toMatchObject({ status: 200 })
    deps.pass(1)
    expect(await rename(ask)).toMatchObject({ status: 403, body: { code: 'proofNeeded' } })
  })

  test('the password typed again counts, for five minutes from then', async () => {
    const ask = await begin()
    deps.pass(60_000)
    const provenUntil = new Date(deps.now().getTime() + PROOF_HOLDS_MS).toISOString()
    expect(await prove(ask)).toMatchObject({ status: 200, body: { provenUntil } })
    deps.pass(PROOF_HOLDS_MS - 1)
    expect(await rename(ask)).toMatchObject({ status: 200 })
    deps.pass(1)
    expect(await rename(ask)).toMatchObject({ status: 403, body: { code: 'proofNeeded' } })
  })

  test('it counts for the sign-in it was given in, and for no other of the same person', async () => {
    const [here, there] = [await begin(), await begin()]
    deps.pass(PROOF_HOLDS_MS)
    await prove(here)
    expect(await rename(here)).toMatchObject({ status: 200 })
    expect(await rename(there)).toMatchObject({ status: 403 })
  })

  test('the password of another is none, and trying is slowed down as signing in is', async () => {
    const ask = await begin()
    deps.pass(PROOF_HOLDS_MS)
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await prove(ask, 'engineer')).toMatchObject({
        status: 400,
        body: { problems: [{ at: 'password' }] },
      })
    }
    const refused = await prove(ask)
    expect(refused).toMatchObject({ status: 429, body: { code: 'tooMany' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await rename(ask)).toMatchObject({ status: 403 })
    // Other guessing at this person from here is counted with it.
    const { email, password } = team.people.team_admin
    expect(await askAs(app)('POST', '/sign-in', { email, password })).toMatchObject({ status: 429 })
    deps.pass(16 * 60_000)
    expect(await prove(await begin())).toMatchObject({ status: 200 })
  })

  test('proof gives no right that the role does not', async () => {
    const ask = await begin('engineer')
    expect(await prove(ask, 'engineer')).toMatchObject({ status: 200 })
    expect(await rename(ask)).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
  })

  test('both the proof and the failed try stand in the audit trail', async () => {
    const ask = await begin()
    await prove(ask, 'lead')
    await prove(ask)
    const { lines } = z.parse(ReadAudit.response, (await ask('GET', '/audit')).body)
    const proved = lines.filter(({ act }) => act === 'password.proved')
    expect(
      proved
        .slice(0, 2)
        .map(({ result }) => result)
        .sort(),
    ).toEqual(['done', 'refused'])
  })

  test('a password that was given lets in to choose another one, and to nothing else', async () => {
    const { id: personId, email } = team.people.engineer
    const given = 'nineteen quiet harbours'
    const admin = await begin()
    const gave = await admin('POST', `/people/${personId}/password`, { password: given })
    expect(gave).toMatchObject({ status: 200 })

    const signIn = async (password: string) => {
      const { body } = await askAs(app)('POST', '/sign-in', { email, password })
      return z.parse(SignedIn, body)
    }
    const signedIn = await signIn(given)
    expect(signedIn.mustChangePassword).toBe(true)
    const ask = askAs(app, signedIn.accessToken)
    const { refreshToken } = signedIn
    const renewed = await askAs(app)('POST', '/sign-in/refresh', { refreshToken })
    expect(renewed.body).toMatchObject({ mustChangePassword: true })
    for (const path of ['/flows', '/sessions', '/people', '/me/sign-ins']) {
      expect(await ask('GET', path), path).toMatchObject({
        status: 403,
        body: { code: 'ownPasswordNeeded' },
      })
    }
    const sessionId = deps.newId()
    const events = { after: 0, events: [] }
    expect(await ask('POST', `/sessions/${sessionId}/events`, events)).toMatchObject({
      status: 403,
    })
    expect(await ask('GET', '/me')).toMatchObject({ status: 200 })

    const change = (next: string) => ask('POST', '/me/password', { current: given, next })
    expect(await change(given)).toMatchObject({ status: 400, body: { problems: [{ at: 'next' }] } })
    expect(await change('a river of my own choosing')).toMatchObject({ status: 200 })
    expect(await ask('GET', '/flows')).toMatchObject({ status: 200 })
    expect((await signIn('a river of my own choosing')).mustChangePassword).toBe(false)
  })
})
