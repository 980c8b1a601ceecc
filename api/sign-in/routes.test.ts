import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListSignIns, SignedIn } from '#shared/person/contract.ts'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { openSecrets } from '../secrets.ts'
import { makeDeps, TEST_KEYS, type TestDeps } from '../testing/make-deps.ts'
import { askAs, type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { ACCESS_TOKEN_SECONDS } from './access-token.ts'
import { FAMILY_MS, IDLE_MS, LOST_ANSWER_MS } from './refresh-token.ts'

describe.each(onBoth)('signing in on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open(), { env: { TRUSTED_PROXIES: '1' } })
    app = createApp(deps)
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  const post = async (path: string, body: unknown, from = '192.0.2.1') => {
    const response = await app.request(`/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const signIn = async (kind: Kind = 'engineer', from?: string) => {
    const { email, password } = team.people[kind]
    const { body } = await post('/sign-in', { email, password, device: 'test' }, from)
    return z.parse(SignedIn, body)
  }
  const refresh = (refreshToken: string) => post('/sign-in/refresh', { refreshToken })
  const me = async (token: string) => (await askAs(app, token)('GET', '/me')).status

  describe('answers', () => {
    test('with tokens, the person and the team; e-mail in any case', async () => {
      const { email, password } = team.people.engineer
      const { body } = await post('/sign-in', { email: email.toUpperCase(), password })
      const signedIn = z.parse(SignedIn, body)
      expect(signedIn).toMatchObject({ person: { email, role: 'engineer' }, team: { id: team.id } })
      expect(await me(signedIn.accessToken)).toBe(200)
    })

    test('with the next pair of tokens for a refresh token, once', async () => {
      const first = await signIn()
      const next = z.parse(SignedIn, (await refresh(first.refreshToken)).body)
      expect(next.refreshToken).not.toBe(first.refreshToken)
      const third = z.parse(SignedIn, (await refresh(next.refreshToken)).body)
      expect(await me(third.accessToken)).toBe(200)
    })

    test('everybody who signs in from one place at the same moment', async () => {
      const kinds: Kind[] = ['engineer', 'lead', 'viewer', 'engineer', 'lead', 'viewer']
      for (let round = 0; round < 10; round++) {
        const from = `198.51.100.${round}`
        const signedIn = await Promise.all(kinds.map((kind) => signIn(kind, from)))
        expect(signedIn).toHaveLength(kinds.length)
      }
      expect(deps.logged.filter((line) => line.includes('40P01'))).toEqual([])
    })

    test('the same next token where an answer was lost, also to many at once', async () => {
      const { refreshToken } = await signIn()
      const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken)))
      deps.pass(LOST_ANSWER_MS)
      answers.push(await refresh(refreshToken))
      const tokens = new Set(answers.map(({ body }) => z.parse(SignedIn, body).refreshToken))
      expect(tokens.size).toBe(1)
    })

    test('with a list of sign-ins, of which one can be ended', async () => {
      const here = await signIn('viewer')
      const there = await signIn('viewer')
      const ask = askAs(app, here.accessToken)
      const list = async () =>
        z.parse(ListSignIns.response, (await ask('GET', '/me/sign-ins')).body).signIns
      const signIns = await list()
      expect(signIns.filter((one) => one.isThisOne)).toHaveLength(1)
      const other = signIns.find((one) => one.id === decodeJwt(there.accessToken).fam)
      expect((await ask('DELETE', `/me/sign-ins/${other?.id}`)).status).toBe(200)
      expect(await me(there.accessToken)).toBe(401)
      expect(await me(here.accessToken)).toBe(200)
      expect((await list()).some((one) => one.id === other?.id)).toBe(false)
    })
  })

  describe('refuses', () => {
    test('a wrong password and an unknown address in the same words', async () => {
      const { email } = team.people.lead
      const wrong = await post('/sign-in', { email, password: 'not it' }, '192.0.2.20')
      const unknown = await post(
        '/sign-in',
        { email: 'nobody@team.example', password: 'not it' },
        '192.0.2.20',
      )
      expect(wrong.status).toBe(401)
      expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    })

    test('the service account, whatever the password', async () => {
      const email = 'noreply@resolutionflow.com'
      const answer = await post('/sign-in', { email, password: ' ' }, '192.0.2.21')
      expect(answer.status).toBe(401)
    })

    test('a refresh token used again later, and ends the whole sign-in for it', async () => {
      const first = await signIn()
      const next = z.parse(SignedIn, (await refresh(first.refreshToken)).body)
      deps.pass(LOST_ANSWER_MS + 1)
      expect((await refresh(first.refreshToken)).status).toBe(401)
      expect((await refresh(next.refreshToken)).status).toBe(401)
      expect(await me(next.accessToken)).toBe(401)
      const audit = await inTeam(deps.db, team.id, (tx) =>
        tx.selectFrom('audit').select('act').where('act', '=', 'sign-in.replayed').execute(),
      )
      expect(audit).toHaveLength(1)
    })

    test('a sign-in that has lain unused, and one that is a month old however it was used', async () => {
      const idle = await signIn()
      const used = await signIn()
      deps.pass(IDLE_MS)
      expect((await refresh(idle.refreshToken)).status).toBe(401)

      const busy = await signIn()
      let token = busy.refreshToken
      for (let past = 0; past + IDLE_MS / 2 < FAMILY_MS; past += IDLE_MS / 2) {
        deps.pass(IDLE_MS / 2)
        const answer = await refresh(token)
        if (past + IDLE_MS / 2 < FAMILY_MS) token = z.parse(SignedIn, answer.body).refreshToken
      }
      deps.pass(IDLE_MS / 2)
      expect((await refresh(token)).status).toBe(401)
      expect((await refresh(used.refreshToken)).status).toBe(401)
    })

    test('tokens that ended, were forged, or are of another kind', async () => {
      const { accessToken, refreshToken } = await signIn()
      const claims = decodeJwt(accessToken)
      const forge = (key: Uint8Array, header: object, change: object = {}) =>
        new SignJWT({ ...claims, ...change })
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k1', ...header })
          .sign(key)
      const right = openSecrets(TEST_KEYS).keysFor('access tokens')[0]?.key ?? new Uint8Array()
      expect(await me(await forge(right, {}))).toBe(200)
      const wrong = [
        await forge(new Uint8Array(32), {}),
        await forge(right, { typ: 'JWT' }),
        await forge(right, { kid: 'k2' }),
        await forge(right, {}, { aud: 'other' }),
        await forge(right, {}, { iss: 'other' }),
        await forge(right, {}, { fam: 'x' }),
        `${accessToken.split('.')[0]}.${accessToken.split('.')[1]}.`,
        `eyJhbGciOiJub25lIn0.${accessToken.split('.')[1]}.`,
        refreshToken,
        '',
      ]
      for (const token of wrong) expect(await me(token), token).toBe(401)
      deps.pass(ACCESS_TOKEN_SECONDS * 1000)
      expect(await me(accessToken)).toBe(401)
    })

    test('everything after signing out, and signing out twice is fine', async () => {
      const { accessToken, refreshToken } = await signIn()
      expect((await post('/sign-out', { refreshToken })).status).toBe(200)
      expect((await post('/sign-out', { refreshToken })).status).toBe(200)
      expect(await me(accessToken)).toBe(401)
      expect((await refresh(refreshToken)).status).toBe(401)
    })
  })

  describe('slows down guessing', () => {
    const guess = (email: string, from: string) => post('/sign-in', { email, password: 'x' }, from)

    test('of one account from one address, alike for one that does not exist', async () => {
      const { email, password } = team.people.lead
      for (const account of [email, 'no-such@team.example']) {
        const statuses: number[] = []
        for (let i = 0; i < 7; i++) statuses.push((await guess(account, '192.0.2.30')).status)
        expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
      }
      const right = await post('/sign-in', { email, password }, '192.0.2.30')
      expect(right.status).toBe(429)
      expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(60)
      expect((await post('/sign-in', { email, password }, '192.0.2.31')).status).toBe(200)
      deps.pass(16 * 60_000)
      expect((await post('/sign-in', { email, password }, '192.0.2.30')).status).toBe(200)
    })

    test('in a burst as well', async () => {
      const { email } = team.people.super_admin
      const burst = await Promise.all(Array.from({ length: 12 }, () => guess(email, '192.0.2.40')))
      expect(burst.filter((answer) => answer.status === 401)).toHaveLength(5)
    })

    test('from everywhere, without locking anybody out', async () => {
      const { email, password } = team.people.team_admin
      await signIn('team_admin', '192.0.2.50')
      for (let i = 0; i < 25; i++) await guess(email, `198.51.100.${i}`)
      deps.slept.length = 0
      expect((await post('/sign-in', { email, password }, '192.0.2.50')).status).toBe(200)
      expect(deps.slept, 'where one has signed in before nothing is slower').toEqual([])
      expect((await post('/sign-in', { email, password }, '203.0.113.9')).status).toBe(200)
      expect(deps.slept).toEqual([1000])
    })
  })

  test('a new password ends the other sign-ins and needs the old one', async () => {
    const here = await signIn('viewer')
    const there = await signIn('viewer')
    const ask = askAs(app, here.accessToken)
    const change = (current: string, next: string) => ask('POST', '/me/password', { current, next })
    const { email, name, password } = team.people.viewer
    expect((await change('wrong', 'an entirely new phrase')).status).toBe(400)
    for (const weak of [
      ...['short', 'aaaaaaaaaaaaaaaa', 'passwordpassword', 'northwind-admin-demo'],
      ...['Password1234567!', `${email} 2026`, `${name} ${name}`],
    ]) {
      expect((await change(password, weak)).status, weak).toBe(400)
    }
    expect((await change(password, 'an entirely new phrase')).status).toBe(200)
    expect(await me(here.accessToken)).toBe(200)
    expect(await me(there.accessToken)).toBe(401)
    expect((await post('/sign-in', { email, password }, '192.0.2.60')).status).toBe(401)
    const next = { email, password: 'an entirely new phrase' }
    expect((await post('/sign-in', next, '192.0.2.60')).status).toBe(200)
  })

  test('a password that is changed while it is looked at no longer lets in', async () => {
    const { email, password } = team.people.engineer
    const { accessToken } = await signIn()
    // Enough wrong ones that the next attempt is made to wait, which is when the change comes.
    for (let i = 0; i < 25; i++) await post('/sign-in', { email, password: 'x' }, `203.0.113.${i}`)
    const { sleep } = deps
    deps.sleep = async () => {
      const next = 'changed in the meantime'
      const body = { current: password, next }
      expect((await askAs(app, accessToken)('POST', '/me/password', body)).status).toBe(200)
      deps.sleep = sleep
    }
    expect((await post('/sign-in', { email, password }, '203.0.113.99')).status).toBe(401)
    team.people.engineer.password = 'changed in the meantime'
  })

  test('no password, token or key is ever logged or stored in the clear', async () => {
    const { accessToken, refreshToken } = await signIn()
    const secrets = [accessToken, refreshToken, team.people.engineer.password]
    for (const secret of secrets) expect(deps.logged.join('')).not.toContain(secret)
    const rows = await inTeam(deps.db, team.id, async (tx) => [
      await tx.selectFrom('person').selectAll().execute(),
      await tx.selectFrom('refreshToken').selectAll().execute(),
      await tx.selectFrom('signInFamily').selectAll().execute(),
      await tx.selectFrom('audit').selectAll().execute(),
    ])
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret)
  })
})
