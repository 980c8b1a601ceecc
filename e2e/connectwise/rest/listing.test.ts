/** Lists: pages, order, fields, counts, and the filters that go into children. */
import { describe, expect, test } from 'vitest'
import { makeStandIn } from '../testing/ask.ts'

const standIn = makeStandIn({ callsPerMinute: 0 })
const total = standIn.world.tickets().length

describe('pages', () => {
  test('are 25 long unless asked otherwise, and a page past the end is empty', async () => {
    expect((await standIn.get('/service/tickets')).list).toHaveLength(25)
    const past = await standIn.get('/service/tickets?page=99')
    expect([past.status, past.json]).toEqual([200, []])
  })

  test('give every record once, by page and size', async () => {
    const ids: unknown[] = []
    for (let page = 1; ; page++) {
      const { list } = await standIn.get(`/service/tickets?page=${page}&pageSize=7&orderBy=id desc`)
      ids.push(...list.map((t) => t.id))
      if (list.length < 7) break
    }
    expect(ids).toHaveLength(total)
    expect(ids).toEqual([...ids].sort((a, b) => Number(b) - Number(a)))
  })

  test('link to next, last, first and prev, and to nothing when there is one page', async () => {
    const rels = async (query: string) => {
      const link = (await standIn.get(`/service/tickets?${query}`)).headers.get('link')
      return [...(link ?? '').matchAll(/rel="(\w+)"/g)].map((m) => m[1])
    }
    expect(await rels('pageSize=10')).toEqual(['next', 'last'])
    expect(await rels('pageSize=10&page=2')).toEqual(['next', 'last', 'first', 'prev'])
    expect(await rels('pageSize=10&page=5')).toEqual(['first', 'prev'])
    expect(await rels('pageSize=1000')).toEqual([])
  })

  test('a link keeps the filter and leads back into the API', async () => {
    const condition = encodeURIComponent('board/name="Help Desk"')
    const link = (await standIn.get(`/service/tickets?conditions=${condition}&pageSize=3`)).headers
    const next = /<([^>]+)>; rel="next"/.exec(link.get('link') ?? '')?.[1] ?? ''
    expect(new URL(next).pathname).toBe('/v4_6_release/apis/3.0/service/tickets')
    expect(new URL(next).searchParams.get('conditions')).toBe('board/name="Help Desk"')
    expect(new URL(next).searchParams.get('page')).toBe('2')
  })

  test('links can be malformed or name another host, as seen', async () => {
    const odd = makeStandIn({ links: 'otherHost' })
    expect((await odd.get('/service/tickets')).headers.get('link')).toContain(
      'psa-internal.example',
    )
    odd.switches.set({ links: 'doubledSlash' })
    expect((await odd.get('/service/tickets')).headers.get('link')).toContain('//apis/3.0')
  })

  test('are never longer than a thousand, without a word', async () => {
    const many = makeStandIn({ callsPerMinute: 0 })
    const note = { ticketId: 48213, text: 'x', memberId: 101 }
    const flags = {
      detailDescriptionFlag: false,
      internalAnalysisFlag: true,
      resolutionFlag: false,
    }
    for (let i = 0; i < 1005; i++)
      many.world.addNote({ ...note, ...flags }, { member: 'jokafor', via: 'page' })
    const { list, status } = await many.get('/service/tickets/48213/notes?pageSize=5000')
    expect([status, list.length]).toEqual([200, 1000])
  })

  test('that are no numbers are refused', async () => {
    expect((await standIn.get('/service/tickets?page=two')).status).toBe(400)
  })

  test('forward only: by rising id from pageId, order ignored', async () => {
    const headers = { 'pagination-type': 'forward-only' }
    const ids: number[] = []
    for (let pageId = 0; ; ) {
      const path = `/service/tickets?pageSize=10&pageId=${pageId}&orderBy=id desc`
      const { list, headers: answered } = await standIn.get(path, headers)
      ids.push(...list.map((t) => Number(t.id)))
      const next = /pageId=(\d+)/.exec(answered.get('link') ?? '')?.[1]
      if (next === undefined) break
      pageId = Number(next)
    }
    expect(ids).toEqual(
      standIn.world
        .tickets()
        .map((t) => t.id)
        .sort((a, b) => a - b),
    )
  })
})

describe('filters', () => {
  test('an id list and a count agree', async () => {
    const closed = await standIn.idsWhere('/service/tickets', 'closedFlag=true')
    const query = `conditions=${encodeURIComponent('closedFlag=true')}`
    const count = await standIn.get(`/service/tickets/count?${query}`)
    expect(count.json).toEqual({ count: Array.isArray(closed) ? closed.length : closed })
  })

  test('go into the body of a search, in either case', async () => {
    const search = await standIn.post('/service/tickets/search?fields=id', {
      Conditions: 'id=48213',
      orderby: 'id asc',
    })
    expect(search.list).toEqual([{ id: 48213 }])
  })

  test('by device find the tickets it is on', async () => {
    expect(await standIn.idsWhere('/service/tickets', 'configuration/id=904')).toEqual([48211])
  })

  test('children: one child must meet all of it', async () => {
    const ids = async (childConditions: string) => {
      const query = `childConditions=${encodeURIComponent(childConditions)}&fields=id`
      return (await standIn.get(`/company/contacts?${query}`)).list.map((c) => c.id)
    }
    const email = 'communicationItems/communicationType="Email"'
    expect(await ids(`communicationItems/value like "ines.adler@%" and ${email}`)).toEqual([1201])
    expect(await ids(`communicationItems/value="5035550142" and ${email}`)).toEqual([])
  })

  test('custom fields by caption and value', async () => {
    const query = encodeURIComponent('caption="Region" and value="North"')
    const { list } = await standIn.get(
      `/company/companies?customFieldConditions=${query}&fields=id`,
    )
    expect(list.map((c) => c.id)).toEqual([2, 199, 251, 254])
  })

  test('contacts have no name, and noteType cannot be filtered by', async () => {
    expect(await standIn.idsWhere('/company/contacts', 'name="Ines"')).toBe('ApiFindCondition')
    const path = '/service/tickets/48213/allNotes'
    expect(await standIn.idsWhere(path, 'noteType="TicketNote"')).toBe('ApiFindCondition')
  })

  test('a wrong order is refused', async () => {
    for (const order of ['colour', 'id sideways', 'id desc please'])
      expect((await standIn.get(`/service/tickets?orderBy=${order}`)).status).toBe(400)
  })

  test('a very long address is refused by the web server, not by the API', async () => {
    const long = encodeURIComponent(`summary contains "${'x'.repeat(2400)}"`)
    const answer = await standIn.get(`/service/tickets?conditions=${long}`)
    expect([answer.status, answer.json]).toEqual([404, null])
  })
})

describe('fields', () => {
  test('only what is named comes, and `_info` goes unless it is named too', async () => {
    const path = '/service/tickets/48213?fields=id,status/name'
    expect((await standIn.get(path)).json).toEqual({ id: 48213, status: { name: 'In Progress' } })
    expect((await standIn.get(`${path},_info`)).record._info).toBeDefined()
  })

  test('unknown names are refused for tickets and left out for companies', async () => {
    expect((await standIn.get('/service/tickets?fields=id,colour')).status).toBe(400)
    const companies = await standIn.get('/company/companies/250?fields=id,colour')
    expect(companies.json).toEqual({ id: 250 })
  })
})

describe('empty fields', () => {
  test('are left out by newer servers and null from older ones', async () => {
    const ticket = '/service/tickets/48197'
    expect((await standIn.get(ticket)).record).not.toHaveProperty('contact')
    const older = makeStandIn({ model: 'older' })
    expect((await older.get(ticket)).record).toMatchObject({ contact: null, owner: null })
    const empty = makeStandIn({ emptyReference: 'emptyObject' })
    expect((await empty.get(ticket)).record).toMatchObject({ contact: {} })
  })

  test('`_info` can be missing, empty or null', async () => {
    const infoOf = async (info: 'missing' | 'empty' | 'null') =>
      (await makeStandIn({ info }).get('/service/tickets/48213')).record._info
    expect(await infoOf('missing')).toBeUndefined()
    expect(await infoOf('empty')).toEqual({})
    expect(await infoOf('null')).toBeNull()
  })

  test('the place of a status comes under either name or not at all', async () => {
    const statusOf = async (sortName: 'sort' | 'sortOrder' | 'absent') =>
      (await makeStandIn({ sortName, info: 'missing' }).get('/service/tickets/48213')).record.status
    expect(await statusOf('sort')).toEqual({ id: 17, name: 'In Progress', sort: 30 })
    expect(await statusOf('sortOrder')).toEqual({ id: 17, name: 'In Progress', sortOrder: 30 })
    expect(await statusOf('absent')).toEqual({ id: 17, name: 'In Progress' })
  })
})
