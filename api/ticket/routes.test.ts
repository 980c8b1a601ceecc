import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { inTeam } from '../db.ts'
import { storeConnection } from '../psa/queries.ts'
import { createFakePsa, type FakePsa } from '../psa/testing/fake-psa.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

const SITE = 'https://na.myconnectwise.net'

describe.each(onBoth)('a ticket on $name', ({ open }) => {
  let deps: TestDeps
  let team: TestTeam
  let others: TestTeam
  let fake: FakePsa
  let isConnected = true
  /** By which keys the team is connected. */
  let keysSetAt: string
  /** Told of each question that has come so far. */
  let arrived = () => {}
  beforeAll(async () => {
    deps = await makeDeps(await open(), {
      psa: {
        of: async (teamId) => {
          arrived()
          if (!isConnected || teamId !== team.id) return undefined
          return { site: SITE, keysSetAt, psa: fake.psa }
        },
        open: () => fake.psa,
      },
    })
    fake = createFakePsa(deps.now)
    const hono = createApp(deps)
    team = await makeTeam(deps, hono)
    others = await makeTeam(deps, hono)
    await connect('northwind')
  })
  beforeEach(() => {
    isConnected = true
    fake.calm()
    fake.calls.length = 0
  })
  afterAll(() => deps.close())

  async function connect(companyId: string) {
    deps.pass(1)
    const at = deps.now()
    const keys = { publicKey: 'sealed', privateKey: 'sealed', keysSetAt: at, keysSetBy: 'an admin' }
    const connection = { site: SITE, companyId, ...keys }
    await inTeam(deps.db, team.id, (tx) => storeConnection(tx, team.id, connection))
    keysSetAt = at.toISOString()
  }

  const get = (ticketId: number, more: Record<string, string> = {}, of = team) =>
    of.as('engineer')(
      'GET',
      `/tickets/${ticketId}?${new URLSearchParams({ origin: SITE, ...more })}`,
    )

  describe('whose changes somebody must have agreed to', () => {
    const path = '/authorisation-rule'
    const save = (body: object, by: 'lead' | 'engineer' = 'lead') => team.as(by)('PUT', path, body)

    it('is nobody’s until a lead says it, and then stands at the tickets of that client', async () => {
      fake.addTicket(41)
      expect((await get(41)).body).toMatchObject({ wantsAuthorisation: false })
      const { company } = (await get(41)).body as { company: { name: string } }
      const named = { basedOn: 0, whose: 'named', clients: ['Somebody else', company.name] }
      expect((await save(named, 'engineer')).status).toBe(403)
      expect(await save(named)).toMatchObject({ status: 200, body: { version: 1 } })
      expect((await get(41)).body).toMatchObject({ wantsAuthorisation: true })
      expect((await get(41, { refresh: 'true' })).body).toMatchObject({ wantsAuthorisation: true })
      expect(await save({ basedOn: 1, whose: 'none', clients: [] })).toMatchObject({ status: 200 })
      expect((await get(41)).body).toMatchObject({ wantsAuthorisation: false })
    })

    it('keeps each client once, and whoever saves second is told', async () => {
      const { version } = (await team.as('viewer')('GET', path)).body as { version: number }
      const clients = ['Pelican Row', ' pelican  ROW', 'Harbor Law']
      expect(await save({ basedOn: version, whose: 'named', clients })).toMatchObject({
        status: 200,
        body: { clients: ['Pelican Row', 'Harbor Law'], savedBy: team.people.lead.name },
      })
      const late = await save({ basedOn: version, whose: 'all', clients: [] })
      expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } })
      expect((await team.as('viewer')('GET', path)).body).toMatchObject({ whose: 'named' })
    })
  })

  it('is answered with its stamp', async () => {
    fake.addTicket(1)
    fake.writeAsSomebody(1, 'first')
    fake.writeAsSomebody(1, 'second')
    const { status, body } = await get(1)
    expect(status).toBe(200)
    const [first, second] = fake.notes.filter((n) => n.ticketId === 1)
    expect(body).toMatchObject({
      origin: SITE,
      ticketId: 1,
      fetchedAt: deps.now().toISOString(),
      stamp: {
        status: 'In Progress',
        owner: 'The Engineer',
        newest: [`note:${second?.id}`, `note:${first?.id}`],
      },
    })
  })

  it('is asked for once in half a minute, anew after that or when wanted', async () => {
    fake.addTicket(2)
    await get(2)
    deps.pass(29_000)
    await get(2)
    expect(fake.calls).toEqual(['readTicket'])
    fake.addTicket(2, { summary: 'changed' })
    expect((await get(2, { refresh: 'true' })).body).toMatchObject({ summary: 'changed' })
    expect(fake.calls).toHaveLength(2)
    deps.pass(31_000)
    await get(2)
    expect(fake.calls).toHaveLength(3)
  })

  it('those who ask at the same time share one reading', async () => {
    fake.addTicket(3)
    const { promise: allHere, resolve } = Promise.withResolvers<void>()
    let count = 0
    arrived = () => {
      count += 1
      if (count === 10) setImmediate(resolve)
    }
    const { readTicket } = fake.psa
    fake.psa.readTicket = (ticket) => allHere.then(() => readTicket(ticket))
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(3, { refresh: 'true' })))
    fake.psa.readTicket = readTicket
    arrived = () => {}
    expect(answers.map((a) => a.status)).toEqual(Array(10).fill(200))
    expect(fake.calls).toHaveLength(1)
  })

  it('stands in with what was read before, and says so, while nothing can be reached', async () => {
    fake.addTicket(4)
    const { body: before } = await get(4)
    deps.pass(60_000)
    fake.trouble('readTicket', { kind: 'not_connected', message: 'The server is away.' }, 9)
    const { status, body } = await get(4)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      fetchedAt: (before as { fetchedAt: string }).fetchedAt, // the answer checked by its schema
      missing: [expect.stringContaining('The server is away.')],
    })
    expect(await get(5)).toMatchObject({ status: 502, body: { message: 'The server is away.' } })
  })

  it('what is missing is not kept as if it were the whole', async () => {
    fake.addTicket(6, { missing: ['Notes could not be read.'] })
    await get(6)
    fake.addTicket(6)
    expect((await get(6)).body).toMatchObject({ missing: [] })
  })

  it.each([
    ['not_found', 404],
    ['rights', 422],
    ['credentials', 422],
    ['unclear', 502],
    ['not_understood', 502],
  ] as const)('%s is told with status %i', async (kind, status) => {
    fake.trouble('readTicket', { kind, message: 'What is wrong, and what to do.' })
    expect((await get(7)).status).toBe(status)
  })

  it('"too many" says when to come back', async () => {
    fake.trouble('readTicket', { kind: 'too_many', message: 'Later.', retryAfterMs: 30_000 })
    const answer = await get(8)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('30')
  })

  it('on another site, or without a connection, it is said what works all the same', async () => {
    const elsewhere = await get(1, { origin: 'https://eu.myconnectwise.net' })
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'notReady' } })
    expect(JSON.stringify(elsewhere.body)).toContain('your team is connected to')
    isConnected = false
    const without = await get(1)
    expect(without.status).toBe(422)
    expect(JSON.stringify(without.body)).toContain('work all the same')
    expect(fake.calls).toEqual([])
  })

  it('read by the connection before, it is not kept beside another company’s', async () => {
    fake.addTicket(10, { summary: 'of the one company' })
    const { promise: changed, resolve } = Promise.withResolvers<void>()
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>()
    const { readTicket } = fake.psa
    fake.psa.readTicket = async (ticket) => {
      const read = await readTicket(ticket)
      isAsked()
      await changed
      return read
    }
    const under = get(10)
    await asked
    fake.psa.readTicket = readTicket
    await connect('southwind')
    fake.addTicket(10, { summary: 'of the other' })
    // Nor is a reading under way shared with whoever asks by the new one.
    expect((await get(10, { refresh: 'true' })).body).toMatchObject({ summary: 'of the other' })
    await connect('northwind')
    resolve()
    await under
    fake.addTicket(10, { summary: 'of the one company, read anew' })
    expect((await get(10)).body).toMatchObject({ summary: 'of the one company, read anew' })
  })

  it('what one team has read is not shown to another', async () => {
    fake.addTicket(9)
    await get(9)
    expect((await get(9, {}, others)).status).toBe(422)
  })

  it.each([
    ['/tickets/0', 400],
    ['/tickets/x', 400],
    ['/tickets/1?origin=http://evil', 400],
    ['/tickets/1', 400],
    ['/tickets/9007199254740993?origin=https://na.myconnectwise.net', 400],
  ])('%s is refused', async (path, status) => {
    expect((await team.as('engineer')('GET', path)).status).toBe(status)
  })
})
