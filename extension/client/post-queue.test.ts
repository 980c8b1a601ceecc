import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { PostNote, type PsaWrite } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import type { Client } from '../client.ts'
import { openLocalStore } from './local-store.ts'
import { createPostQueue } from './post-queue.ts'
import { createSessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { fakeServer } from './testing/fake-server.ts'
import { OFFLINE, type Trouble } from './trouble.ts'

const ask = (sessionId: string, text: string): RequestOf<typeof PostNote> => ({
  sessionId,
  writeId: v7(),
  noteKind: 'working',
  ticket: {
    origin: 'https://na.myconnectwise.net',
    ticketId: 48211,
    recordType: 'service',
    readAt: '2026-06-10T13:57:00Z',
    readFrom: 'fragment',
  },
  text,
  flags: { internal: true, discussion: false, resolution: false },
  mailContact: false,
  time: null,
  seen: null,
})

async function makeQueue() {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const server = fakeServer()
  const network = fakeNetwork()
  const locks = fakeLocks()
  const sessionId = v7()
  /** What the server has taken in, by write id: the same id is one write. */
  const writes = new Map<string, string>()
  const faults: ('lostAnswer' | Trouble)[] = []
  const told: string[] = []
  const patience: (number | undefined)[] = []
  const client: Client = {
    open: server.client.open,
    ask: async (route, request, options) => {
      if (!network.is()) return { ok: false, trouble: OFFLINE }
      if (route.path !== PostNote.path) {
        told.push('events')
        return server.client.ask(route, request, options)
      }
      told.push('note')
      patience.push(options?.patienceMs)
      const { writeId, text } = PostNote.request.parse(request)
      const fault = faults.shift()
      if (fault && fault !== 'lostAnswer') return { ok: false, trouble: fault }
      writes.set(writeId, text)
      return fault ? { ok: false, trouble: OFFLINE } : taken(writeId)
    },
  }
  const session = createSessionStore(
    {
      db,
      client,
      me: { kind: 'person', id: v7(), name: 'Ada' },
      locks,
      channel: fakeChannel()(),
      online: network,
      wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
      random: () => 0,
      now: () => new Date().toISOString(),
      newId: () => v7(),
    },
    sessionId,
  )
  session.catchUp = async () => undefined
  await session.load()
  const open = () =>
    createPostQueue({
      db,
      client,
      locks,
      open: async () => session,
      isOnline: network.is,
      wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
      random: () => 0,
      now: () => new Date().toISOString(),
      signal: new AbortController().signal,
    })
  return { db, network, session, sessionId, writes, faults, told, patience, open }
}

/** Only that it was taken is looked at here. */
const taken = (id: string) => ({ ok: true, value: { id } satisfies Partial<PsaWrite> }) as never

test('a note confirmed without a network waits on disk and is posted once when it is back', async () => {
  const { network, session, sessionId, writes, open, db } = await makeQueue()
  network.set(false)
  session.record([{ type: 'session_started', ticket: null }])
  const first = open()
  await first.add(ask(sessionId, 'One'))
  await first.add(ask(sessionId, 'Two'))
  await first.flush()
  expect(writes.size).toBe(0)
  // The panel was killed; another one finds what waits.
  const second = open()
  await second.load()
  expect(second.getState().rows.map((row) => row.request.text)).toEqual(['One', 'Two'])
  network.set(true)
  await second.flush()
  expect([...writes.values()]).toEqual(['One', 'Two'])
  expect(await db.posts.count()).toBe(0)
})

test('the record is sent before the note that rests on it', async () => {
  const { session, sessionId, told, open } = await makeQueue()
  session.record([{ type: 'session_started', ticket: null }])
  const queue = open()
  await queue.add(ask(sessionId, 'One'))
  await queue.flush()
  expect(told.indexOf('events')).toBeLessThan(told.indexOf('note'))
})

test('an answer that was lost is asked for again under the same id', async () => {
  const { sessionId, writes, faults, told, open } = await makeQueue()
  faults.push('lostAnswer')
  const queue = open()
  await queue.add(ask(sessionId, 'Once'))
  await queue.flush()
  expect(told.filter((what) => what === 'note')).toHaveLength(2)
  expect([...writes.values()]).toEqual(['Once'])
})

test('is waited for as long as the server may read who is who in ConnectWise', async () => {
  const { sessionId, patience, open } = await makeQueue()
  const queue = open()
  await queue.add(ask(sessionId, 'One'))
  await queue.flush()
  expect(patience).toEqual([60_000])
})

test('a refused note stays with its reason and does not hold up the next', async () => {
  const { sessionId, writes, faults, open } = await makeQueue()
  faults.push({ kind: 'refused', code: 'conflict', message: 'There is a new note.' })
  const queue = open()
  await queue.add(ask(sessionId, 'Refused'))
  await queue.add(ask(sessionId, 'Fine'))
  await queue.flush()
  expect([...writes.values()]).toEqual(['Fine'])
  expect(queue.getState().rows).toMatchObject([
    { state: 'refused', refusal: { code: 'conflict', message: 'There is a new note.' } },
  ])
})
