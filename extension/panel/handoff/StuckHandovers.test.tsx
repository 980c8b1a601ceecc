import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { AskedHandoff } from '../../client/handovers.ts'
import { fakeServer } from '../../client/testing/fake-server.ts'
import { SIGNED_OUT, type Trouble } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { SessionRows } from '../session/SessionRows.tsx'
import { Troubles } from '../session/Troubles.tsx'
import { onTicket } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'

const CHANGED: Trouble = { kind: 'refused', code: 'conflict', message: 'The ticket changed.' }
const AWAY: Trouble = { kind: 'unreachable', message: 'No answer.' }

let shown: Shown | undefined
afterEach(() => shown?.close())

/** Ticket 1 was handed over and ticket 2 is in front when this is what becomes of it. */
async function onNextTicket(what: Trouble): Promise<Shown & { sessionId: string }> {
  const server = fakeServer()
  const ask: Client['ask'] = async (route, request, options) => {
    const { path, method } = route
    const isRecord = method === 'POST' && path.endsWith('/events')
    if (isRecord) return server.client.ask(route, request, options)
    return { ok: false, trouble: path.endsWith('/handoffs') && method === 'POST' ? what : AWAY }
  }
  const screen = (
    <>
      <Troubles />
      <SessionRows />
    </>
  )
  const made = await showInPanel(screen, ask)
  shown = made
  const { store } = made
  await act(async () => void (await store.act([])))
  const { world, session } = store.getState()
  if (!world || !session) throw new Error('No session was begun')
  const { sessionId } = session
  const request: AskedHandoff = {
    ...{ sessionId, handoffId: v7(), at: new Date().toISOString(), intent: 'escalate' },
    ...{ reason: 'I am stuck', toId: null, words: {}, note: null, timeZone: 'UTC' },
  }
  await act(async () => {
    const handed = world.handovers.handOver(request, '{"reason":"I am stuck"}')
    await store.see(onTicket(2))
    await handed
  })
  return { ...made, sessionId }
}

test('a refusal is told on the next ticket, marks its session, and leads back to it', async () => {
  const { box, store, until, click, sessionId } = await onNextTicket(CHANGED)
  await until(() => expect(box.textContent).toContain('#1 was not handed over'))
  expect(box.textContent).toContain('The ticket changed. What you wrote is all kept.')
  expect(box.querySelector('li')?.textContent).toContain('Not handed over')
  await click('Open it')
  await until(() => expect(store.getState().session?.sessionId).toBe(sessionId))
  // In front it is the dialog that tells it.
  await act(async () => store.ask('handOver'))
  expect(box.textContent).not.toContain('was not handed over')
  await act(async () => store.ask(null))
  expect(box.textContent, 'until it was read').toContain('#1 was not handed over')
})

test('once it was read it is told no more, and what was typed stays', async () => {
  const { box, store, until, click, sessionId } = await onNextTicket(CHANGED)
  await until(() => expect(box.textContent).toContain('was not handed over'))
  await click('Understood')
  expect(box.textContent).not.toContain('handed over')
  const kept = await store.getState().world?.db.drafts.get([sessionId, 'handoff'])
  expect(kept?.text).toBe('{"reason":"I am stuck"}')
})

test('what a person has to mend is told on the next ticket; what passes by itself is only marked', async () => {
  const { box, until } = await onNextTicket(SIGNED_OUT)
  await until(() => expect(box.textContent).toContain('#1 is not handed over yet'))
  expect(box.textContent).toContain(SIGNED_OUT.message)
  shown?.close()
  const passing = await onNextTicket(AWAY)
  await passing.until(() =>
    expect(passing.box.querySelector('li')?.textContent).toContain('Not handed over yet'),
  )
  expect(passing.box.textContent).not.toContain('#1 is not')
})
