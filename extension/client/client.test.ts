import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { GetHealth } from '#shared/health.ts'
import { ChangePerson, ListSignIns, RefreshSignIn } from '#shared/person/contract.ts'
import { ListSessions } from '#shared/session/contract.ts'
import { createClient } from '../client.ts'
import { askAt, fillRoute } from './send.ts'
import { fakeLocks, memoryShelf } from './testing/fake-browser.ts'
import { createTokens } from './tokens.ts'

const SERVER = 'https://rf.example'
const PERSON = {
  id: v7(),
  email: 'ada@msp.example',
  name: 'Ada',
  role: 'engineer' as const,
  isLead: false,
  isRemoved: false,
  createdAt: '2026-01-01T00:00:00Z',
}
const TEAM = { id: v7(), name: 'Kern & Roth' }

const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), { status, headers })
const refusal = (status: number, code: string, message: string) => json({ code, message }, status)

describe('the address of a question', () => {
  test('path parts go into the path, the rest of a GET into the query, what is absent nowhere', () => {
    const personId = v7()
    expect(
      fillRoute(SERVER, ListSessions, { personId, isOpen: 'true', before: undefined }),
    ).toEqual({
      url: `${SERVER}/api/sessions?personId=${personId}&isOpen=true`,
    })
  })

  test('the rest of a change goes into the body; a server below a path stays there', () => {
    const personId = v7()
    const filled = fillRoute(`${SERVER}/flows/`, ChangePerson, { personId, isLead: true })
    expect(filled).toEqual({
      url: `${SERVER}/flows/api/people/${personId}`,
      body: '{"isLead":true}',
    })
  })
})

describe('a server that lets one wait', () => {
  const { promise: never } = Promise.withResolvers<Response>()
  const until = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    )
  const clientOf = (answer: (signal: AbortSignal | null | undefined) => Promise<Response>) =>
    createClient({
      fetch: (_, init) => answer(init?.signal),
      serverOf: async () => SERVER,
      tokens: { access: async () => ({ ok: true, value: 'a' }), renew: () => Promise.reject() },
    })
  const halfAnswered = (signal: AbortSignal | null | undefined) =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start: (body) => void until(signal).catch((why: unknown) => body.error(why)),
        }),
      ),
    )

  test.each([
    [
      'before it answers',
      (signal: AbortSignal | null | undefined) => Promise.race([never, until(signal)]),
    ],
    ['in the middle of its answer', halfAnswered],
  ])('%s is told as slow, not as away or of another version', async (_, answer) => {
    const client = clientOf(answer)
    expect(await client.ask(ListSessions, {}, { patienceMs: 20 })).toMatchObject({
      ok: false,
      trouble: { kind: 'unreachable', message: expect.stringContaining('within 0.02 s') },
    })
    const changed = await client.ask(ChangePerson, { personId: v7() }, { patienceMs: 20 })
    expect(changed).toMatchObject({
      trouble: { message: expect.stringContaining('look before you try again') },
    })
  })
})

describe('what stands in the way is told with what to do', () => {
  const ask = (answer: () => Response | Promise<Response>, isOnline = true) =>
    askAt({ fetch: async () => answer(), isOnline: () => isOnline }, SERVER, GetHealth, {})

  test.each([
    ['no network', () => Promise.reject(new TypeError()), false, 'offline', /saved here/],
    ['no answer', () => Promise.reject(new TypeError()), true, 'unreachable', /certificate/],
    [
      'a proxy without a server behind it',
      () => new Response('', { status: 502 }),
      true,
      'unreachable',
      /No answer/,
    ],
    [
      'a proxy that lets no more through',
      () => new Response('<html>', { status: 413 }),
      true,
      'refused',
      /larger than what stands before your server lets through/,
    ],
    ['somebody else’s page', () => new Response('<html>'), true, 'otherVersion', /versions/],
    [
      'somebody else’s refusal',
      () => new Response('no', { status: 404 }),
      true,
      'notOurServer',
      /not as a ResolutionFlow server/,
    ],
    [
      'an older server',
      () => refusal(404, 'notFound', 'There is nothing at this address.'),
      true,
      'otherVersion',
      /older than the extension/,
    ],
    [
      'a mistake of the server',
      () => refusal(500, 'broke', 'x'),
      true,
      'broke',
      /nothing was lost/,
    ],
  ] as const)('%s', async (_, answer, isOnline, kind, message) => {
    const asked = await ask(answer, isOnline)
    expect(asked).toMatchObject({ ok: false, trouble: { kind } })
    if (!asked.ok) expect(asked.trouble.message).toMatch(message)
  })

  test('a refusal keeps the server’s sentence, its code and when to try again', async () => {
    const asked = await ask(() =>
      json({ code: 'tooMany', message: 'Wait a minute.' }, 429, { 'retry-after': '60' }),
    )
    expect(asked).toMatchObject({
      ok: false,
      trouble: {
        kind: 'refused',
        code: 'tooMany',
        message: 'Wait a minute.',
        retryAfterMs: 60_000,
      },
    })
  })
})

/** A server that takes each refresh token once, as ours does. */
function signInServer() {
  let refreshes = 0
  let current = `r${'0'.repeat(30)}`
  let valid = ''
  const server = {
    asked: [] as string[],
    get refreshes() {
      return refreshes
    },
    get current() {
      return current
    },
    expire: () => {
      valid = 'nobody'
    },
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const path = new URL(String(input)).pathname.replace('/api', '')
      server.asked.push(path)
      if (path === RefreshSignIn.path) {
        const { refreshToken } = JSON.parse(String(init?.body))
        if (refreshToken !== current) return refusal(401, 'notSignedIn', 'Used before.')
        refreshes += 1
        current = `r${String(refreshes).padStart(30, '0')}`
        valid = `access-${refreshes}`
        const accessTokenEndsAt = new Date(Date.now() + 600_000).toISOString()
        return json({
          accessToken: valid,
          accessTokenEndsAt,
          refreshToken: current,
          person: PERSON,
          team: TEAM,
        })
      }
      const token = new Headers(init?.headers).get('authorization')
      return token === `Bearer ${valid}`
        ? json({ signIns: [] })
        : refusal(401, 'notSignedIn', 'The token has ended.')
    },
  }
  return server
}

async function signedIn(server: ReturnType<typeof signInServer>, surfaces: number) {
  const local = memoryShelf()
  const session = memoryShelf()
  const locks = fakeLocks()
  await local.write('account', {
    server: SERVER,
    refreshToken: server.current,
    person: PERSON,
    team: TEAM,
  })
  return Array.from({ length: surfaces }, () => {
    const tokens = createTokens({ fetch: server.fetch, local, session, locks, now: Date.now })
    const client = createClient({ fetch: server.fetch, serverOf: async () => SERVER, tokens })
    return { tokens, client }
  })
}

describe('tokens', () => {
  test('five surfaces that ask at once renew once', async () => {
    const server = signInServer()
    const surfaces = await signedIn(server, 5)
    const answers = await Promise.all(surfaces.map(({ client }) => client.ask(ListSignIns, {})))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(server.refreshes).toBe(1)
  })

  test('a token the server no longer takes is renewed and the question asked again', async () => {
    const server = signInServer()
    const [one] = await signedIn(server, 1)
    await one?.client.ask(ListSignIns, {})
    server.expire()
    expect(await one?.client.ask(ListSignIns, {})).toMatchObject({ ok: true })
    expect(server.refreshes).toBe(2)
  })

  test('whoever signs out while a token is renewed stays signed out', async () => {
    const server = signInServer()
    const answered = Promise.withResolvers<void>()
    const { fetch } = server
    server.fetch = (...asked) => answered.promise.then(() => fetch(...asked))
    const [one, other] = await signedIn(server, 2)
    const renewed = one?.tokens.access()
    const out = other?.tokens.signOut()
    await expect.poll(() => other?.tokens.account()).toBeUndefined()
    answered.resolve()
    await out
    expect(await renewed).toMatchObject({ ok: false, trouble: { kind: 'signedOut' } })
    expect(await one?.tokens.account()).toBeUndefined()
  })

  test('a sign-in that was ended elsewhere is forgotten here and told', async () => {
    const local = memoryShelf()
    await local.write('account', {
      server: SERVER,
      refreshToken: 'r'.repeat(30),
      person: PERSON,
      team: TEAM,
    })
    const tokens = createTokens({
      fetch: async () => refusal(401, 'notSignedIn', 'Ended.'),
      local,
      session: memoryShelf(),
      locks: fakeLocks(),
      now: Date.now,
    })
    expect(await tokens.access()).toMatchObject({ ok: false, trouble: { kind: 'signedOut' } })
    expect(await tokens.account()).toBeUndefined()
  })

  test('without a network nobody is signed out', async () => {
    const local = memoryShelf()
    await local.write('account', {
      server: SERVER,
      refreshToken: 'r'.repeat(30),
      person: PERSON,
      team: TEAM,
    })
    const tokens = createTokens({
      fetch: () => Promise.reject(new TypeError('no network')),
      local,
      session: memoryShelf(),
      locks: fakeLocks(),
      now: Date.now,
    })
    expect(await tokens.access()).toMatchObject({ ok: false, trouble: { kind: 'unreachable' } })
    expect(await tokens.account()).toMatchObject({ server: SERVER })
  })
})
