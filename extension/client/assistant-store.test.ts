import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Author } from '#shared/session/statement.ts'
import { type AssistantStore, createAssistantStore } from './assistant-store.ts'
import { readKeptWords } from './kept-words.ts'
import { openLocalStore } from './local-store.ts'
import type { SessionDeps } from './session-deps.ts'
import { createSessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { fakeServer } from './testing/fake-server.ts'
import { fakeTurns } from './testing/fake-turns.ts'
import type { Trouble } from './trouble.ts'

const ME: Extract<Author, { kind: 'person' }> = { kind: 'person', id: v7(), name: 'Ada' }
/** As detectors that have to be loaded first. */
const mask = async (text: string) => text.replaceAll('Kornblume77', '[marked text 1 removed]')
const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** A profile with one session that the server knows, in which FlowPilot can be opened again. */
async function makeSession({ isOnline = true } = {}) {
  const server = fakeServer()
  const sessionId = v7()
  const turns = fakeTurns(server, sessionId, ME)
  const network = fakeNetwork()
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const frames: (() => void)[] = []
  let aheadMs = 0
  const offline = {
    ok: false as const,
    trouble: { kind: 'offline' as const, message: 'No network.' },
  }
  const deps: SessionDeps = {
    db,
    client: {
      ask: async (...args) => (network.is() ? turns.client.ask(...args) : offline),
      open: async (...args) => (network.is() ? turns.client.open(...args) : offline),
    },
    me: ME,
    locks: fakeLocks(),
    channel: fakeChannel()(),
    online: network,
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, 2)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
    random: () => 0,
    now: () => new Date(Date.now() + aheadMs).toISOString(),
    newId: () => v7(),
  }
  network.set(isOnline)
  const session = createSessionStore(deps, sessionId)
  await session.load()
  session.record([{ type: 'session_started', ticket: null }])
  if (isOnline) await vi.waitFor(() => expect(session.getState().version).toBe(1))
  const openPilot = async (): Promise<AssistantStore> => {
    const pilot = createAssistantStore({
      ...{ ...deps, session, mask, onFrame: (run) => frames.push(run) },
    })
    open.push(pilot)
    await vi.waitFor(() => expect(pilot.getState().isLoaded).toBe(true))
    if (network.is()) await vi.waitFor(() => expect(turns.listeners).toBeGreaterThan(0))
    return pilot
  }
  open.push(session)
  const draw = () => {
    for (const run of frames.splice(0)) run()
  }
  const said = () => session.getState().session?.lane.messages.map(({ text }) => text)
  const passes = (ms: number) => {
    aheadMs += ms
  }
  return { db, server, turns, network, session, openPilot, draw, frames, said, passes }
}

describe('asking', () => {
  test('words become a turn; what it says grows, and is over when the record holds the reply', async () => {
    const { turns, openPilot, draw, said } = await makeSession()
    const pilot = await openPilot()
    pilot.type('Nobody reaches the intranet')
    pilot.ask('message', { text: 'Nobody reaches the intranet' })
    expect(pilot.getState().typed).toBe('')
    await vi.waitFor(() => expect(pilot.getState().turn).toMatchObject({ phase: 'reading' }))
    const turnId = turns.running ?? ''
    turns.tell({ type: 'phase', turnId, phase: 'writing', tier: 'standard' })
    turns.tell({ type: 'delta', turnId, text: 'Ask the ' })
    turns.tell({ type: 'delta', turnId, text: 'resolver' })
    await vi.waitFor(() => {
      draw()
      expect(pilot.getState().turn).toMatchObject({ text: 'Ask the resolver', phase: 'writing' })
    })
    turns.finish({ text: 'Ask the resolver.' })
    await vi.waitFor(() => expect(pilot.getState().turn).toBeNull())
    expect(said()).toEqual(['Nobody reaches the intranet', 'Ask the resolver.'])
    expect(pilot.getState()).toMatchObject({ asks: [], ended: null })
  })

  test('many pieces between two drawings are one change', async () => {
    const { turns, openPilot, draw, frames } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    let changes = 0
    pilot.subscribe(() => {
      changes += 1
    })
    for (let i = 0; i < 200; i += 1) {
      turns.tell({ type: 'delta', turnId: turns.running ?? '', text: 'x' })
    }
    turns.tell({ type: 'phase', turnId: turns.running ?? '', phase: 'checking', tier: null })
    await vi.waitFor(() => expect(pilot.getState().turn?.phase).toBe('checking'))
    expect([changes, frames.length]).toEqual([1, 1])
    draw()
    expect(pilot.getState().turn?.text).toHaveLength(200)
  })

  test('an answer lost on the way back is asked again as the same turn', async () => {
    const { turns, openPilot, said } = await makeSession()
    const pilot = await openPilot()
    turns.faults.push('lostAnswer')
    pilot.ask('message', { text: 'Once' })
    await vi.waitFor(() => expect(turns.asked.length).toBeGreaterThan(0))
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    turns.finish()
    await vi.waitFor(() => expect(pilot.getState()).toMatchObject({ turn: null, asks: [] }))
    expect(new Set(turns.asked.map(({ turnId }) => turnId)).size).toBe(1)
    expect(said()).toEqual(['Once', 'Look at the resolver.'])
  })

  test('what is asked while a turn runs goes after it, results only once', async () => {
    const { turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    pilot.ask('recorded')
    pilot.ask('recorded')
    await vi.waitFor(() => expect(pilot.getState().waitsFor).toBe('turn'))
    expect(turns.asked).toHaveLength(1)
    turns.finish()
    await vi.waitFor(() => expect(turns.asked.map((t) => t.cause)).toEqual(['open', 'recorded']))
  })

  test('a result recorded while a turn is being asked for gets a turn of its own', async () => {
    const { turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    turns.finish()
    await vi.waitFor(() => expect(pilot.getState()).toMatchObject({ turn: null, asks: [] }))
    pilot.ask('recorded')
    await vi.waitFor(() => expect(turns.asked).toHaveLength(2))
    pilot.ask('recorded')
    await vi.waitFor(() => expect(pilot.getState().waitsFor).toBe('turn'))
    turns.finish()
    await vi.waitFor(() => expect(turns.asked).toHaveLength(3))
    expect(turns.asked[2]).toMatchObject({ cause: 'recorded', reads: expect.any(Number) })
  })

  test('a result recorded after a turn whose answer was lost gets a turn of its own', async () => {
    const { turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    turns.faults.push('lostAnswer')
    let isAskedAgain = false
    pilot.subscribe(({ waitsFor }) => {
      if (isAskedAgain || waitsFor === null || waitsFor === 'turn') return
      isAskedAgain = true
      pilot.ask('recorded')
      expect(pilot.getState().asks).toHaveLength(2)
    })
    pilot.ask('recorded')
    await vi.waitFor(() => expect(isAskedAgain).toBe(true))
    await vi.waitFor(() => expect(pilot.getState().waitsFor).toBe('turn'))
    turns.finish()
    const different = () => new Set(turns.asked.map(({ turnId }) => turnId)).size
    await vi.waitFor(() => expect(different()).toBe(2))
  })

  test('what the server will not take is told, and the words are back', async () => {
    const { turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    const no: Trouble = { kind: 'refused', code: 'notAllowed', message: 'Viewers cannot ask.' }
    turns.faults.push(no)
    pilot.ask('message', { text: 'Hello' })
    await vi.waitFor(() =>
      expect(pilot.getState()).toMatchObject({
        refusal: 'Viewers cannot ask.',
        typed: 'Hello',
        asks: [],
      }),
    )
  })
})

describe('without a network', () => {
  test('words wait, survive closing, and are sent under the same id when it is back', async () => {
    const { turns, network, openPilot, said } = await makeSession({ isOnline: false })
    const first = await openPilot()
    first.ask('message', { text: 'Kept' })
    first.type('half a sen')
    await vi.waitFor(() => expect(first.getState().waitsFor).toMatchObject({ kind: 'offline' }))
    const asked = first.getState().asks[0]?.turnId
    first.close()
    const second = await openPilot()
    expect(second.getState()).toMatchObject({ typed: 'half a sen', asks: [{ turnId: asked }] })
    network.set(true)
    await vi.waitFor(() => expect(turns.asked).toMatchObject([{ turnId: asked, text: 'Kept' }]))
    await vi.waitFor(() => expect(said()).toEqual(['Kept']))
  })

  test('and with a record that waits for a server too, they say that they wait', async () => {
    const { server, session, turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    server.isUp = false
    session.record([{ type: 'statement_added', kind: 'observation', text: 'Seen' }])
    pilot.ask('message', { text: 'Kept' })
    await vi.waitFor(() => expect(pilot.getState().waitsFor).not.toBeNull())
    expect(turns.asked).toEqual([])
    server.isUp = true
    await vi.waitFor(() => expect(turns.asked).toMatchObject([{ text: 'Kept' }]))
    await vi.waitFor(() => expect(pilot.getState().waitsFor).toBeNull())
  })

  test('what must not go out is masked on the disk and in what is sent, once for all', async () => {
    const { db, session, turns, network, openPilot } = await makeSession({ isOnline: false })
    const first = await openPilot()
    first.ask('message', { text: 'Is it Kornblume77?' })
    first.type('or is Kornblume77 n')
    const { sessionId } = session
    const kept = async () => JSON.stringify(await readKeptWords(db, sessionId))
    await vi.waitFor(async () => {
      expect(await kept()).toContain('Is it [marked text 1 removed]?')
      expect(await kept()).toContain('or is [marked text 1 removed] n')
    })
    expect(await kept()).not.toContain('Kornblume')
    expect(first.getState().typed, 'nothing changes under the hand').toBe('or is Kornblume77 n')
    network.set(true)
    await vi.waitFor(() =>
      expect(turns.asked).toMatchObject([{ text: 'Is it [marked text 1 removed]?' }]),
    )
  })

  test('what waits can be taken back into the composer', async () => {
    const { openPilot } = await makeSession({ isOnline: false })
    const pilot = await openPilot()
    pilot.ask('message', { text: 'Not yet' })
    pilot.takeBack(pilot.getState().asks[0]?.turnId ?? '')
    expect(pilot.getState()).toMatchObject({ asks: [], typed: 'Not yet' })
  })

  test('going off closes the stream, coming back opens it with a snapshot', async () => {
    const { turns, network, openPilot } = await makeSession()
    const pilot = await openPilot()
    network.set(false)
    await vi.waitFor(() => expect(turns.listeners).toBe(0))
    turns.running = v7()
    network.set(true)
    await vi.waitFor(() => expect(pilot.getState().turn?.turnId).toBe(turns.running))
  })
})

describe('a turn ends', () => {
  test('when it is stopped; what it has said stays in the record, marked', async () => {
    const { session, openPilot } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    await pilot.stop()
    await vi.waitFor(() => expect(pilot.getState().turn).toBeNull())
    expect(session.getState().session?.lane.messages).toMatchObject([
      { isPartial: true, failure: 'aborted' },
    ])
  })

  test('without a stream the record tells that it is over', async () => {
    const { turns, openPilot, passes } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    turns.client.open = async () => ({ ok: false, trouble: { kind: 'unreachable', message: '' } })
    turns.cut()
    turns.finish()
    passes(10_000)
    await vi.waitFor(() => expect(pilot.getState().turn).toBeNull())
    expect(pilot.getState().ended).toBeNull()
  })

  test('what gives no sign of life for long is given up, and said to be', async () => {
    const { openPilot, passes } = await makeSession()
    const pilot = await openPilot()
    pilot.ask('open')
    await vi.waitFor(() => expect(pilot.getState().turn).not.toBeNull())
    passes(300_000)
    await vi.waitFor(() => expect(pilot.getState().turn).toBeNull())
    expect(pilot.getState().ended).toMatchObject({ failure: 'stalled' })
  })

  test('another person’s turn is followed as one’s own', async () => {
    const { turns, openPilot } = await makeSession()
    const pilot = await openPilot()
    const turnId = v7()
    turns.running = turnId
    turns.tell({
      ...{
        type: 'snapshot',
        turnId,
        phase: 'writing',
        text: 'Half',
        elapsedMs: 5000,
        tier: 'deep',
      },
    })
    await vi.waitFor(() =>
      expect(pilot.getState().turn).toMatchObject({ turnId, text: 'Half', tier: 'deep' }),
    )
    turns.finish({ failure: 'busy', mode: 'rules' })
    await vi.waitFor(() => expect(pilot.getState().ended).toMatchObject({ failure: 'busy' }))
    expect(pilot.getState().turn).toBeNull()
  })
})
