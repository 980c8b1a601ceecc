import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { readBeside } from './read-beside.ts'
import { readTaken } from './read-taken.ts'

const ME = v7()
const NOW = Date.parse('2026-06-10T14:00:00Z')
const TICKET = {
  origin: 'https://na.myconnectwise.net',
  ticketId: 48211,
  recordType: 'service' as const,
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment' as const,
}

function makeStore() {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const addSession = (client: string, lastAt = '2026-06-10T13:00:00Z') => {
    const id = v7()
    const row = {
      ticketKey: '',
      ticketName: '',
      summary: '',
      ownerId: ME,
      status: 'active' as const,
    }
    const rest = { startedAt: lastAt, flowName: '', standing: '', waitingFor: '', minutesWorked: 0 }
    return db.sessions.put({ id, client, lastAt, ...row, ...rest }).then(() => id)
  }
  const add = async (sessionId: string, data: EventData, by = ME) => {
    const event = {
      id: v7(),
      at: '2026-06-10T13:00:00Z',
      by: { kind: 'person' as const, id: by, name: 'Ada' },
      data,
    }
    await db.events.put({ id: event.id, sessionId, state: 'stored', event })
  }
  return { db, addSession, add }
}

const posting = (writeId: string, from: string, to: string): EventData => ({
  type: 'note_posting',
  writeId,
  noteKind: 'working',
  ticket: TICKET,
  text: 'Worked',
  sha256: 'a'.repeat(64),
  flags: { internal: true, discussion: false, resolution: false },
  mailContact: false,
  time: { from, to, text: 'Worked' },
})
const failed = (writeId: string, state: 'failed' | 'unclear'): EventData => ({
  type: 'note_post_failed',
  writeId,
  state,
  message: '',
  canRetry: true,
})
const what = { ownNames: [' pelican row dental'], personId: ME, writeId: '', now: NOW }

test('every client that was worked for is another one, but the note’s own under any spelling', async () => {
  const { db, addSession } = makeStore()
  for (const name of ['Pelican Row Dental', 'Harbor Freight Law', 'harbor freight law', '']) {
    await addSession(name)
  }
  expect((await readBeside(db, what)).otherClients).toEqual(['harbor freight law'])
})

test('clients that only the server has seen are others too, as it said last', async () => {
  const { db } = makeStore()
  const clients = ['coral bay hotel', 'pelican row dental']
  await db.lists.put({ name: 'clients', clients, at: '2026-06-10T13:00:00Z' })
  expect((await readBeside(db, what)).otherClients).toEqual(['coral bay hotel'])
})

test('other entries are one’s own that stand in a ticket, may stand there, or wait', async () => {
  const { db, addSession, add } = makeStore()
  const session = await addSession('A')
  const [stands, unclear, gone, theirs, mine] = [v7(), v7(), v7(), v7(), v7()]
  await add(session, posting(stands, '2026-06-10T08:00:00Z', '2026-06-10T08:15:00Z'))
  await add(session, posting(unclear, '2026-06-10T09:00:00Z', '2026-06-10T09:15:00Z'))
  await add(session, failed(unclear, 'unclear'))
  await add(session, posting(gone, '2026-06-10T10:00:00Z', '2026-06-10T10:15:00Z'))
  await add(session, failed(gone, 'failed'))
  await add(session, posting(theirs, '2026-06-10T11:00:00Z', '2026-06-10T11:15:00Z'), v7())
  await add(session, posting(mine, '2026-06-10T12:00:00Z', '2026-06-10T12:15:00Z'))
  const { otherEntries } = await readBeside(db, { ...what, writeId: mine })
  expect(otherEntries.map(({ from }) => from)).toEqual([
    '2026-06-10T08:00:00Z',
    '2026-06-10T09:00:00Z',
  ])
  expect(otherEntries[0]).toMatchObject({ ticketId: 48211, text: 'Worked' })
})

test('an entry that failed and is tried again stands, for whoever wrote it first', async () => {
  const { db, addSession, add } = makeStore()
  const session = await addSession('A')
  const [mine, theirs] = [v7(), v7()]
  const lead = v7()
  await add(session, posting(mine, '2026-06-10T08:00:00Z', '2026-06-10T08:15:00Z'))
  await add(session, failed(mine, 'failed'))
  expect((await readBeside(db, what)).otherEntries).toEqual([])
  await add(session, posting(mine, '2026-06-10T08:00:00Z', '2026-06-10T08:15:00Z'), lead)
  await add(session, posting(theirs, '2026-06-10T09:00:00Z', '2026-06-10T09:15:00Z'), lead)
  await add(session, failed(theirs, 'failed'))
  await add(session, posting(theirs, '2026-06-10T09:00:00Z', '2026-06-10T09:15:00Z'))
  const startsOf = async (personId: string) =>
    (await readBeside(db, { ...what, personId })).otherEntries.map(({ from }) => from)
  expect(await startsOf(ME)).toEqual(['2026-06-10T08:00:00Z'])
  expect(await startsOf(lead)).toEqual(['2026-06-10T09:00:00Z'])
})

test('what was worked on long ago is not looked through', async () => {
  const { db, addSession, add } = makeStore()
  const old = await addSession('A', '2026-06-01T13:00:00Z')
  await add(old, posting(v7(), '2026-06-01T08:00:00Z', '2026-06-01T08:15:00Z'))
  expect((await readBeside(db, what)).otherEntries).toEqual([])
})

test('taken is what one has entered anywhere, and what one worked in other sessions', async () => {
  const { db, addSession, add } = makeStore()
  const [here, there] = [await addSession('A'), await addSession('B')]
  await add(here, posting(v7(), '2026-06-10T08:00:00Z', '2026-06-10T08:15:00Z'))
  const worked = (hour: number): EventData => ({
    ...{ type: 'worked', from: `2026-06-10T${hour}:00:00Z`, to: `2026-06-10T${hour}:10:00Z` },
  })
  await add(here, worked(10))
  await add(there, worked(11))
  await add(there, worked(12), v7())
  const taken = await readTaken(db, { personId: ME, sessionId: here, writeId: '', now: NOW })
  expect(taken).toEqual([
    { from: '2026-06-10T08:00:00Z', to: '2026-06-10T08:15:00Z', name: '#48211' },
    { from: '2026-06-10T11:00:00Z', to: '2026-06-10T11:10:00Z', name: '' },
  ])
})
