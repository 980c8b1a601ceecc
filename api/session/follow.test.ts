import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoredEvent } from '#shared/session/event.ts'
import { createApp } from '../app.ts'
import { MOST_PER_PERSON } from '../event-stream.ts'
import { followEvents } from '../testing/follow-events.ts'
import { makeDeps, type TestDeps } from '../testing/make-deps.ts'
import { makeEvent, said, started } from '../testing/make-events.ts'
import { type Kind, makeTeam, type TestTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'

describe.each(onBoth)('following a session on $name', ({ open }) => {
  let deps: TestDeps
  let app: ReturnType<typeof createApp>
  let team: TestTeam

  beforeAll(async () => {
    deps = await makeDeps(await open())
    app = createApp(deps)
    team = await makeTeam(deps, app)
  })
  afterAll(() => deps.close())

  const send = async (id: string, after: number, texts: string[], kind: Kind = 'engineer') => {
    const by = team.people[kind]
    const events = texts.map((text) => makeEvent(by, text === '' ? started() : said(text)))
    const answered = await team.as(kind)('POST', `/sessions/${id}/events`, { after, events })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  }
  const follow = async (id: string, kind: Kind = 'viewer', lastEventId?: number) => {
    const end = new AbortController()
    const { status, read } = await followEvents(app, `/api/sessions/${id}/events`, {
      ...{ token: team.people[kind].token, signal: end.signal },
      ...(lastEventId === undefined ? {} : { lastEventId }),
    })
    if (status !== 200) return { status, next: async () => [], end: () => {} }
    /** The numbers of the next events; ends early when the stream does. */
    const next = async (count: number) => {
      const seqs: number[] = []
      while (seqs.length < count) {
        const message = await read()
        if (!message) break
        const stored = StoredEvent.parse(JSON.parse(message.data))
        expect(message.id).toBe(String(stored.seq))
        seqs.push(stored.seq)
      }
      return seqs
    }
    return { status, next, end: () => end.abort() }
  }
  const begin = async () => {
    const id = v7()
    await send(id, 0, ['', 'one', 'two'])
    return id
  }

  test('tells what there is, then what happens', async () => {
    const id = await begin()
    const stream = await follow(id)
    expect(await stream.next(3)).toEqual([1, 2, 3])
    await send(id, 3, ['three'])
    expect(await stream.next(1)).toEqual([4])
    stream.end()
  })

  test('goes on after the last number one has seen', async () => {
    const id = await begin()
    const stream = await follow(id, 'viewer', 2)
    expect(await stream.next(1)).toEqual([3])
    stream.end()
    const bogus = await follow(id, 'viewer', 999)
    await send(id, 3, ['three'])
    expect(await bogus.next(1)).toEqual([4])
    bogus.end()
  })

  test('nobody misses or gets twice what is written while they join', async () => {
    const id = await begin()
    const writing = (async () => {
      for (let i = 0; i < 30; i++) await send(id, 3, [`${i}`])
    })()
    const streams = []
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setImmediate(resolve))
      streams.push(await follow(id, 'viewer'))
    }
    await writing
    const all = Array.from({ length: 33 }, (_, i) => i + 1)
    for (const stream of streams) expect(await stream.next(33)).toEqual(all)
    for (const stream of streams) stream.end()
  })

  test('ends with the sign-in', async () => {
    const id = await begin()
    const stream = await follow(id, 'lead')
    expect(await stream.next(3)).toHaveLength(3)
    const ending = stream.next(1)
    await team.as('team_admin')('DELETE', `/people/${team.people.lead.id}`)
    expect(await ending).toEqual([])
  })

  test('takes only so many of one person, and gives places back', async () => {
    const id = await begin()
    const streams = []
    for (let i = 0; i < MOST_PER_PERSON; i++) streams.push(await follow(id, 'engineer'))
    expect((await follow(id, 'engineer')).status).toBe(429)
    for (const stream of streams) stream.end()
    const again = await follow(id, 'engineer')
    expect(again.status).toBe(200)
    again.end()
  })

  test('takes no place for those who only ask for the head', async () => {
    const id = await begin()
    const headers = {
      accept: 'text/event-stream',
      authorization: `Bearer ${team.people.team_admin.token}`,
    }
    for (let i = 0; i < MOST_PER_PERSON; i++) {
      const head = await app.request(`/api/sessions/${id}/events`, { method: 'HEAD', headers })
      expect(head.status).toBe(200)
    }
    const stream = await follow(id, 'team_admin')
    expect(stream.status).toBe(200)
    stream.end()
  })

  test('is refused for what is not there, and without a sign-in', async () => {
    expect((await follow(v7())).status).toBe(404)
    const other = await makeTeam(deps, app)
    const id = v7()
    const events = [makeEvent(other.people.lead, started())]
    await other.as('lead')('POST', `/sessions/${id}/events`, { after: 0, events })
    expect((await follow(id)).status).toBe(404)
    const headers = { accept: 'text/event-stream' }
    expect((await app.request(`/api/sessions/${id}/events`, { headers })).status).toBe(401)
  })
})
