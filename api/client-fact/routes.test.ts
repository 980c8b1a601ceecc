import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ListClientFacts } from '#shared/client-fact/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { createApp } from '../app.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, started } from '../testing/make-events.ts'
import { askAs, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

type Role = 'engineer' | 'lead'

describe.each(onBoth)('what is known of a client, on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam
  let client: string
  let clients = 0

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())
  beforeEach(() => {
    client = `Client ${++clients}`
  })

  const factsOf = async (name: string, of = team) => {
    const { body } = await of.as('viewer')(
      'GET',
      `/client-facts?client=${encodeURIComponent(name)}`,
    )
    return z.parse(ListClientFacts.response, body).facts
  }

  async function begin(role: Role): Promise<{ tell: (...data: Told[]) => Promise<void> }> {
    const id = deps.newId()
    let version = 1
    const ask = team.as(role)
    await ask('POST', `/sessions/${id}/events`, {
      after: 0,
      events: [makeEvent(team.people[role], started(48213, client))],
    })
    return {
      async tell(...told) {
        const events = told.map(({ at, ...data }) =>
          makeEvent(team.people[role], toldOf(data), { at: `2026-03-0${at}T08:00:00.000Z` }),
        )
        const { status } = await ask('POST', `/sessions/${id}/events`, { after: version, events })
        expect(status).toBe(200)
        version += told.length
      },
    }
  }

  test('kept from the record with its teller, date and ticket, under any spelling of the client, for the team alone', async () => {
    client = '  Adler  & Partner '
    const { tell } = await begin('engineer')
    await tell({ value: 'fs-new', at: 2 }, { value: 'fs-old', at: 1 })
    expect(await factsOf('ADLER & Partner')).toEqual([
      {
        ...{ name: 'file_server', value: 'fs-new', other: null },
        ...{
          setBy: team.people.engineer.name,
          setAt: '2026-03-02T08:00:00.000Z',
          ticket: '#48213',
        },
      },
    ])
    expect(await factsOf('Adler & Partner', await makeTeam(deps, app))).toEqual([])
  })

  test('filled in from here it keeps its date and who told it', async () => {
    const first = await begin('engineer')
    await first.tell({ value: 'fs01', at: 1 })
    const second = await begin('lead')
    await second.tell({ value: 'fs01', at: 5, source: 'client' })
    expect(await factsOf(client)).toMatchObject([
      { setBy: team.people.engineer.name, setAt: '2026-03-01T08:00:00.000Z' },
    ])
  })

  test('a second thought in one session, and a value told by somebody who knew the old one, replace it', async () => {
    const { tell } = await begin('engineer')
    await tell({ value: 'fs01', at: 1 })
    await tell({ value: 'fs02', at: 2 })
    expect(await factsOf(client)).toMatchObject([{ value: 'fs02', other: null }])
    await (await begin('lead')).tell({ value: 'fs03', at: 3, knew: ['fs02'] })
    expect(await factsOf(client)).toMatchObject([{ value: 'fs03', other: null }])
  })

  test('two who did not know of each other: both are kept, whichever comes first, until one holds', async () => {
    const [engineer, lead] = [team.people.engineer.name, team.people.lead.name]
    const disputed = [{ value: 'fs02', setBy: lead, other: { value: 'fs01', setBy: engineer } }]
    await (await begin('engineer')).tell({ value: 'fs01', at: 1 })
    await (await begin('lead')).tell({ value: 'fs02', at: 2 })
    expect(await factsOf(client)).toMatchObject(disputed)

    client = `Client ${++clients}`
    await (await begin('lead')).tell({ value: 'fs02', at: 2 })
    await (await begin('engineer')).tell({ value: 'fs01', at: 1 })
    expect(await factsOf(client)).toMatchObject(disputed)

    const settle = (value: string, knew: string[]) =>
      team.as('engineer')('PUT', '/client-facts', { client, name: 'file_server', value, knew })
    // Who says it again without having seen the other settles nothing.
    await settle('fs02', [])
    expect(await factsOf(client)).toMatchObject([{ value: 'fs02', other: { value: 'fs01' } }])
    const { body } = await settle('fs01', ['fs02', 'fs01'])
    expect(body).toMatchObject({ facts: [{ value: 'fs01', other: null, ticket: null }] })
  })

  test('told by a machine whose clock is ahead: it is settled all the same', async () => {
    const ahead = new Date(deps.now().getTime() + 3_600_000).toISOString()
    const id = deps.newId()
    await team.as('lead')('POST', `/sessions/${id}/events`, {
      after: 0,
      events: [
        makeEvent(team.people.lead, started(48213, client)),
        makeEvent(team.people.lead, toldOf({ value: 'fs09' }), { at: ahead }),
      ],
    })
    await (await begin('engineer')).tell({ value: 'fs01', at: 1 })
    expect(await factsOf(client)).toMatchObject([{ value: 'fs09', other: { value: 'fs01' } }])
    await team.as('engineer')('PUT', '/client-facts', {
      ...{ client, name: 'file_server', value: 'fs01', knew: ['fs09', 'fs01'] },
    })
    expect(await factsOf(client)).toMatchObject([{ value: 'fs01', other: null }])
  })

  test('told late by somebody offline whose value was known to who replaced it: no dispute', async () => {
    await (await begin('engineer')).tell({ value: 'fs02', at: 3, knew: ['fs01'] })
    await (await begin('lead')).tell({ value: 'fs01', at: 1 })
    expect(await factsOf(client)).toMatchObject([{ value: 'fs02', other: null }])
  })

  test('two at the same moment: neither is lost', async () => {
    const [first, second] = [await begin('engineer'), await begin('lead')]
    await Promise.all([first.tell({ value: 'fs01', at: 1 }), second.tell({ value: 'fs02', at: 1 })])
    const [fact] = await factsOf(client)
    expect([fact?.value, fact?.other?.value].toSorted()).toEqual(['fs01', 'fs02'])
  })

  test('forgotten as it was seen, and not when it was changed meanwhile', async () => {
    await (await begin('engineer')).tell({ value: 'fs01', at: 1 })
    const forget = (value: string) => {
      const query = new URLSearchParams({ client, name: 'file_server', value })
      return team.as('engineer')('DELETE', `/client-facts?${query}`)
    }
    expect(await forget('fs00')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect((await forget('fs01')).status).toBe(200)
    expect(await factsOf(client)).toEqual([])
  })

  test('a password is kept nowhere, from the record or told alone', async () => {
    const value = 'password: Hunter2-Blue-Sky!'
    await (await begin('engineer')).tell({ value, at: 1 })
    expect(await factsOf(client)).toEqual([])
    const told = await team.as('engineer')('PUT', '/client-facts', {
      ...{ client, name: 'file_server', value, knew: [] },
    })
    expect(told).toMatchObject({ status: 400 })
  })

  test('is not allowed to strangers', async () => {
    expect((await askAs(app)('GET', '/client-facts?client=x')).status).toBe(401)
  })
})

type Told = { value: string; at: number } & Partial<
  Pick<Extract<EventData, { type: 'variable_set' }>, 'source' | 'knew'>
>

const toldOf = ({ value, source = 'typed', knew }: Omit<Told, 'at'>): EventData => ({
  ...{ type: 'variable_set', name: 'file_server', keep: 'client', value, source },
  ...(knew ? { knew } : {}),
})
