import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { settle } from '../client/record-shelf.ts'
import { fakeServer } from '../client/testing/fake-server.ts'
import { broke, OFFLINE } from '../client/trouble.ts'
import type { PanelStore } from './panel-store.ts'
import { makeProfile, onTicket, ref, view } from './testing/make-profile.ts'

const NOTE = { type: 'statement_added', kind: 'observation', text: 'Seen' } as const

const said = (panel: PanelStore) =>
  panel
    .getState()
    .session?.getState()
    .session?.statements.map((s) => s.text)

test('looking at a ticket begins nothing; the first thing done on it does', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  expect(panel.getState()).toMatchObject({ subject: { ref: { ticketId: 1 } }, session: null })
  await panel.act([NOTE])
  expect(panel.getState().session?.getState().session).toMatchObject({
    ticket: { ref: { ticketId: 1 }, summary: 'Ticket 1' },
    status: 'active',
  })
})

test('switching tickets switches the session, and back to where one stood', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([{ ...NOTE, text: 'On one' }])
  await panel.see(onTicket(2))
  expect(panel.getState().session).toBeNull()
  await panel.act([{ ...NOTE, text: 'On two' }])
  expect(said(panel)).toEqual(['On two'])
  await panel.see(onTicket(1))
  expect(said(panel)).toEqual(['On one'])
})

test.each([
  ['a ticket', true],
  ['no ticket', false],
])('two first acts at once on %s are one session', async (_, hasTicket) => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  if (hasTicket) await panel.see(onTicket(1))
  else panel.startWithout(null)
  const texts = ['One', 'Two', 'Three']
  await Promise.all(texts.map((text) => panel.act([{ ...NOTE, text }])))
  expect(said(panel)).toEqual(texts)
  await panel.refreshOpen()
  expect(panel.getState().openSessions).toHaveLength(1)
})

test('the first act in a second window goes on with what was begun in the first', async () => {
  const { openPanel } = await makeProfile()
  const [one, other] = [await openPanel(), await openPanel()]
  await one.see(onTicket(1))
  await other.see(onTicket(1))
  await Promise.all([
    one.act([{ ...NOTE, text: 'In one' }]),
    other.act([{ ...NOTE, text: 'In the other' }]),
  ])
  expect(other.getState().session?.sessionId).toBe(one.getState().session?.sessionId)
  await expect.poll(() => said(one)).toEqual(['In one', 'In the other'])
  expect(said(other)).toEqual(['In one', 'In the other'])
  await one.refreshOpen()
  expect(one.getState().openSessions).toHaveLength(1)
})

test('work begun before the ticket was read learns its client with the next act, once', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([{ ...NOTE, text: 'Before' }])
  const session = () => panel.getState().session?.getState().session
  expect(session()?.ticket?.client).toBeUndefined()
  const subject = panel.getState().subject
  panel.setState({ subject: subject && { ...subject, client: 'Pelican Row' } })
  await panel.act([{ ...NOTE, text: 'After' }])
  expect(session()?.ticket).toMatchObject({ summary: 'Ticket 1', client: 'Pelican Row' })
  const version = session()?.stateVersion ?? 0
  await panel.act([{ ...NOTE, text: 'Later' }])
  expect(session()?.stateVersion).toBe(version + 1)
})

test('an act while it is looked up whether there is a session waits for that', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([{ ...NOTE, text: 'Before' }])
  await panel.see(onTicket(2))
  const seen = panel.see(onTicket(1))
  await panel.act([{ ...NOTE, text: 'At once' }])
  await seen
  expect(said(panel)).toEqual(['Before', 'At once'])
})

test('of two sessions picked by hand the second is shown, where no tab can be', async () => {
  const { openPanel } = await makeProfile({ hasTabs: false })
  const panel = await openPanel()
  const ids: string[] = []
  for (const id of [1, 2]) {
    await panel.see(onTicket(id))
    await panel.act([{ ...NOTE, text: `On ${id}` }])
    ids.push(panel.getState().session?.sessionId ?? '')
  }
  await panel.see(view({ state: 'none', why: 'board', noteEditor: 'absent' }))
  await Promise.all(ids.map((id) => panel.pick(id)))
  expect(said(panel)).toEqual(['On 2'])
})

test('a panel that was closed or killed finds the session again, without any server', async () => {
  const { openPanel } = await makeProfile()
  const first = await openPanel()
  await first.see(onTicket(1))
  await first.act([NOTE])
  await expect.poll(() => first.getState().openSessions).toHaveLength(1)
  const second = await openPanel()
  await second.see(onTicket(1))
  expect(said(second)).toEqual(['Seen'])
  expect(second.getState().takenUp.size).toBe(0)
})

test('news of the same ticket disturb nothing', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  panel.show('note')
  const { session } = panel.getState()
  await panel.see(onTicket(1, 'visible'))
  expect(panel.getState().session).toBe(session)
  expect(panel.getState().screen).toBe('note')
})

test('while the page is uncertain the work stays, and a board takes it away', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  await panel.see(
    view({ state: 'uncertain', why: 'Two numbers.', candidates: [], noteEditor: 'visible' }),
  )
  expect(said(panel)).toEqual(['Seen'])
  await panel.see(view({ state: 'none', why: 'board', noteEditor: 'absent' }))
  expect(panel.getState()).toMatchObject({ session: null, subject: null })
})

test('a session picked by hand brings its ticket to the front and stays until the tab shows another', async () => {
  const { openPanel, shown } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([{ ...NOTE, text: 'On one' }])
  const one = panel.getState().session?.sessionId ?? ''
  await panel.see(onTicket(2))
  await panel.pick(one)
  expect(shown).toEqual([1])
  expect(said(panel)).toEqual(['On one'])
  // The tab of before reports itself once more.
  await panel.see(onTicket(2, 'visible'))
  expect(said(panel)).toEqual(['On one'])
  await panel.see(onTicket(3))
  expect(panel.getState().subject?.ref?.ticketId).toBe(3)
})

test('work in the page keeps the clock of its own ticket, and of no other', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  const { world, session } = panel.getState()
  const touch = vi.spyOn(world?.clock ?? expect.fail('Nobody is signed in'), 'touch')
  panel.touchInPage()
  expect(touch).toHaveBeenCalledWith(session?.sessionId)
  touch.mockClear()
  await panel.see(onTicket(2))
  await panel.act([NOTE])
  touch.mockClear()
  await panel.pick(session?.sessionId ?? '')
  panel.touchInPage() // the page still shows ticket 2
  expect(touch).not.toHaveBeenCalled()
})

test('the clock of a ticket stands as soon as another one is in front, before anything is done there', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  const { world, session } = panel.getState()
  const running = () => world?.clock.getState().sessionId
  await vi.waitFor(() => expect(running()).toBe(session?.sessionId))
  await panel.see(onTicket(2))
  await vi.waitFor(() => expect(running()).toBeNull())
  await panel.act([NOTE])
  const second = panel.getState().session?.sessionId
  await vi.waitFor(() => expect(running()).toBe(second))
  await panel.pick(session?.sessionId ?? '')
  await vi.waitFor(() => expect(running()).toBeNull())
  panel.takeUp()
  panel.touch()
  await vi.waitFor(() => expect(running()).toBe(session?.sessionId))
  panel.startWithout(null)
  await vi.waitFor(() => expect(running()).toBeNull())
})

test('idle time of a ticket grows no further once another session is in front, or none', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(2))
  await panel.act([{ ...NOTE, text: 'On two' }])
  const second = panel.getState().session?.sessionId ?? ''
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  const first = panel.getState().session?.sessionId ?? ''
  const clock = panel.getState().world?.clock ?? expect.fail('Nobody is signed in')
  await vi.waitFor(() => expect(clock.getState().sessionId).toBe(first))
  const idleOn = async (sessionId: string) => {
    await clock.stop()
    clock.setState({ idle: { sessionId, from: Date.now() - 360_000, to: null } })
  }
  const isOpen = () => clock.getState().idle?.to === null
  await idleOn(first)
  await panel.pick(first)
  await clock.stop()
  expect(isOpen(), 'picked again it is in front as before').toBe(true)
  await panel.pick(second)
  await vi.waitFor(() => expect(isOpen()).toBe(false))
  await idleOn(second)
  await panel.see(onTicket(3))
  await vi.waitFor(() => expect(isOpen()).toBe(false))
  await idleOn(first)
  panel.startWithout(null)
  await vi.waitFor(() => expect(isOpen()).toBe(false))
})

test('an act that does not fit is told in a sentence and changes nothing', async () => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  await panel.act([NOTE])
  expect(await panel.act([{ type: 'resumed' }])).toBe(false)
  expect(panel.getState().refusal).toMatch(/running already/)
  expect(said(panel)).toEqual(['Seen'])
})

test('without a server and without a sign-in it says which is missing', async () => {
  const { openPanel, local } = await makeProfile()
  const panel = await openPanel()
  expect(panel.getState().phase).toBe('ready')
  await local.remove('account')
  await expect.poll(() => panel.getState().phase).toBe('signedOut')
  await local.remove('settings')
  await expect.poll(() => panel.getState().phase).toBe('noServer')
  expect(panel.getState().world).toBeNull()
})

const SECRET = 'hunter2-Sommer!'
const SAID = `The password is ${SECRET}`
test.each<EventData>([
  { ...NOTE, text: SAID },
  { type: 'statement_added', kind: 'next_step', text: 'Call back', owner: SAID },
  { type: 'variable_set', name: 'login', value: SAID, keep: 'client', source: 'typed' },
  { type: 'paused', waitingFor: SAID },
  { type: 'output_pasted', text: SAID, command: 'type login.txt' },
  {
    type: 'command_copied',
    command: `net use Z: \\\\fs01\\data /user:ada ${SECRET}`,
    safety: 'reads',
  },
  { type: 'custom_step_added', title: SAID },
])('a secret in $type is masked before this browser keeps it, and that is told', async (data) => {
  const { openPanel } = await makeProfile()
  const panel = await openPanel()
  await panel.see(onTicket(1))
  expect(await panel.act([data])).toBe(true)
  expect(panel.getState().refusal).toBe('Masked before it was stored: 1 password removed.')
  const { db } = panel.getState().world ?? {}
  const kept = JSON.stringify([await db?.events.toArray(), await db?.sessions.toArray()])
  expect(kept).toContain('password 1 removed')
  expect(kept).not.toContain(SECRET)
})

test('a session that comes to the front while what waits of it is being sent goes on being sent', async () => {
  const server = fakeServer()
  server.isUp = false
  const { openPanel } = await makeProfile({
    client: {
      ask: async (...asked) =>
        asked[0].path === AppendEvents.path
          ? server.client.ask(...asked)
          : { ok: false, trouble: OFFLINE },
      open: async () => ({ ok: false, trouble: OFFLINE }),
    },
  })
  const before = await openPanel()
  await before.see(onTicket(1))
  await before.act([{ ...NOTE, text: 'Before the browser died' }])
  before.getState().world?.close()

  const panel = await openPanel() // sends what waits, and finds no server
  await panel.see(onTicket(1))
  server.isUp = true
  const onServer = () =>
    [...server.records.values()]
      .flat()
      .flatMap(({ event: { data } }) => (data.type === 'statement_added' ? data.text : []))
  await expect.poll(onServer).toEqual(['Before the browser died'])
  await panel.act([{ ...NOTE, text: 'After it' }])
  await expect.poll(onServer).toEqual(['Before the browser died', 'After it'])
})

test('a session that the server does not take holds up no other', async () => {
  const server = fakeServer()
  server.isUp = false
  let broken: string | undefined
  const { openPanel } = await makeProfile({
    client: {
      open: async () => ({ ok: false, trouble: OFFLINE }),
      ask: async (...asked) => {
        if (asked[0].path !== AppendEvents.path) return { ok: false, trouble: OFFLINE }
        const isBroken = broken !== undefined && JSON.stringify(asked[1]).includes(broken)
        return isBroken ? { ok: false, trouble: broke() } : server.client.ask(...asked)
      },
    },
  })
  const before = await openPanel()
  for (const [n, text] of ['First', 'Second', 'Third'].entries()) {
    await before.see(onTicket(n + 1))
    await before.act([{ ...NOTE, text }])
  }
  const rows = await before.getState().world?.db.events.by('state', 'pending')
  broken = rows?.[0]?.sessionId
  before.getState().world?.close()
  server.isUp = true
  await openPanel() // sends what waits, and meets the broken one first
  await expect.poll(() => server.records.size).toBe(2)
})

describe('a colleague’s session', () => {
  const AT = '2026-06-10T13:57:00Z'
  const SAM = { kind: 'person' as const, id: v7(), name: 'Sam Ode' }

  /** Brought into this browser, as whoever opens its ticket does. */
  async function lookOn() {
    const panel = await (await makeProfile()).openPanel()
    const id = v7()
    const event = (data: EventData) => ({ id: v7(), at: AT, by: SAM, data })
    const told = [
      event({ type: 'session_started', ticket: { ref: ref(1), summary: 'Ticket 1' } }),
      event({ ...NOTE, text: 'Seen by Sam' }),
    ]
    const stored = told.map((one, i) => {
      return { seq: i + 1, receivedAt: AT, hash: '0'.repeat(64), event: one }
    })
    const db = panel.getState().world?.db
    if (!db) throw new Error('Nobody is signed in')
    await settle(db, id, stored)
    await panel.see(onTicket(1))
    await panel.pick(id)
    return panel
  }

  test('is looked at: nothing is recorded in it and no clock runs, until one takes part', async () => {
    const panel = await lookOn()
    panel.touch()
    expect(await panel.act([NOTE])).toBe(false)
    expect(panel.getState().refusal).toContain('work of Sam Ode')
    expect(said(panel)).toEqual(['Seen by Sam'])
    expect(panel.getState().world?.clock.getState().sessionId).toBeNull()
    await panel.refreshOpen()
    expect(panel.getState().openSessions).toEqual([])

    expect(await panel.act([{ type: 'part_taken' }])).toBe(true)
    expect(await panel.act([NOTE])).toBe(true)
    expect(said(panel)).toEqual(['Seen by Sam', 'Seen'])
    await vi.waitFor(() => expect(panel.getState().openSessions).toHaveLength(1))
  })

  test('is left for one’s own on the same ticket, which begins with the first act', async () => {
    const panel = await lookOn()
    panel.beginOwn()
    expect(panel.getState()).toMatchObject({ session: null, subject: { ref: { ticketId: 1 } } })
    expect(await panel.act([NOTE])).toBe(true)
    expect(said(panel)).toEqual(['Seen'])
  })
})
