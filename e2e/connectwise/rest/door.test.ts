/** Who comes in: company info, codebase, client id, keys, versions, rights, the throttle. */
import { describe, expect, test } from 'vitest'
import { basic, CLIENT_ID, makeStandIn } from '../testing/ask.ts'

const cloud = { host: 'na.myconnectwise.net' }
const V = '/v4_6_release/apis/3.0'

describe('company info', () => {
  test('an own server says its codebase and no SiteUrl', async () => {
    const { record } = await makeStandIn().get('/login/companyinfo/northwind')
    expect(record).toMatchObject({
      CompanyID: 'northwind',
      Codebase: 'v4_6_release/',
      IsCloud: false,
    })
    expect(record).not.toHaveProperty('SiteUrl')
  })

  test('the cloud says a codebase of its own and the host for programs', async () => {
    const { record } = await makeStandIn().get('/login/companyinfo/northwind', cloud)
    expect(record).toMatchObject({ Codebase: 'v2026_4/', SiteUrl: 'api-na.myconnectwise.net' })
  })

  test('an unknown company is null, with 200; the case of the letters counts', async () => {
    for (const id of ['nobody', 'Northwind']) {
      const answer = await makeStandIn().get(`/login/companyinfo/${id}`)
      expect([answer.status, answer.text]).toEqual([200, 'null'])
    }
  })

  test('older ones write the flag as text', async () => {
    const older = makeStandIn({ model: 'older' })
    expect((await older.get('/login/companyinfo/northwind', cloud)).record.IsCloud).toBe('True')
  })
})

describe('the codebase', () => {
  test('on the cloud another one cannot be routed, in plain text', async () => {
    const answer = await makeStandIn().get('/v2024_1/apis/3.0/service/tickets', cloud)
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(/^Cannot route/)
  })

  test('on the cloud the old name works as well, and a new one after an upgrade', async () => {
    const standIn = makeStandIn()
    expect((await standIn.get(`${V}/system/info`, cloud)).status).toBe(200)
    standIn.switches.set({ codebase: 'v2026_5/' })
    expect((await standIn.get('/v2026_4/apis/3.0/system/info', cloud)).status).toBe(400)
    expect((await standIn.get('/v2026_5/apis/3.0/system/info', cloud)).status).toBe(200)
  })

  test('a doubled path cannot be routed', async () => {
    const answer = await makeStandIn().get(`${V}${V}/service/tickets`, cloud)
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(/^Cannot route/)
  })

  test('the plain cloud host may want the one for programs', async () => {
    const standIn = makeStandIn({ plainHostRefused: true })
    const answer = await standIn.get(`${V}/system/info`, cloud)
    expect(answer.record.message).toBe('SSL is required.')
    const api = { host: 'api-na.myconnectwise.net' }
    expect((await standIn.get(`${V}/system/info`, api)).status).toBe(200)
  })
})

describe('signing in', () => {
  test('needs a client id', async () => {
    const standIn = makeStandIn()
    expect((await standIn.get('/service/tickets', { clientId: '' })).status).toBe(400)
    standIn.switches.set({ noClientId: 403 })
    expect((await standIn.get('/service/tickets', { clientId: 'mine' })).status).toBe(403)
    standIn.switches.set({ noClientId: 401, clientIds: ['6f1d2c3b-0000-4222-8333-9a8b7c6d5e4f'] })
    expect((await standIn.get('/service/tickets', { clientId: CLIENT_ID })).status).toBe(401)
  })

  test.each([
    ['a wrong private key', basic(undefined, 'wrong')],
    ['a wrong public key', basic('wrong')],
    ['another company', basic(undefined, undefined, 'contoso')],
    [
      'no company',
      `Basic ${Buffer.from('standInPublic0001:standInPrivate0001').toString('base64')}`,
    ],
    ['a bearer', 'Bearer abc'],
    ['nothing', ''],
  ])('%s is 401, or 404 where the cloud says so', async (_, authorization) => {
    const standIn = makeStandIn()
    const answer = await standIn.get('/service/tickets', { authorization })
    expect([answer.status, answer.record.code]).toEqual([401, 'Unauthorized'])
    standIn.switches.set({ badKeys: 404 })
    const hidden = await standIn.get('/service/tickets', { authorization })
    expect(hidden.status).toBe(404)
    // It names no record, so it must not be taken for a missing ticket.
    expect(hidden.record.message).not.toMatch(/\d/)
  })

  test('a wrong address never tells whether the keys are right', async () => {
    const answer = await makeStandIn().get('/v2024_1/apis/3.0/x', { authorization: '' })
    expect(answer.status).toBe(404)
  })

  test('system info needs a login or not', async () => {
    const standIn = makeStandIn()
    const anonymous = { authorization: '' }
    expect((await standIn.get('/system/info', anonymous)).status).toBe(401)
    standIn.switches.set({ systemInfoNeedsLogin: false })
    expect((await standIn.get('/system/info', anonymous)).status).toBe(200)
    expect((await standIn.get('/system/info/members', anonymous)).status).toBe(401)
  })
})

describe('forms', () => {
  test('the version asked for comes back, and the server’s own beside it', async () => {
    const { headers } = await makeStandIn().get('/system/info', {
      accept: 'application/vnd.connectwise.com+json; version=2025.1',
    })
    expect(headers.get('content-type')).toContain('version=2025.1')
    expect(headers.get('api-current-version')).toBe('2026.4')
  })

  test('a version that is gone or not there yet is refused', async () => {
    for (const version of ['2021.3', '2031.1']) {
      const accept = `application/vnd.connectwise.com+json; version=${version}`
      expect((await makeStandIn().get('/system/info', { accept })).status).toBe(400)
    }
  })

  test('without a charset accented letters are damaged', async () => {
    const standIn = makeStandIn()
    const note = { text: 'Zoë', internalAnalysisFlag: true }
    const path = '/service/tickets/48213/notes'
    const plain = { 'content-type': 'application/json' }
    expect((await standIn.ask('POST', path, note, plain)).record.text).toBe('ZoÃ«')
    expect((await standIn.post(path, note)).record.text).toBe('Zoë')
  })

  test('a body that is no JSON: 415 by its name, 400 by its content', async () => {
    const standIn = makeStandIn()
    const path = '/service/tickets/48213/notes'
    expect((await standIn.ask('POST', path, 'x', { 'content-type': 'text/plain' })).status).toBe(
      415,
    )
    const broken = await standIn.app.request(`http://127.0.0.1${V}${path}`, {
      method: 'POST',
      headers: { authorization: basic(), clientId: CLIENT_ID, 'content-type': 'application/json' },
      body: '{"text":',
    })
    expect(broken.status).toBe(400)
  })

  test('no such endpoint is told apart from no such record', async () => {
    const standIn = makeStandIn()
    expect((await standIn.get('/service/nothing')).record.code).toBe('ConnectWiseApi')
    expect((await standIn.get('/service/tickets/1')).json).toMatchObject({
      code: 'NotFound',
      message: 'Ticket 1 not found',
    })
  })

  test('replacing a whole record is not offered', async () => {
    expect((await makeStandIn().ask('PUT', '/service/tickets/48213', {})).status).toBe(405)
  })
})

describe('rights', () => {
  const cases = [
    ['companies', '/company/companies', '/company/companies/250'],
    ['contacts', '/company/contacts', '/company/contacts/1201'],
    ['configurations', '/company/configurations', '/company/configurations/901'],
    ['time', '/time/entries', '/time/entries/5001'],
    ['members', '/system/members', '/system/members/101'],
    ['boards', '/service/boards', '/service/boards/1'],
    ['serviceTickets', '/service/tickets', '/service/tickets/48213'],
    ['projectTickets', '/project/tickets', '/project/tickets/48140'],
  ] as const

  test.each(cases)('%s: none is 403, my is an empty list and 404', async (right, list, one) => {
    const standIn = makeStandIn({ rights: { [right]: 'none' } })
    expect([(await standIn.get(list)).status, (await standIn.get(one)).status]).toEqual([403, 403])
    standIn.switches.set({ rights: { [right]: 'my' } })
    expect((await standIn.get(list)).json).toEqual([])
    expect((await standIn.get(one)).status).toBe(404)
    standIn.switches.set({ rights: { [right]: 'all' } })
    expect((await standIn.get(one)).status).toBe(200)
  })

  test('a refusal can be JSON, text or a page', async () => {
    const standIn = makeStandIn({ rights: { companies: 'none' } })
    expect((await standIn.get('/company/companies')).record.code).toBe('Security')
    standIn.switches.set({ forbiddenBody: 'html' })
    expect((await standIn.get('/company/companies')).text).toMatch(/^<html>/)
  })

  test('callbacks need table setup, the light list of members needs nothing of its own', async () => {
    const standIn = makeStandIn({ rights: { tableSetup: 'none', members: 'none' } })
    expect((await standIn.get('/system/callbacks')).status).toBe(403)
    expect((await standIn.get('/system/members')).status).toBe(403)
    expect((await standIn.get('/system/info/members')).status).toBe(200)
  })

  test('passwords of devices come only with the right to display them', async () => {
    const standIn = makeStandIn()
    expect((await standIn.get('/company/configurations/901')).text).not.toContain('Marrow-Tide')
    standIn.switches.set({ rights: { displayPasswords: 'all' } })
    expect((await standIn.get('/company/configurations/901')).text).toContain('Marrow-Tide')
  })
})

describe('the throttle', () => {
  test('more calls than allowed in a minute are 429 in its own shape, until time has passed', async () => {
    const standIn = makeStandIn({ callsPerMinute: 3 })
    for (let i = 0; i < 3; i++) expect((await standIn.get('/system/info')).status).toBe(200)
    const answer = await standIn.get('/system/info')
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('30')
    expect(answer.record.error).toBe('ConnectWiseAPI')
    expect(answer.record).not.toHaveProperty('code')
    standIn.world.moveClock(61_000)
    expect((await standIn.get('/system/info')).status).toBe(200)
  })
})
