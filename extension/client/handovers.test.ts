import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import type { Client } from '../client.ts'
import { DRAFT } from './handover-fields.ts'
import { type AskedHandoff, createHandovers } from './handovers.ts'
import { openLocalStore } from './local-store.ts'
import { createSessionStore } from './session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from './testing/fake-browser.ts'
import { fakeServer } from './testing/fake-server.ts'
import { type Answer, OFFLINE, type Trouble } from './trouble.ts'
import { readWhatWaits } from './what-waits.ts'

const ADA = { kind: 'person', id: v7(), name: 'Ada' } as const
const REFUSED: Trouble = {
  kind: 'refused',
  code: 'conflict',
  message: 'The ticket changed meanwhile. Read it, then hand over.',
}

/** A session on the server, and hand-offs of it: `faults` say what befalls the next ones. */
async function makeHandovers() {
  const server = fakeServer()
  const faults: ('lostAnswer' | Trouble)[] = []
  const asked: AskedHandoff[] = []
  const handOff = (request: AskedHandoff): Answer<unknown> => {
    asked.push(request)
    const fault = faults.shift()
    if (fault && fault !== 'lostAnswer') return { ok: false, trouble: fault }
    const { sessionId, handoffId, at, intent, reason, words } = request
    const data: EventData = { type: 'handed_off', intent, reason, to: null, words }
    const event: SessionEvent = { id: handoffId, at, by: ADA, data }
    server.append(sessionId, 0, [event])
    return fault ? { ok: false, trouble: OFFLINE } : { ok: true, value: {} as HandoffSummary }
  }
  const ask: Client['ask'] = async (route, request, options) => {
    if (route.path.endsWith('/handoffs')) return handOff(request as AskedHandoff) as Answer<never> // by its path
    if (route.path.endsWith('/events') && route.method === 'GET') {
      const { sessionId, after = 0 } = request as { sessionId: string; after?: number } // by its path
      const events = (server.records.get(sessionId) ?? []).filter(({ seq }) => seq > after)
      return { ok: true, value: { events } } as Answer<never> // what that route answers
    }
    return server.client.ask(route, request, options)
  }
  const network = fakeNetwork()
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const locks = fakeLocks()
  const deps = {
    ...{ db, locks, client: { ask, open: server.client.open } },
    ...{ me: ADA, channel: fakeChannel()(), online: network },
    wait: () => new Promise<void>((resolve) => setTimeout(resolve, 1)),
    ...{ random: () => 0, now: () => new Date().toISOString(), newId: () => v7() },
  }
  const session = createSessionStore(deps, v7())
  await session.load()
  session.record([{ type: 'session_started', ticket: null }])
  const over: string[] = []
  /** The waits before it is asked again, ended by the test. */
  const waits: (() => void)[] = []
  const wait = () => new Promise<void>((resolve) => void waits.push(resolve))
  const open = () =>
    createHandovers({
      ...{ db, client: { ask }, locks, open: async () => session, isOnline: network.is },
      ...{ wait, random: () => 0 },
      ...{ now: deps.now, signal: new AbortController().signal },
      onHandedOver: (id) => void over.push(id),
    })
  const request = (reason = 'I am stuck'): AskedHandoff => ({
    ...{ sessionId: session.sessionId, handoffId: v7(), at: deps.now(), intent: 'escalate' },
    ...{ reason, toId: null, words: { impact: 'One user' }, note: null, timeZone: 'UTC' },
  })
  const { sessionId } = session
  const handovers = open()
  return {
    ...{
      waits,
      server,
      faults,
      asked,
      network,
      db,
      session,
      sessionId,
      over,
      handovers,
      open,
      request,
    },
    state: () => handovers.getState().acts.get(sessionId),
    draft: async () => (await db.drafts.get([sessionId, DRAFT]))?.text,
    handedOff: () =>
      (server.records.get(sessionId) ?? []).filter(({ event }) => event.data.type === 'handed_off'),
  }
}

test('the record goes first, then the hand-off; the record tells it and nothing is kept any more', async () => {
  const { handovers, request, session, sessionId, server, over, state, db } = await makeHandovers()
  session.record([{ type: 'statement_added', kind: 'observation', text: 'The disk is full' }])
  await handovers.handOver(request(), '{"reason":"I am stuck"}')
  const types = server.records.get(sessionId)?.map(({ event }) => event.data.type)
  expect(types).toEqual(['session_started', 'statement_added', 'handed_off'])
  expect(session.getState().session?.status).toBe('escalated')
  expect(state()).toBeUndefined()
  expect(over).toEqual([sessionId])
  expect((await readWhatWaits(db)).texts).toBe(0)
})

test('a second click, and a second panel, are the same one hand-off', async () => {
  const { handovers, open, request, asked, handedOff } = await makeHandovers()
  const other = open()
  await Promise.all([
    handovers.handOver(request(), ''),
    handovers.handOver(request('Again'), ''),
    other.handOver(request('In another panel'), ''),
  ])
  expect(handedOff()).toHaveLength(1)
  expect(new Set(asked.map(({ handoffId }) => handoffId)).size).toBe(1)
})

test('an answer that was lost is asked for again, unchanged, and it is handed over once', async () => {
  const { handovers, request, faults, asked, handedOff, state, session, sessionId } =
    await makeHandovers()
  faults.push('lostAnswer')
  await handovers.handOver(request(), '')
  expect(state()).toMatchObject({ state: 'waiting', isOut: true })
  await handovers.takeBack(sessionId)
  expect(state(), 'the server may have it').toMatchObject({ state: 'waiting' })
  await handovers.flush()
  expect(asked[1] ?? asked[0]).toEqual(asked[0])
  expect(handedOff()).toHaveLength(1)
  expect(session.getState().session?.status).toBe('escalated')
  expect(state()).toBeUndefined()
})

test('while the server is away it is asked again by itself, until it has it', async () => {
  const { handovers, request, faults, waits, handedOff, state } = await makeHandovers()
  const away: Trouble = { kind: 'unreachable', message: 'No answer.' }
  faults.push(away, away)
  await handovers.handOver(request(), '')
  for (const n of [0, 1]) {
    await expect.poll(() => waits.length).toBe(n + 1)
    expect(state()).toMatchObject({ state: 'waiting', trouble: away })
    waits[n]?.()
  }
  await expect.poll(() => handedOff().length).toBe(1)
  await expect.poll(state).toBeUndefined()
})

test('what is refused comes back as it was typed, with the reason', async () => {
  const { handovers, request, faults, draft, state, handedOff, session, sessionId } =
    await makeHandovers()
  faults.push(REFUSED)
  await handovers.handOver(request(), '{"reason":"I am stuck"}')
  expect(state()).toMatchObject({ state: 'refused', trouble: REFUSED })
  expect(await draft()).toBe('{"reason":"I am stuck"}')
  expect(handedOff()).toHaveLength(0)
  expect(session.getState().session?.status).toBe('active')
  await handovers.forget(sessionId)
  expect(state()).toBeUndefined()
})

test('that it was refused is known in every panel until it was read, or it is handed over anew', async () => {
  const { handovers, open, request, faults, sessionId, handedOff, db } = await makeHandovers()
  faults.push(REFUSED, REFUSED)
  const typed = '{"reason":"I am stuck"}'
  await handovers.handOver(request(), typed)
  const opened = async () => {
    const later = open()
    await later.load()
    return later
  }
  const told = (of: typeof handovers) => of.getState().acts.get(sessionId)
  const { message } = REFUSED
  const asTold = {
    state: 'refused',
    ticketName: 'No ticket',
    trouble: { kind: 'refused', message },
  }
  expect(told(await opened())).toMatchObject(asTold)
  // It is one thing that the server did not take, and no text besides.
  expect(await readWhatWaits(db)).toMatchObject({ handovers: 0, refused: 1, texts: 0 })

  const beside = await opened()
  await handovers.handOver(request(), typed)
  await beside.flush(sessionId)
  expect(told(beside), 'refused again').toMatchObject(asTold)
  await beside.forget(sessionId)
  expect(told(await opened())).toBeUndefined()
  expect(await readWhatWaits(db)).toMatchObject({ handovers: 0, refused: 0, texts: 1 })

  faults.push(REFUSED)
  await handovers.handOver(request(), typed)
  await handovers.handOver(request(), typed)
  expect(handedOff()).toHaveLength(1)
  expect(told(await opened())).toBeUndefined()
  expect(await readWhatWaits(db)).toMatchObject({ handovers: 0, refused: 0, texts: 0 })
})

test('without a network it waits, may be taken back, and is handed over when the panel is opened again', async () => {
  const { handovers, open, request, network, draft, state, handedOff, session, sessionId, db } =
    await makeHandovers()
  await session.send()
  network.set(false)
  await handovers.handOver(request(), '{"reason":"I am stuck"}')
  expect(state()).toMatchObject({ state: 'waiting', isOut: false, trouble: OFFLINE })
  expect(await readWhatWaits(db)).toMatchObject({ handovers: 1, texts: 0 })
  await handovers.takeBack(sessionId)
  expect(await draft()).toBe('{"reason":"I am stuck"}')
  await handovers.handOver(request(), '{"reason":"I am stuck"}')
  network.set(true)
  const later = open()
  await later.load()
  expect(later.getState().acts.get(sessionId)?.state).toBe('waiting')
  await later.flush()
  expect(handedOff()).toHaveLength(1)
})
