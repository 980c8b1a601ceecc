import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { beforeEach, expect, test } from 'vitest'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import { makeTicket } from '../panel/testing/make-ticket.ts'
import { dropAfterUpdate, dropUnreadable } from './drop-unreadable.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { keepPending, readRecord, settle } from './record-shelf.ts'

const AT = '2026-06-10T13:57:00.000Z'
const now = () => AT
const ID = v7()
const START: EventData = { type: 'session_started', ticket: null }
const broken = <T>(value: unknown) => value as T // as a damaged disk has it

let db: LocalStore
beforeEach(() => {
  db = openLocalStore('https://rf.example', v7(), async () => true)
})

const eventOf = (data: EventData): SessionEvent => ({
  ...{ id: v7(), at: AT, data },
  by: { kind: 'person', id: v7(), name: 'Ada' },
})
const said = (text: string) => eventOf({ type: 'statement_added', kind: 'observation', text })

test('what the server has is thrown away where it cannot be read, and nothing else', async () => {
  const ticket = makeTicket()
  await db.tickets.put({ key: 'good', ticket })
  await db.tickets.put({ key: 'bad', ticket: broken({ summary: 7 }) })
  await db.flows.put(broken({ version: 'f'.repeat(64), content: {} }))
  await db.clientFacts.put({ client: 'Adler', facts: broken([{ name: 'server' }]) })
  await db.lists.put({ name: 'flows', flows: broken([{}]), at: AT })
  await db.lists.put({ name: 'clients', clients: ['Adler'], at: AT })
  await dropUnreadable(db, now)
  expect(await db.tickets.toArray()).toEqual([{ key: 'good', ticket }])
  expect(await db.flows.count()).toBe(0)
  expect(await db.clientFacts.count()).toBe(0)
  expect((await db.lists.toArray()).map(({ name }) => name)).toEqual(['clients'])
})

test('a record with a damaged step ends before it, and stays in the list; the rest is read again', async () => {
  const events = [eventOf(START), said('The first'), said('The second')]
  const stored = events.map((event, i) => ({ seq: i + 1, event, hash: 'a'.repeat(64) }))
  await settle(db, ID, broken(stored))
  const rows = await db.events.by('sessionId', ID)
  await db.events.put({ ...rows[1], event: broken({ id: events[1]?.id }) } as (typeof rows)[0])
  await dropUnreadable(db, now)
  expect(await db.sessions.toArray()).toMatchObject([{ id: ID, status: 'active' }])
  expect((await readRecord(db, ID)).stored.map(({ seq }) => seq)).toEqual([1])
  await settle(db, ID, broken(stored))
  expect((await readRecord(db, ID)).stored.map(({ event }) => event)).toEqual(events)
})

test('a damaged step that was not sent stays, with what is left of it', async () => {
  const words = `The switch was replaced ${'x'.repeat(5000)} whole`
  const lost = broken<SessionEvent>({ id: v7(), data: { text: words } })
  const good = said('Called the user')
  await keepPending(db, ID, [eventOf(START), lost, good])
  await dropUnreadable(db, now)
  const { pending, refused } = await readRecord(db, ID)
  expect(pending.map(({ event }) => event.id)).toContain(good.id)
  expect(refused).toMatchObject([{ id: lost.id, refusal: { code: 'invalid' } }])
  expect(JSON.stringify(refused[0]?.event)).toContain(words)
  await dropUnreadable(db, now)
  expect((await readRecord(db, ID)).refused).toEqual(refused)
})

test('one that the server refused keeps its words and the reason; one with nothing in it ends no mending', async () => {
  const said = broken<SessionEvent>({ ...eventOf(START), at: 'yesterday' })
  const refusal = { code: 'badRequest', message: 'The time is none.' }
  const row = { sessionId: ID, state: 'refused' as const, refusal }
  await db.events.put({ ...row, id: said.id, event: said })
  await db.events.put({ ...row, id: v7(), event: broken(undefined) })
  await dropUnreadable(db, now)
  const { refused } = await readRecord(db, ID)
  expect(refused).toMatchObject([{ event: said, refusal }, { refusal: { code: 'invalid' } }])
})

test('a session of which nothing is left is not listed here', async () => {
  const start = eventOf(START)
  await settle(db, ID, broken([{ seq: 1, event: start, hash: 'a'.repeat(64) }]))
  const [row] = await db.events.by('sessionId', ID)
  await db.events.put({ ...row, event: broken({}) } as NonNullable<typeof row>)
  await db.sessions.put(broken({ id: ID, ticketKey: '', lastAt: AT }))
  await dropUnreadable(db, now)
  expect(await db.sessions.count()).toBe(0)
})

test('the row of a list is made anew from the record', async () => {
  await keepPending(db, ID, [eventOf(START)])
  await db.sessions.put(broken({ id: ID, ticketKey: 3, lastAt: AT }))
  await dropUnreadable(db, now)
  expect(await db.sessions.toArray()).toMatchObject([{ id: ID, status: 'active', ticketKey: '' }])
})

test('it is looked for once with each version', async () => {
  await dropAfterUpdate(db, '1.0.0', now)
  await db.tickets.put({ key: 'bad', ticket: broken({}) })
  await dropAfterUpdate(db, '1.0.0', now)
  expect(await db.tickets.count()).toBe(1)
  await dropAfterUpdate(db, '1.1.0', now)
  expect(await db.tickets.count()).toBe(0)
})
