import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { makeFlow, publish } from '#shared/testing/make-flow.ts'
import { makeRecord } from '#shared/testing/make-session.ts'
import { keptViewKey } from '../bridge/kept-view.ts'
import { askAhead } from './ahead.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { keepPending } from './record-shelf.ts'
import { summarise } from './summarise-session.ts'

const SERVER = 'https://rf.example'
const ORIGIN = 'https://na.myconnectwise.net'
const KEY = `${ORIGIN}#1`

let db: LocalStore
let personId: string
let tabId: number

beforeEach(async () => {
  fakeBrowser.reset()
  personId = v7()
  db = openLocalStore(SERVER, personId, async () => true)
  await fakeBrowser.storage.local.set({
    settings: { server: SERVER },
    account: { server: SERVER, person: { id: personId } },
  })
  await fakeBrowser.windows.create({})
  const tab = await fakeBrowser.tabs.create({ url: `${ORIGIN}/v4_6_release/`, active: true })
  tabId = tab.id ?? 0
  // The fake browser knows no window of its own to ask from.
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation((async () => [
    tab,
  ]) as typeof fakeBrowser.tabs.query)
  await sees(1)
})

test('what is kept of the ticket in front and of the work on it is there at once', async () => {
  const id = await keepSession(1, personId)
  const ahead = askAhead()
  expect(await ahead.kept('settings')).toEqual({ value: { server: SERVER } })
  expect(await ahead.inView()).toMatchObject({ kept: { tabId } })
  expect((await ahead.db())?.name).toBe(db.name)
  const last = await ahead.lastState(db.name, KEY)
  expect(last?.session).toMatchObject({ id, flows: [] })
  expect(last?.session?.record.pending.length).toBeGreaterThan(0)
})

test('the flows that were entered come with the record', async () => {
  const flow = publish(makeFlow('share', { a: {} }))
  const { version } = flow
  await db.flows.put(flow)
  await keepSession(1, personId, version)
  const last = await askAhead().lastState(db.name, KEY)
  expect(last?.session?.flows.map((one) => one.version)).toEqual([version])
})

test('is never another ticket’s, another person’s, or from another database', async () => {
  await keepSession(2, personId)
  await keepSession(1, v7())
  const ahead = askAhead()
  expect(await ahead.lastState(db.name, `${ORIGIN}#2`)).toBeUndefined()
  expect(await ahead.lastState('another', KEY)).toBeUndefined()
  expect((await ahead.lastState(db.name, KEY))?.session).toBeUndefined()
})

test.each([
  [
    'another tab comes to the front',
    () => fakeBrowser.tabs.onActivated.trigger({ tabId: 9, windowId: 1 }),
  ],
  ['the worker keeps another view', () => sees(2)],
  ['somebody signs out', () => fakeBrowser.storage.local.remove('account')],
])('is over as soon as %s', async (_, happens) => {
  await keepSession(1, personId)
  const ahead = askAhead()
  expect(await ahead.lastState(db.name, KEY)).toBeDefined()
  await happens()
  expect(await ahead.lastState(db.name, KEY)).toBeUndefined()
  expect(await ahead.inView()).toBeUndefined()
  expect(await ahead.kept('account')).toBeUndefined()
})

test('without a sign-in there is nothing but that', async () => {
  await fakeBrowser.storage.local.clear()
  const ahead = askAhead()
  expect(await ahead.kept('account')).toEqual({ value: undefined })
  expect(await ahead.db()).toBeUndefined()
})

const sees = (ticketId: number) =>
  fakeBrowser.storage.session.set({
    [keptViewKey(tabId)]: {
      tabId,
      windowId: 1,
      sighting: { state: 'ticket', ref: { origin: ORIGIN, ticketId }, noteEditor: 'closed' },
      seenAt: '2026-06-10T13:57:00Z',
    },
  })

async function keepSession(ticketId: number, ownerId: string, version?: string): Promise<string> {
  const record = makeRecord({ by: { kind: 'person', id: ownerId, name: 'Robin Kern' } })
  if (version) {
    const pin = { id: v7(), version, slug: 'share', name: 'Share' }
    record.add({ type: 'flow_entered', runId: v7(), flow: pin, pins: [], start: 'a', from: null })
  }
  const id = v7()
  await keepPending(
    db,
    id,
    record.events.map((event) => ({ ...event, id: v7() })),
  )
  const row = summarise(id, record.session())
  await db.sessions.put({ ...row, ownerId, ticketKey: `${ORIGIN}#${ticketId}` })
  return id
}

test('ended before anything was known, nothing is left open', async () => {
  const opened = vi.spyOn(globalThis, 'BroadcastChannel')
  await keepSession(1, personId)
  const ahead = askAhead()
  ahead.end()
  expect(await ahead.db()).toBeUndefined()
  expect(opened).not.toHaveBeenCalled()
})
