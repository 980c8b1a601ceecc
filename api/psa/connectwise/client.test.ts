import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ask, Reach } from '../../reach/reach.ts'
import { CLIENT_ID, reachSaying, type StandIn, startStandIn } from '../testing/start-stand-in.ts'
import { createPace } from './pace.ts'

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.reset())
afterAll(() => standIn.close())

const MEMBERS = '/system/info/members'

/** Notes down each question and passes it on. */
function spying(reach: Reach) {
  const asked: Ask[] = []
  return {
    asked,
    reach: ((ask) => {
      asked.push(ask)
      return reach(ask)
    }) satisfies Reach,
  }
}

describe('what each call carries', () => {
  it('address, keys, client id, pinned version; a body says its letters', async () => {
    const { asked, reach } = spying(standIn.reach)
    const client = standIn.client({ reach })
    await client.get(MEMBERS)
    await client.post('/time/entries', { notes: 'Zoë' })
    const { companyId, publicKey, privateKey } = standIn.connection
    const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')
    expect(asked[0]?.url.pathname).toBe('/login/companyinfo/northwind')
    expect(asked[0]?.headers).not.toHaveProperty('Authorization')
    expect(asked[1]).toMatchObject({
      method: 'GET',
      timeoutMs: 30_000,
      headers: {
        Authorization: `Basic ${basic}`,
        clientId: CLIENT_ID,
        Accept: 'application/vnd.connectwise.com+json; version=2026.4',
      },
    })
    expect(asked[1]?.url.pathname).toBe(`/v4_6_release/apis/3.0${MEMBERS}`)
    expect(asked[2]?.headers['Content-Type']).toBe('application/json; charset=utf-8')
  })

  it('the query percent-encoded throughout', async () => {
    const { asked, reach } = spying(standIn.reach)
    await standIn.client({ reach }).get(MEMBERS, { conditions: 'a="x & y+z"', page: undefined })
    expect(asked[1]?.url.search).toBe('?conditions=a%3D%22x%20%26%20y%2Bz%22')
  })
})

describe('where the API is', () => {
  const infoOf = (site: string, info: unknown, status = 200) => {
    const { asked, reach } = spying(async (ask) =>
      reachSaying(
        ask.url.pathname.startsWith('/login') ? status : 200,
        JSON.stringify(ask.url.pathname.startsWith('/login') ? info : []),
      )(ask),
    )
    const client = standIn.client({ reach, connection: { ...standIn.connection, site } })
    return client.get(MEMBERS).then(() => asked.map((ask) => ask.url.href))
  }
  const cloud = { Codebase: 'v2026_4/', IsCloud: 'True', SiteUrl: 'api-eu.myconnectwise.net' }

  it.each([
    ['https://eu.myconnectwise.net', cloud, 'https://api-eu.myconnectwise.net/v2026_4'],
    ['https://api-eu.myconnectwise.net', cloud, 'https://api-eu.myconnectwise.net/v2026_4'],
    [
      'https://na.myconnectwise.net',
      { Codebase: 'v2026_4/' },
      'https://api-na.myconnectwise.net/v2026_4',
    ],
    [
      'https://cw.example.org',
      { Codebase: 'v4_6_release/' },
      'https://cw.example.org/v4_6_release',
    ],
    // Keys never go where an answer points to, unless it is the vendor's or what was typed.
    [
      'https://eu.myconnectwise.net',
      { ...cloud, SiteUrl: 'evil.example' },
      'https://api-eu.myconnectwise.net/v2026_4',
    ],
    [
      'https://cw.example.org',
      { ...cloud, SiteUrl: 'evil.example' },
      'https://cw.example.org/v2026_4',
    ],
    ['https://cw.example.org', cloud, 'https://cw.example.org/v2026_4'],
    ['https://cw.example.org', { Codebase: '../../evil/' }, 'https://cw.example.org/v4_6_release'],
    [
      'https://cw.example.org',
      { Codebase: null, SiteUrl: null },
      'https://cw.example.org/v4_6_release',
    ],
  ])('%s with %j: %s', async (site, info, base) => {
    const asked = await infoOf(site, info)
    expect(asked[1]).toBe(`${base}/apis/3.0${MEMBERS}`)
  })

  it('a server too old to tell has always had the same address', async () => {
    const asked = await infoOf('https://cw.example.org', { code: 'x' }, 404)
    expect(asked[1]).toBe(`https://cw.example.org/v4_6_release/apis/3.0${MEMBERS}`)
  })

  it('a codebase that moved is looked up once, and the call repeated once', async () => {
    const cloudy = await startStandIn({ hosting: 'cloud', codebase: 'v2026_4/' })
    const client = cloudy.client()
    expect((await client.get(MEMBERS)).kind).toBe('ok')
    cloudy.switches.set({ codebase: 'v2026_5/' })
    expect((await client.get(MEMBERS)).kind).toBe('ok')
    expect((await client.get(MEMBERS)).kind).toBe('ok')
    const lookUps = cloudy.calls().filter((call) => call.includes('/login/companyinfo'))
    expect(lookUps).toHaveLength(2)
    await cloudy.close()
  })
})

describe('how answers are read', () => {
  const saying = (status: number, body: string, headers = {}) => {
    const reach: Reach = async (ask) =>
      ask.url.pathname.startsWith('/login')
        ? reachSaying(200, '{"Codebase":"v4_6_release/"}')(ask)
        : reachSaying(status, body, headers)(ask)
    return standIn.client({ reach, tries: 1 }).get('/service/tickets/1')
  }
  const error = (code: string, message: string, errors: unknown = null) =>
    JSON.stringify({ code, message, errors })

  it.each([
    [200, '{"id":1}', 'ok', undefined],
    [200, '\uFEFF{"id":1}', 'ok', undefined],
    [201, '[]', 'ok', undefined],
    [204, '', 'ok', undefined],
    [200, '<html><body>Sign in</body></html>', 'not_understood', 'not_json'],
    [200, '', 'not_understood', 'not_json'],
    [302, '', 'not_understood', 'redirect'],
    [
      400,
      error('InvalidObject', 'x', [{ message: 'The field is required.' }]),
      'refused',
      'declined',
    ],
    [400, 'Cannot route. Codebase/company is invalid.', 'credentials', 'cannot_route'],
    [403, error('Security', 'SSL is required.'), 'credentials', 'ssl_required'],
    [400, error('InvalidClientId', 'A valid clientId is needed'), 'credentials', 'client_id'],
    [401, error('x', 'Missing clientId header'), 'credentials', 'client_id'],
    [401, error('Unauthorized', 'Unauthorized'), 'credentials', 'keys'],
    [401, '<html></html>', 'credentials', 'keys'],
    [403, error('Security', 'You do not have permission'), 'rights', 'right'],
    [403, '<html>Blocked</html>', 'rights', 'right'],
    [404, error('NotFound', 'Ticket 1 not found'), 'not_found', 'record_missing'],
    [404, error('NotFound', 'The requested resource was not found.'), 'credentials', 'not_here'],
    [404, error('ConnectWiseApi', 'The endpoint does not exist.'), 'not_understood', 'no_endpoint'],
    [404, '<html>404</html>', 'credentials', 'not_here'],
    [404, '', 'credentials', 'not_here'],
    [405, '', 'not_understood', 'no_endpoint'],
    [409, error('x', 'In use'), 'refused', 'declined'],
    [415, '', 'refused', 'declined'],
    [408, '', 'unclear', 'server_failed'],
    [500, error('x', 'Timeout expired'), 'unclear', 'server_failed'],
    [503, '<html>Cloud</html>', 'unclear', 'server_failed'],
    [520, '', 'unclear', 'server_failed'],
  ])('%i %j is %s', async (status, body, kind, why) => {
    const outcome = await saying(status, body)
    expect(outcome.kind).toBe(kind)
    if (why) expect(outcome).toMatchObject({ why, message: expect.stringMatching(/[.”]$/) })
  })

  it.each([
    [{ 'retry-after': '30' }, '', 30_000],
    [{}, '{"error":"ConnectWiseAPI","message":"Too many. Try again in 12 seconds."}', 12_000],
    [{}, '', 30_000],
    [{ 'retry-after': 'soon' }, '', 30_000],
    [{ 'retry-after': '999999' }, '', 900_000],
    [{ 'retry-after': '0' }, '', 1_000],
  ])('"too many" with %j %s waits %i ms', async (headers, body, ms) => {
    expect(await saying(429, body, headers)).toMatchObject({ kind: 'too_many', retryAfterMs: ms })
  })

  it('"too many" until a date', async () => {
    const at = new Date(Date.now() + 60_000).toUTCString()
    const outcome = await saying(429, '', { 'retry-after': at })
    if (outcome.kind !== 'too_many') throw new Error(outcome.kind)
    expect(outcome.retryAfterMs).toBeGreaterThan(55_000)
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(60_000)
  })

  it('reasons are shown on one line, in part, and without what cannot be seen', async () => {
    const long = `Wrong\r\nfield\u202e ${'x'.repeat(2000)}`
    const outcome = await saying(400, error('InvalidObject', 'm', [{ message: long }]))
    if (outcome.kind !== 'refused') throw new Error(outcome.kind)
    expect(outcome.message).toContain('Wrong field x')
    expect(outcome.message.length).toBeLessThan(400)
  })
})

describe('trying again', () => {
  const fault = (
    method: string,
    play: Parameters<StandIn['faults']['add']>[0]['play'],
    count = 1,
  ) =>
    standIn.faults.add({ method, path: method === 'GET' ? '/system/**' : '/time/**', count, play })
  const count = (method: string) =>
    standIn.calls().filter((call) => call.startsWith(method) && !call.includes('/login')).length

  it.each([
    ['a server error', { kind: 'status', status: 500 }],
    ['a proxy’s page', { kind: 'htmlError', status: 502 }],
    ['a cut line', { kind: 'cutBefore' }],
    ['half an answer', { kind: 'cutMiddle' }],
    ['a short "too many"', { kind: 'throttle', retryAfter: '2' }],
  ] as const)('a question after %s: yes', async (_, play) => {
    fault('GET', play, 2)
    expect((await standIn.client().get(MEMBERS)).kind).toBe('ok')
    expect(count('GET')).toBe(3)
  })

  it('a question, but not for ever, and not after a long "too many"', async () => {
    fault('GET', { kind: 'status', status: 500 }, 9)
    expect((await standIn.client().get(MEMBERS)).kind).toBe('unclear')
    expect(count('GET')).toBe(3)
    standIn.reset()
    fault('GET', { kind: 'throttle', retryAfter: '120' }, 9)
    expect((await standIn.client().get(MEMBERS)).kind).toBe('too_many')
    expect(count('GET')).toBe(1)
  })

  it.each([
    ['a server error', { kind: 'status', status: 500 }],
    ['a cut line', { kind: 'cutBefore' }],
    ['"too many"', { kind: 'throttle', retryAfter: '2' }],
  ] as const)('a write after %s: never by itself', async (_, play) => {
    fault('POST', play)
    await standIn.client().post('/time/entries', {})
    expect(count('POST')).toBe(1)
  })

  it('silence while the address is being asked for leaves no doubt about a write', async () => {
    standIn.faults.add({ path: '/login/**', count: 9, play: { kind: 'cutBefore' } })
    expect(await standIn.client().post('/time/entries', {})).toMatchObject({
      kind: 'not_connected',
    })
    expect(count('POST')).toBe(0)
  })

  it('after many silences nothing is asked for a while', async () => {
    const clock = { now: () => 1_000_000, sleep: async () => {} }
    const client = standIn.client({ tries: 1, pace: createPace({ ...clock, silences: 3 }) })
    fault('GET', { kind: 'cutBefore' }, 9)
    for (let i = 0; i < 3; i++) await client.get(MEMBERS)
    const before = count('GET')
    expect(await client.get(MEMBERS)).toMatchObject({ kind: 'not_connected', why: 'resting' })
    expect(count('GET')).toBe(before)
  })
})

it('a list is counted page by page, and links in answers are not followed', async () => {
  const rows = Array.from({ length: 2500 }, (_, id) => ({ id }))
  const { asked, reach } = spying(async (ask) => {
    const page = Number(ask.url.searchParams.get('page') ?? 1)
    const body = ask.url.pathname.startsWith('/login')
      ? {}
      : rows.slice((page - 1) * 1000, page * 1000)
    return reachSaying(200, JSON.stringify(body), { link: '<https://evil.example/>; rel="next"' })(
      ask,
    )
  })
  const all = await standIn.client({ reach }).list('/company/contacts')
  expect(all.kind === 'ok' && all.body.length).toBe(2500)
  expect(asked.map((ask) => ask.url.host)).toEqual(Array(4).fill(new URL(standIn.site).host))
})
