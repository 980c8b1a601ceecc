import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { EventData } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { type FakeServer, fakeServer } from './testing/fake-server.ts'
import type { Trouble } from './trouble.ts'

const START: EventData = { type: 'session_started', ticket: null }
const note = (text: string): EventData => ({ type: 'statement_added', kind: 'observation', text })

interface Machine {
  db: LocalStore
  network: ReturnType<typeof fakeNetwork>
  openPanel(): Promise<SessionStore>
}

type Wait = (ms: number, signal: AbortSignal) => Promise<void>
const short: Wait = () => new Promise((resolve) => setTimeout(resolve, 1))

function makeMachine(server: FakeServer, sessionId: string, wait = short): Machine {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const locks = fakeLocks()
  const channel = fakeChannel()
  const network = fakeNetwork()
  const client: FakeServer['client'] = {
    ask: (...args) =>
      network.is()
        ? server.client.ask(...args)
        : Promise.resolve({ ok: false, trouble: { kind: 'offline', message: 'No network.' } }),
    open: server.client.open,
  }
  return {
    db,
    network,
    async openPanel() {
      const panel = createSessionStore(
        {
          db,
          client,
          me: { kind: 'person', id: v7(), name: 'Ada' },
          locks,
          channel: channel(),
          online: network,
          wait,
          random: () => 0,
          now: () => new Date().toISOString(),
          newId: () => v7(),
        },
        sessionId,
      )
      await panel.load()
      return panel
    },
  }
}

const texts = (panel: SessionStore) =>
  panel.getState().session?.statements.map((statement) => statement.text)

async function done(panel: SessionStore, data: EventData[]) {
  const recorded = panel.record(data)
  if (!recorded.ok) throw new Error(recorded.refusal.message)
  await recorded.kept
}

describe('recording', () => {
  test('shows the result at once and is on disk when it resolves', async () => {
    const server = fakeServer()
    const machine = makeMachine(server, v7())
    machine.network.set(false)
    const panel = await machine.openPanel()
    const recorded = panel.record([START, note('Seen')])
    expect(texts(panel)).toEqual(['Seen'])
    if (recorded.ok) await recorded.kept
    expect(await machine.db.events.count()).toBe(2)
  })

  test('takes all of several events or none', async () => {
    const panel = await makeMachine(fakeServer(), v7()).openPanel()
    const recorded = panel.record([START, { type: 'resumed' }])
    expect(recorded).toMatchObject({ ok: false, refusal: { code: 'already' } })
    expect(panel.getState()).toMatchObject({ session: null, pending: [] })
  })

  test('work done without a network is there after the panel was killed, and is sent once', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const machine = makeMachine(server, sessionId)
    machine.network.set(false)
    const first = await machine.openPanel()
    await done(first, [START, note('One'), note('Two')])
    first.close()
    const second = await machine.openPanel()
    expect(texts(second)).toEqual(['One', 'Two'])
    machine.network.set(true)
    await second.send()
    expect(server.records.get(sessionId)).toHaveLength(3)
    expect(second.getState()).toMatchObject({ version: 3, pending: [], sync: 'idle' })
  })

  test('an answer lost on the way back stores nothing twice', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const panel = await makeMachine(server, sessionId).openPanel()
    server.faults.push('lostAnswer')
    await done(panel, [START, note('Once')])
    await panel.send()
    expect(server.records.get(sessionId)?.map((s) => s.event.data.type)).toEqual([
      'session_started',
      'statement_added',
    ])
    expect(texts(panel)).toEqual(['Once'])
  })
})

describe('refusals', () => {
  test('what the server refuses is told with its text and does not hold up the rest', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const here = makeMachine(server, sessionId)
    const there = makeMachine(server, sessionId)
    const panel = await here.openPanel()
    await done(panel, [START])
    await panel.send()
    server.append(sessionId, 1, [
      {
        id: v7(),
        at: new Date().toISOString(),
        by: { kind: 'program' },
        data: { type: 'paused' },
      },
    ])
    here.network.set(false)
    await done(panel, [{ type: 'paused', waitingFor: 'the client' }, note('After')])
    here.network.set(true)
    await panel.send()
    const { refused, pending } = panel.getState()
    expect(pending).toEqual([])
    expect(refused).toMatchObject([
      { code: 'already', event: { data: { type: 'paused', waitingFor: 'the client' } } },
    ])
    expect(texts(panel)).toEqual(['After'])
    await panel.dismissRefused(refused[0]?.event.id ?? '')
    expect(panel.getState().refused).toEqual([])
    await there.openPanel()
  })

  test('an event the server cannot read is found and told; the others are stored', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const machine = makeMachine(server, sessionId)
    machine.network.set(false)
    const panel = await machine.openPanel()
    await done(panel, [START, note('One'), note('Bad'), note('Three')])
    const ask = server.client.ask
    server.client.ask = (route, request, options) =>
      JSON.stringify(request).includes('"Bad"')
        ? Promise.resolve({
            ok: false,
            trouble: { kind: 'refused', code: 'badRequest', message: 'Not readable.' },
          })
        : ask(route, request, options)
    machine.network.set(true)
    await panel.send()
    expect(texts(panel)).toEqual(['One', 'Three'])
    expect(panel.getState().refused).toMatchObject([{ message: 'Not readable.' }])
  })

  test('signed out, everything stays and waits', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const panel = await makeMachine(server, sessionId).openPanel()
    server.faults.push({ kind: 'signedOut', message: 'Sign in.' })
    await done(panel, [START, note('Kept')])
    await expect.poll(() => panel.getState().trouble?.kind).toBe('signedOut')
    expect(texts(panel)).toEqual(['Kept'])
    await panel.send()
    expect(panel.getState()).toMatchObject({ version: 2, trouble: null })
  })
})

test('a long record gets through a proxy that lets no megabyte through', async () => {
  const server = fakeServer()
  server.largest = 1_000_000
  const sessionId = v7()
  const machine = makeMachine(server, sessionId)
  machine.network.set(false)
  const panel = await machine.openPanel()
  await done(panel, [START, ...Array.from({ length: 499 }, () => note('Seen '.repeat(400)))])
  machine.network.set(true)
  await panel.send()
  expect(server.records.get(sessionId)).toHaveLength(500)
  expect(panel.getState()).toMatchObject({ pending: [], sync: 'idle', trouble: null })
})

describe('a server that says when to ask again', () => {
  const TOO_MANY: Trouble = {
    kind: 'refused',
    code: 'tooMany',
    message: 'This is more of the record at once than one person may send.',
    retryAfterMs: 7_000,
  }

  /** Waits that end when the test says so, or when the sender is told not to wait any longer. */
  function heldWaits() {
    const held: { ms: number; end: () => void; wasCutShort: boolean }[] = []
    const wait: Wait = (ms, signal) =>
      new Promise((resolve) => {
        const one = { ms, end: resolve, wasCutShort: false }
        held.push(one)
        signal.addEventListener('abort', () => {
          one.wasCutShort = true
          resolve()
        })
      })
    return { held, wait }
  }

  test('is not asked before then, whatever is recorded meanwhile; nothing is lost or sent twice', async () => {
    const server = fakeServer()
    const sessionId = v7()
    const { held, wait } = heldWaits()
    const panel = await makeMachine(server, sessionId, wait).openPanel()
    server.faults.push(TOO_MANY, TOO_MANY)
    await done(panel, [START, note('One')])
    await expect.poll(() => held.length).toBe(1)
    await done(panel, [note('Two')])
    const sending = panel.send()
    await done(panel, [note('Three')])
    expect(held).toMatchObject([{ wasCutShort: false }])
    expect(held[0]?.ms).toBeGreaterThanOrEqual(7_000)
    expect(server.asked, 'once, and not again').toBe(1)
    expect(panel.getState()).toMatchObject({ sync: 'waiting', trouble: { code: 'tooMany' } })
    expect(texts(panel), 'all of it is shown').toEqual(['One', 'Two', 'Three'])

    held[0]?.end()
    await expect.poll(() => held.length).toBe(2)
    expect(server.asked).toBe(2)
    held[1]?.end()
    await sending
    await expect.poll(() => panel.getState().pending.length).toBe(0)
    expect(server.records.get(sessionId)?.map(({ event }) => event.data)).toEqual([
      START,
      note('One'),
      note('Two'),
      note('Three'),
    ])
    expect(panel.getState()).toMatchObject({ version: 4, refused: [], trouble: null })
  })

  test('is asked early where it is only our own patience', async () => {
    const server = fakeServer()
    const { held, wait } = heldWaits()
    const panel = await makeMachine(server, v7(), wait).openPanel()
    server.faults.push({ kind: 'unreachable', message: 'No answer.' })
    await done(panel, [START])
    await expect.poll(() => held.length).toBe(1)
    await done(panel, [note('One')])
    await expect.poll(() => panel.getState().pending.length).toBe(0)
    expect(held[0]?.wasCutShort).toBe(true)
  })
})

describe('two panels of one person', () => {
  test('each sees what the other does, before any server', async () => {
    const machine = makeMachine(fakeServer(), v7())
    machine.network.set(false)
    const left = await machine.openPanel()
    await done(left, [START])
    const right = await machine.openPanel()
    await done(left, [note('From the left')])
    await done(right, [note('From the right')])
    await expect.poll(() => texts(left)).toEqual(texts(right))
    expect(texts(right)).toHaveLength(2)
  })
})

type Act = { kind: 'note' | 'network' | 'kill' | 'send' | 'fault' | 'pause'; panel: number }
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom<Act['kind'][]>(
      'note',
      'note',
      'note',
      'network',
      'kill',
      'send',
      'fault',
      'pause',
    ),
    panel: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 3, maxLength: 18 },
)

test('in any order of work, faults, offline and kills: all converge, nothing lost, each thing once', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (program) => {
      const server = fakeServer()
      const sessionId = v7()
      const machines = [makeMachine(server, sessionId), makeMachine(server, sessionId)] as const
      // Panels 0 and 1 share a browser; panel 2 is on another machine.
      const machineOf = (i: number) => (i < 2 ? machines[0] : machines[1])
      const founder = await machines[0].openPanel()
      await done(founder, [START])
      await founder.send()
      founder.close()
      const panels = await Promise.all([0, 1, 2].map((i) => machineOf(i).openPanel()))
      // The machine that did not begin it learns of it from the server.
      await teach(machines[1].db, server, sessionId)
      await panels[2]?.load()
      const said: string[] = []
      for (const [i, { kind, panel: at }] of program.entries()) {
        const panel = panels[at] as SessionStore
        if (kind === 'note') {
          said.push(`Note ${i}`)
          await done(panel, [note(`Note ${i}`)])
        } else if (kind === 'pause') {
          const status = panel.getState().session?.status
          panel.record([{ type: status === 'paused' ? 'resumed' : 'paused' }])
        } else if (kind === 'network') machineOf(at).network.set(!machineOf(at).network.is())
        else if (kind === 'fault') server.faults.push(i % 2 ? 'lostAnswer' : 'lostRequest')
        else if (kind === 'send') void panel.send()
        else {
          panel.close()
          panels[at] = await machineOf(at).openPanel()
        }
      }
      server.faults.length = 0
      for (const machine of machines) machine.network.set(true)
      for (let round = 0; round < 3; round++) for (const panel of panels) await panel.send()
      await Promise.all(machines.map((machine) => teach(machine.db, server, sessionId)))
      for (const panel of panels) await panel.load()

      const record = server.records.get(sessionId) ?? []
      const truth = foldSession(record.map((s) => s.event)).session
      expect(new Set(record.map((s) => s.event.id)).size).toBe(record.length)
      expect(truth?.statements.map((s) => s.text).toSorted()).toEqual(said.toSorted())
      for (const panel of panels) {
        expect(panel.getState().pending).toEqual([])
        expect(panel.getState().session).toEqual(truth)
        panel.close()
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)

/** What the live stream would have brought. */
async function teach(db: LocalStore, server: FakeServer, sessionId: string) {
  const { settle } = await import('./record-shelf.ts')
  await settle(db, sessionId, server.records.get(sessionId) ?? [])
}

test('an answer costs as much at event 2,000 as at event 10', async () => {
  const panel = await makeMachine(fakeServer(), v7()).openPanel()
  await done(panel, [START])
  const seen: unknown[] = []
  for (let i = 0; i < 2000; i++) panel.record([note(`Note ${i}`)])
  panel.subscribe((state) => seen.push(state.session))
  const before = panel.getState().session
  panel.record([note('The last')])
  const after = panel.getState().session
  // Applied on top of what was folded: everything it did not touch is the same object.
  expect(after?.statements.at(5)).toBe(before?.statements.at(5))
  expect(seen).toHaveLength(1)
})
