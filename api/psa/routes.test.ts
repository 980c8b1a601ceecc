import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SwitchChanges } from '#e2e/connectwise/rest/switches.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import {
  type Ask,
  askAs,
  type Kind,
  makeTeam,
  signInDirectly,
  type TestTeam,
} from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { CLIENT_ID, type StandIn, startStandIn } from './testing/start-stand-in.ts'

describe.each(onBoth)('the connection on $name', ({ open }) => {
  let standIn: StandIn
  let deps: TestDeps
  let team: TestTeam
  let others: TestTeam
  let hono: ReturnType<typeof createApp>
  beforeAll(async () => {
    standIn = await startStandIn()
    deps = await makeDeps(await open(), {
      env: { PSA_ALLOWED_HOSTS: standIn.site, PSA_CLIENT_ID: CLIENT_ID },
    })
    hono = createApp(deps)
    team = await makeTeam(deps, hono)
    others = await makeTeam(deps, hono)
  })
  beforeEach(() => standIn.reset())
  afterAll(async () => {
    await deps.close()
    await standIn.close()
  })

  const as = async (kind: Kind, of = team): Promise<Ask> =>
    askAs(hono, await signInDirectly(deps, of.id, of.people[kind].id))
  const save = async (of = team) =>
    (await as('team_admin', of))('PUT', '/psa/connection', standIn.connection)

  describe('keys', () => {
    it('go in and never come out, and lie sealed', async () => {
      const saved = await save()
      expect(saved.status).toBe(200)
      const shown = await (await as('team_admin'))('GET', '/psa/connection')
      expect(shown.body).toEqual({
        connection: {
          site: standIn.site,
          companyId: 'northwind',
          keysSetAt: deps.now().toISOString(),
          keysSetBy: team.people.team_admin.name,
          lastTest: null,
        },
      })
      const { publicKey, privateKey } = standIn.connection
      const dump = await sql<{ row: string }>`
        select row_to_json(c)::text as row from psa_connection c`.execute(deps.database.owner)
      const everything = JSON.stringify([saved.body, shown.body, dump.rows, deps.logged])
      expect(dump.rows).toHaveLength(1)
      expect(everything).not.toContain(publicKey)
      expect(everything).not.toContain(privateKey)
    })

    it('are the team’s: another team sees nothing, and its own do not open here', async () => {
      await save()
      expect((await (await as('team_admin', others))('GET', '/psa/connection')).body).toEqual({
        connection: null,
      })
      expect(await deps.psa.of(others.id)).toBeUndefined()
      await sql`
        insert into psa_connection
        select ${others.id}::uuid, site, company_id, public_key, private_key, keys_set_at, keys_set_by, last_test, members_read_at
        from psa_connection where team_id = ${team.id}`.execute(deps.database.owner)
      await expect(deps.psa.of(others.id)).rejects.toMatchObject({
        code: 'notReady',
        cause: { message: 'A stored secret belongs to another record.' },
      })
      await (await as('team_admin', others))('DELETE', '/psa/connection')
    })

    it('new ones are used at once', async () => {
      await save()
      expect((await (await as('engineer'))('GET', '/psa/work-types')).status).toBe(200)
      deps.pass(1000)
      const wrong = { ...standIn.connection, privateKey: 'wrong' }
      await (await as('team_admin'))('PUT', '/psa/connection', wrong)
      expect((await (await as('engineer'))('GET', '/psa/work-types')).status).toBe(422)
      deps.pass(1000)
      await save()
      expect((await (await as('engineer'))('GET', '/psa/work-types')).status).toBe(200)
    })

    it.each([
      ['engineer', 403],
      ['lead', 403],
      ['viewer', 403],
    ] as const)('a %s may not set, see, test or remove them', async (kind, status) => {
      const ask = await as(kind)
      const { connection } = standIn
      expect((await ask('PUT', '/psa/connection', connection)).status).toBe(status)
      expect((await ask('GET', '/psa/connection')).status).toBe(status)
      expect((await ask('POST', '/psa/connection/test', {})).status).toBe(status)
      expect((await ask('DELETE', '/psa/connection')).status).toBe(status)
    })

    it.each([
      [{ site: 'ftp://x' }],
      [{ site: 'http://cw.example.org' }],
      [{ site: 'https://cw.example.org/path' }],
      [{ companyId: '' }],
      [{ privateKey: 'x'.repeat(201) }],
    ])('%j is refused', async (wrong) => {
      const ask = await as('team_admin')
      const answer = await ask('PUT', '/psa/connection', { ...standIn.connection, ...wrong })
      expect(answer.status).toBe(400)
    })
  })

  describe('a test says what is wrong and what to do', () => {
    interface Test {
      ok: boolean
      version: string | null
      findings: { what: string; state: string; message: string }[]
    }
    const test = async (connection?: object): Promise<Test> => {
      const body = connection ? { connection: { ...standIn.connection, ...connection } } : {}
      const answer = await (await as('team_admin'))('POST', '/psa/connection/test', body)
      expect(answer.status).toBe(200)
      return answer.body as Test // the route's answer is held against its schema
    }

    it('all is well: each feature by itself, and what only a write can show', async () => {
      await save()
      const result = await test()
      expect(result).toMatchObject({ ok: true, version: 'v2026.4.105333' })
      const states = Object.fromEntries(result.findings.map((f) => [f.what, f.state]))
      expect(states).toMatchObject({
        'Read service tickets': 'works',
        'Read project tickets': 'works',
        'Read members': 'works',
        'Read configurations': 'works',
        'Add notes': 'unknown',
        'Add time entries': 'unknown',
      })
      const shown = await (await as('team_admin'))('GET', '/psa/connection')
      expect(shown.body).toMatchObject({ connection: { lastTest: { ok: true } } })
    })

    it('nothing to test yet', async () => {
      const answer = await (await as('team_admin', others))('POST', '/psa/connection/test', {})
      expect(answer.status).toBe(422)
    })

    const cases: [string, SwitchChanges, object, RegExp][] = [
      ['an unknown company', {}, { companyId: 'nobody' }, /knows no company “nobody”/],
      ['wrong keys', { badKeys: 401 }, { privateKey: 'x' }, /does not accept the keys/],
      [
        'wrong keys on the cloud',
        { badKeys: 404 },
        { privateKey: 'x' },
        /wrong keys or a wrong company/,
      ],
      ['no client id it takes (400)', { clientIds: [], noClientId: 400 }, {}, /PSA_CLIENT_ID/],
      ['no client id it takes (401)', { clientIds: [], noClientId: 401 }, {}, /PSA_CLIENT_ID/],
      ['no client id it takes (403)', { clientIds: [], noClientId: 403 }, {}, /PSA_CLIENT_ID/],
      ['plain http', {}, { site: 'http://localhost' }, /https:\/\//],
      ['a private address', {}, { site: 'https://10.1.2.3' }, /private network.*PSA_ALLOWED_HOSTS/],
      ['this computer', {}, { site: 'https://localhost' }, /private network/],
      ['a name nobody has', {}, { site: 'https://nobody.invalid' }, /No server goes by the name/],
      ['another port', {}, { site: 'https://cw.example.org:8443' }, /names a port/],
    ]
    it.each(cases)('%s', async (_, switches, connection, words) => {
      standIn.switches.set(switches)
      const result = await test(connection)
      expect(result).toMatchObject({ ok: false, findings: [{ state: 'fails' }] })
      expect(result.findings[0]?.message).toMatch(words)
    })

    it.each([
      [{ kind: 'cannotRoute' }, /does not know this company/],
      [{ kind: 'htmlAsJson' }, /not ConnectWise's API/],
      [{ kind: 'redirect', to: 'https://evil.example/' }, /points to another address/],
      [{ kind: 'htmlError', status: 503 }, /failed with error 503/],
      [{ kind: 'cutBefore' }, /broke before the answer/],
    ] as const)('%j', async (play, words) => {
      standIn.faults.add({ path: '/system/**', count: 99, play })
      const result = await test({})
      expect(result).toMatchObject({ ok: false, findings: [{ state: 'fails' }] })
      expect(result.findings[0]?.message).toMatch(words)
    })

    it.each([
      ['serviceTickets', 'none', 'Read service tickets', 'Service Desk > Service Tickets'],
      ['serviceTickets', 'my', 'Read service tickets', 'Service Desk > Service Tickets'],
      ['contacts', 'none', 'Read contacts', 'Companies > Contacts'],
      ['contacts', 'my', 'Read contacts', 'Companies > Contacts'],
      ['companies', 'none', 'Read companies', 'Companies > Company Maintenance'],
      ['configurations', 'none', 'Read configurations', 'Companies > Configurations'],
      ['time', 'none', 'Read time entries', 'Time & Expense > Time Entry'],
      ['projectTickets', 'none', 'Read project tickets', 'Project > Project Tickets'],
    ] as const)('the right %s set to %s: %s names %s', async (right, level, what, words) => {
      standIn.switches.set({ rights: { [right]: level } })
      const result = await test({})
      const finding = result.findings.find((f) => f.what === what)
      expect(finding?.state).not.toBe('works')
      expect(finding?.message).toContain(words)
      expect(result.findings.filter((f) => f.state === 'works').length).toBeGreaterThan(4)
    })
  })

  describe('members', () => {
    interface Listed {
      members: {
        memberId: number
        identifier: string
        personId: string | null
        matchedBy: string | null
      }[]
      readAt: string | null
    }
    const list = async (query = '') =>
      (await (await as('engineer'))('GET', `/psa/members${query}`)).body as Listed // checked by its schema

    it('are read once by themselves, and again when asked', async () => {
      await save()
      const first = await list('?refresh=true')
      expect(first.members.map((m) => m.identifier)).toContain('jokafor')
      standIn.world.records.members.push({
        id: 777,
        identifier: 'newone',
        firstName: team.people.engineer.name,
        lastName: '',
        licenseClass: 'F',
        inactiveFlag: false,
      })
      expect((await list()).members.map((m) => m.memberId)).not.toContain(777)
      const again = await list('?refresh=true')
      expect(again.members.find((m) => m.memberId === 777)).toMatchObject({
        personId: team.people.engineer.id,
        matchedBy: 'name',
      })
    })

    it('are claimed by one person each; the second is told by whom', async () => {
      await save()
      await list('?refresh=true')
      const admin = await as('team_admin')
      const { engineer, lead } = team.people
      const claims = await Promise.all(
        [engineer, lead].map(({ id }) => admin('PUT', '/psa/members/101', { personId: id })),
      )
      expect(claims.map((c) => c.status).sort()).toEqual([200, 409])
      const winner = claims[0]?.status === 200 ? engineer : lead
      expect(claims.find((c) => c.status === 409)?.body).toMatchObject({
        message: expect.stringContaining(`${winner.name} writes as Jude Okafor`),
      })
      // By hand stands against everything that is read later.
      const later = await list('?refresh=true')
      expect(later.members.find((m) => m.memberId === 101)).toMatchObject({
        personId: winner.id,
        matchedBy: 'hand',
      })
      const freed = await admin('PUT', '/psa/members/101', { personId: null })
      expect(freed.body).toMatchObject({ personId: null, matchedBy: 'hand' })
      const moved = await admin('PUT', '/psa/members/102', { personId: winner.id })
      expect(moved.status).toBe(200)
    })

    it('read by the connection before, are not kept beside another company’s', async () => {
      await save()
      await list('?refresh=true')
      await (await as('team_admin'))('PUT', '/psa/members/103', {
        personId: team.people.engineer.id,
      })
      const { listMembers } = (await deps.psa.of(team.id))!.psa
      const { promise: changed, resolve } = Promise.withResolvers<void>()
      const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>()
      ;(await deps.psa.of(team.id))!.psa.listMembers = async () => {
        const members = await listMembers()
        isAsked()
        await changed
        return members
      }
      const under = (await as('engineer'))('GET', '/psa/members?refresh=true')
      await asked
      deps.pass(1000)
      const other = { ...standIn.connection, companyId: 'southwind' }
      expect((await (await as('team_admin'))('PUT', '/psa/connection', other)).status).toBe(200)
      resolve()
      expect(await under).toMatchObject({
        status: 409,
        body: { message: expect.stringContaining('connection was changed while') },
      })
      const kept = await sql`
        select 1 from psa_member where team_id = ${team.id}`.execute(deps.database.owner)
      expect(kept.rows).toEqual([])
      deps.pass(1000)
      await save()
      // Nobody has looked who is who there, and so it is looked up by itself.
      expect((await list()).members.map((m) => m.identifier)).toContain('jokafor')
    })

    it('an inactive one, one of nowhere, a stranger: refused with what to do', async () => {
      await save()
      await list('?refresh=true')
      const admin = await as('team_admin')
      const personId = team.people.engineer.id
      expect((await admin('PUT', '/psa/members/107', { personId })).status).toBe(409)
      expect((await admin('PUT', '/psa/members/999', { personId })).status).toBe(404)
      const stranger = others.people.engineer.id
      expect((await admin('PUT', '/psa/members/103', { personId: stranger })).status).toBe(404)
      const engineer = await as('engineer')
      expect((await engineer('PUT', '/psa/members/103', { personId })).status).toBe(403)
    })
  })

  it('is forgotten with all that was read through it', async () => {
    await save()
    await (await as('engineer'))('GET', '/psa/members?refresh=true')
    expect((await (await as('team_admin'))('DELETE', '/psa/connection')).status).toBe(200)
    expect((await (await as('engineer'))('GET', '/psa/members')).body).toEqual({
      members: [],
      readAt: null,
    })
    expect((await (await as('engineer'))('GET', '/psa/work-types')).status).toBe(422)
  })
})
