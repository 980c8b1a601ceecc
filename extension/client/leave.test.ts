import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { beforeEach, describe, expect, test } from 'vitest'
import { HandOff } from '#shared/handoff/contract.ts'
import { PostNote } from '#shared/note/contract.ts'
import { WhoAmI } from '#shared/person/contract.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Client } from '../client.ts'
import { SENDING } from './handover-fields.ts'
import type { AskedHandoff } from './handovers.ts'
import { finishLeaving, type Keeps, leave } from './leave.ts'
import { createLeaveStore } from './leave-store.ts'
import { type FileRow, type LocalStore, openLocalStore, type PostRow } from './local-store.ts'
import { leavingMark, localStoreName } from './local-store-name.ts'
import type { SessionDeps } from './session-deps.ts'
import { createSessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork, memoryShelf } from './testing/fake-browser.ts'
import { fakeServer } from './testing/fake-server.ts'
import { type Account, createTokens } from './tokens.ts'
import { OFFLINE } from './trouble.ts'
import { readWhatWaits } from './what-waits.ts'

const SERVER = 'https://rf.example'
const TICKET = { ref: null, number: '1', summary: 'No print' }
const STARTED: EventData = { type: 'session_started', ticket: TICKET }
const SEEN: EventData = { type: 'statement_added', kind: 'observation', text: 'Queue is stopped' }

type Profile = Awaited<ReturnType<typeof makeProfile>>
let one: Profile
beforeEach(async () => {
  one = await makeProfile()
})

/** A browser profile in which somebody is signed in, with any number of surfaces. */
async function makeProfile() {
  const local = memoryShelf()
  const locks = fakeLocks()
  const network = fakeNetwork()
  const channel = fakeChannel()
  const server = fakeServer()
  const person = { id: v7(), email: 'ada@msp.example', name: 'Ada', role: 'engineer' as const }
  const account: Account = {
    server: SERVER,
    refreshToken: 'r'.repeat(30),
    person: { ...person, isLead: false, isRemoved: false, createdAt: '2026-01-01T00:00:00Z' },
    team: { id: v7(), name: 'Kern & Roth' },
  }
  await local.write('account', account)
  const written: string[] = []
  /** Stored, and in the record. */
  const handOff = (asked: AskedHandoff) => {
    const { sessionId, handoffId, at, intent, reason, words } = asked
    const by = { kind: 'person', id: person.id, name: person.name } as const
    const data: EventData = { type: 'handed_off', intent, reason, to: null, words }
    server.append(sessionId, 0, [{ id: handoffId, at, by, data }])
    return { ok: true, value: {} as never } as const
  }
  const client: Pick<Client, 'ask' | 'open'> = {
    open: server.client.open,
    async ask(route, request, options) {
      if (!network.is()) return { ok: false, trouble: OFFLINE }
      if (route.path === WhoAmI.path) return { ok: true, value: {} as never }
      if (route.path === HandOff.path) return handOff(HandOff.request.parse(request))
      if (route.path === ReadEvents.path && route.method === 'GET') {
        const { sessionId } = ReadEvents.request.parse(request)
        return { ok: true, value: { events: server.records.get(sessionId) ?? [] } as never }
      }
      if (route.path !== PostNote.path) return server.client.ask(route, request, options)
      written.push(PostNote.request.parse(request).text)
      return { ok: false, trouble: { kind: 'refused', code: 'conflict', message: 'Changed.' } }
    },
  }
  const tokens = createTokens({
    fetch: async () => Response.json({}),
    ...{ local, session: memoryShelf(), locks, now: Date.now },
  })
  const isSignedIn = async () => (await tokens.account())?.person.id === person.id
  const openStore = () => openLocalStore(SERVER, person.id, isSignedIn)
  const deps = (): SessionDeps => ({
    db: openStore(),
    client,
    me: { kind: 'person', id: person.id, name: person.name },
    locks,
    channel: channel(),
    online: network,
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    random: () => 0,
    now: () => new Date().toISOString(),
    newId: () => v7(),
  })
  const begin = async (data: readonly EventData[]) => {
    const session = createSessionStore(deps(), v7())
    await session.load()
    const recorded = session.record(data)
    if (recorded.ok) await recorded.kept
    if (network.is()) await session.send()
    return session
  }
  return {
    ...{ local, locks, network, server, account, tokens, isSignedIn, written, openStore, begin },
    db: openStore(),
    leave: (keeps: Keeps) => leave({ local, tokens }, account, keeps),
    wayOut() {
      const way = { session: deps(), stopClocks: () => undefined }
      return createLeaveStore({
        ...way,
        leave: (keeps) => leave({ local, tokens }, account, keeps),
      })
    },
    isKept: async () =>
      (await indexedDB.databases()).some(({ name }) => name === localStoreName(SERVER, person.id)),
  }
}

const file = (sessionId: string, state: FileRow['state']): FileRow => ({
  ...{ id: v7(), sessionId, state, at: '2026-06-10T13:00:00Z', bytes: new ArrayBuffer(3) },
  file: { id: v7(), fileName: 'a.log', mediaType: 'text/plain', bytes: 3, sha256: 'a'.repeat(64) },
})
const post = (sessionId: string): PostRow => {
  const writeId = v7()
  const request: PostRow['request'] = {
    ...{ sessionId, writeId, noteKind: 'working', text: 'Restarted the spooler.', time: null },
    ticket: {
      ...{ origin: 'https://na.myconnectwise.net', ticketId: 1, recordType: 'service' },
      ...{ readAt: '2026-06-10T13:57:00Z', readFrom: 'fragment' },
    },
    flags: { internal: true, discussion: false, resolution: false },
    mailContact: false,
    seen: null,
  }
  return { writeId, sessionId, at: '2026-06-10T13:00:00Z', state: 'waiting', request }
}
const handover = (sessionId: string) => {
  const request: AskedHandoff = {
    ...{ sessionId, handoffId: v7(), at: '2026-06-10T13:00:00Z', intent: 'escalate' },
    ...{ reason: 'I am stuck', toId: null, words: {}, note: null, timeZone: 'UTC' },
  }
  return draft(sessionId, SENDING, JSON.stringify({ request, draft: '{}', isOut: false }))
}
const draft = (sessionId: string, field: string, text: string, at = '2026-06-10T13:00:00Z') => ({
  ...{ sessionId, field, text, from: '', at },
})

describe('signing out with nothing on the way', () => {
  test('deletes all that the browser kept of the person, and asks nothing', async () => {
    await one.begin([STARTED, SEEN])
    await one.db.tickets.put({ key: 'k', ticket: {} as never })
    const out = one.wayOut()
    await out.begin()
    expect(out.getState().step).toBe('staying')
    expect(await one.isKept()).toBe(false)
    expect(await one.tokens.account()).toBeUndefined()
  })

  test('other surfaces let go of it, and a late write makes it anew nowhere', async () => {
    const [panel, page] = [one.openStore(), one.openStore()]
    await Promise.all([panel.sessions.count(), page.sessions.count()])
    await one.leave('nothing')
    expect(await one.isKept()).toBe(false)
    const late = one.openStore()
    for (const db of [panel, page, late]) {
      const row = draft(v7(), 'working', 'A late word')
      await expect(db.drafts.put(row)).rejects.toThrow('signed out')
    }
    expect(await one.isKept()).toBe(false)
  })

  test('whoever signs in again begins with an empty database, in the same surfaces', async () => {
    await one.begin([STARTED])
    await one.leave('nothing')
    await one.local.write('account', one.account)
    expect(await one.db.events.count()).toBe(0)
    expect(await one.isKept()).toBe(true)
  })

  test('what another person keeps in the same browser stays', async () => {
    const other = await makeProfile()
    await other.begin([STARTED])
    await one.begin([STARTED])
    await one.leave('nothing')
    expect(await other.db.events.count()).toBe(1)
  })

  test('a draft that the record holds is no reason to ask', async () => {
    const { sessionId } = await one.begin([
      STARTED,
      { type: 'note_drafted', noteKind: 'working', text: 'Mine', basedOn: 1 },
    ])
    await one.db.drafts.put(draft(sessionId, 'working', 'Mine'))
    await one.db.drafts.put(draft(sessionId, 'working act', v7()))
    const out = one.wayOut()
    await out.begin()
    expect(await one.isKept()).toBe(false)
  })
})

describe('signing out while something waits', () => {
  test('sends it first', async () => {
    one.network.set(false)
    const { sessionId } = await one.begin([STARTED, SEEN])
    one.network.set(true)
    await one.wayOut().begin()
    expect(one.server.records.get(sessionId)).toHaveLength(2)
    expect(await one.isKept()).toBe(false)
  })

  test('time worked that no record holds yet is sent, too', async () => {
    const { sessionId } = await one.begin([STARTED])
    const worked = { from: '2026-06-10T13:00:00Z', to: '2026-06-10T13:20:00Z' }
    await one.db.stretches.put({ id: v7(), sessionId, ...worked })
    await one.wayOut().begin()
    const record = one.server.records.get(sessionId) ?? []
    expect(record.map(({ event: { data } }) => data)).toContainEqual({ type: 'worked', ...worked })
    expect(await one.isKept()).toBe(false)
  })

  test('a session that was handed over reaches whoever takes over, after its record', async () => {
    one.network.set(false)
    const { sessionId } = await one.begin([STARTED, SEEN])
    await one.db.drafts.put(handover(sessionId))
    one.network.set(true)
    await one.wayOut().begin()
    const record = one.server.records.get(sessionId) ?? []
    const types = record.map(({ event: { data } }) => data.type)
    expect(types).toEqual(['session_started', 'statement_added', 'handed_off'])
    expect(await one.isKept()).toBe(false)
  })

  test('and one alone is sent, too', async () => {
    const { sessionId } = await one.begin([STARTED])
    await one.db.drafts.put(handover(sessionId))
    await one.wayOut().begin()
    expect(one.server.records.get(sessionId)).toHaveLength(2)
    expect(await one.isKept()).toBe(false)
  })

  test('what cannot be sent is counted and told, and nobody is signed out by it', async () => {
    one.network.set(false)
    const { sessionId } = await one.begin([STARTED, SEEN])
    await one.db.posts.put(post(sessionId))
    await one.db.files.put(file(sessionId, 'waiting'))
    await one.db.drafts.put(draft(sessionId, 'assistant', 'Is the spooler'))
    await one.db.drafts.put(handover(sessionId))
    const out = one.wayOut()
    await out.begin()
    expect(out.getState()).toEqual({
      step: 'asking',
      waits: { entries: 2, notes: 1, files: 1, handovers: 1, refused: 0, texts: 1 },
      trouble: OFFLINE.message,
    })
    expect(await one.tokens.account()).toBeDefined()
    out.stay()
    expect(await one.db.events.count()).toBe(2)
  })

  test('what the server refuses is told: it is nowhere else', async () => {
    const { sessionId } = await one.begin([STARTED])
    await one.db.posts.put(post(sessionId))
    const out = one.wayOut()
    await out.begin()
    expect(out.getState()).toMatchObject({ step: 'asking', waits: { notes: 0, refused: 1 } })
    expect(one.written).toEqual(['Restarted the spooler.'])
  })

  test('kept for them, it is all there is, and goes when they are back', async () => {
    const sent = await one.begin([STARTED, SEEN])
    one.network.set(false)
    const { sessionId } = await one.begin([STARTED, SEEN])
    await one.db.files.put(file(sent.sessionId, 'stored'))
    await one.db.drafts.put(draft('article', 'article', 'A page I write'))
    await one.db.drafts.put(handover(sessionId))
    await one.db.lists.put({ name: 'flows', at: '2026-06-10T13:00:00Z' })
    const out = one.wayOut()
    await out.begin()
    await out.end('whatWaits')
    expect(await one.tokens.account()).toBeUndefined()
    const events = await one.db.events.toArray()
    expect(events.map((row) => row.sessionId)).toEqual([sessionId, sessionId])
    expect(await keptIn(one.db)).toEqual({ events: 2, sessions: 1, drafts: 2 })

    one.network.set(true)
    await one.local.write('account', one.account)
    const back = createSessionStore({ ...sessionDepsOf(one), db: one.openStore() }, sessionId)
    await back.load()
    await back.send()
    expect(one.server.records.get(sessionId)).toHaveLength(2)
  })

  test('deleted on request, nothing of it is left', async () => {
    one.network.set(false)
    await one.begin([STARTED, SEEN])
    const out = one.wayOut()
    await out.begin()
    await out.end('nothing')
    expect(await one.isKept()).toBe(false)
  })
})

describe('a sign-out that is cut off', () => {
  const finish = async ({ local, locks, isSignedIn, account }: Profile) => {
    const mark = leavingMark(account.server, account.person.id)
    await finishLeaving({ local, locks, isSignedIn }, { [mark]: await local.read(mark) })
  }
  const cutOff = async ({ local, account: { server, person } }: Profile, keeps: Keeps) => {
    await local.write(leavingMark(server, person.id), { server, personId: person.id, keeps })
    await local.remove('account')
  }

  test('is finished when the browser runs again', async () => {
    await one.begin([STARTED])
    await cutOff(one, 'nothing')
    await finish(one)
    expect(await one.isKept()).toBe(false)
  })

  test('keeps what was to be kept', async () => {
    await one.begin([STARTED])
    one.network.set(false)
    await one.begin([STARTED, SEEN])
    await cutOff(one, 'whatWaits')
    await finish(one)
    expect(await readWhatWaits(one.db)).toMatchObject({ entries: 2 })
    expect(await one.db.events.count()).toBe(2)
  })

  test('touches nothing once the person is back', async () => {
    await one.begin([STARTED])
    await cutOff(one, 'nothing')
    const { server, refreshToken, person, team } = one.account
    const endsAt = new Date(Date.now() + 600_000).toISOString()
    const signedIn = { accessToken: 'a'.repeat(20), accessTokenEndsAt: endsAt }
    await one.tokens.keep(server, {
      ...{ ...signedIn, refreshToken, person, team, mustChangePassword: false },
    })
    await finish(one)
    await one.local.remove('account') // ended by an admin, which is no sign-out
    await finish(one)
    expect(await one.db.events.count()).toBe(1)
  })
})

test('a sign-in that an admin ends takes nothing from the browser', async () => {
  one.network.set(false)
  await one.begin([STARTED, SEEN])
  const ended = createTokens({
    fetch: async () => Response.json({ code: 'notSignedIn', message: 'Ended.' }, { status: 401 }),
    ...{ local: one.local, session: memoryShelf(), locks: one.locks, now: Date.now },
  })
  await ended.access()
  expect(await one.tokens.account()).toBeUndefined()
  expect(await one.db.events.count()).toBe(2)
})

const sessionDepsOf = ({ server, locks, network }: Profile): Omit<SessionDeps, 'db'> => ({
  client: server.client,
  me: { kind: 'person', id: v7(), name: 'Ada' },
  ...{ locks, channel: fakeChannel()(), online: network, random: () => 0, newId: () => v7() },
  wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
  now: () => new Date().toISOString(),
})

/** How many rows each table has; empty ones are left out. */
async function keptIn({ name, change, newestSessions, ...tables }: LocalStore) {
  const counts = Object.entries(tables).map(async ([of, table]) => [of, await table.count()])
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count !== 0))
}
