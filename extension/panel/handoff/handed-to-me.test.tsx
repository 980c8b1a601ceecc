import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { ReadHandoff } from '#shared/handoff/contract.ts'
import { ReadEvents } from '#shared/session/contract.ts'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import { fakeServer } from '../../client/testing/fake-server.ts'
import type { Client } from '../../client.ts'
import { usePanelState } from '../PanelContext.tsx'
import { PERSON, ref } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { Work } from '../Work.tsx'
import PickupScreen from './PickupScreen.tsx'

const JUDE = { kind: 'person', id: v7(), name: 'Jude' } as const
const ADA = { kind: 'person', id: PERSON.id, name: PERSON.name } as const

/** Nothing comes by it. */
const STREAM = new Promise<never>(() => undefined)

let shown: Shown | undefined
afterEach(() => shown?.close())

const Screen = () =>
  usePanelState(({ screen }) => screen) === 'pickup' ? <PickupScreen /> : <Work />

/** Jude has begun it and handed it over; who took it, and the server has the briefing. */
async function onHandedOver(takenBy: SessionEvent['by']): Promise<Shown> {
  const server = fakeServer()
  const [sessionId, handoffId] = [v7(), v7()]
  const ticket = { ref: ref(1), summary: 'The share', client: 'Adler' }
  const words = { access: 'By the jump host, key in the vault', firstMove: 'Look at the groups' }
  const tell = (by: SessionEvent['by'], data: EventData, id = v7()): SessionEvent => ({
    ...{ id, by, data, at: '2026-06-10T08:00:00Z' },
  })
  server.append(sessionId, 0, [
    tell(JUDE, { type: 'session_started', ticket }),
    tell(
      JUDE,
      { type: 'handed_off', intent: 'escalate', reason: 'No rights', to: null, words },
      handoffId,
    ),
    tell(takenBy, { type: 'picked_up', handoffId }),
  ])
  const handoff = {
    ...{ id: handoffId, sessionId, intent: 'escalate', reason: 'No rights', ticket },
    ...{ byId: JUDE.id, byName: 'Jude', toId: null, toName: null, at: '2026-06-10T08:00:00Z' },
    ...{ priority: null, flowName: null, standing: null, lacking: [] },
    end: { how: 'picked_up', at: '2026-06-10T08:05:00Z', byId: ADA.id, byName: 'Ada' },
  }
  const sentences = [{ text: 'Look at the groups', evidence: [] }]
  const section = { heading: 'FIRST MOVE', layout: 'list', sentences }
  const briefing = { mode: 'rules', madeAt: '2026-06-10T08:00:00Z', sections: [section] }
  const ask: Client['ask'] = async (route, request, options) => {
    if (options && 'accept' in options) return STREAM
    if (route.path === ReadHandoff.path && route.method === 'GET') {
      return { ok: true, value: { handoff, briefing } as never }
    }
    if (route.path === ReadEvents.path) {
      if (route.method !== 'GET') return server.client.ask(route, request, options)
      return { ok: true, value: { events: server.records.get(sessionId) ?? [] } as never }
    }
    return { ok: false, trouble: { kind: 'unreachable', message: 'Not here.' } }
  }
  const made = await showInPanel(<Screen />, ask)
  shown = made
  await act(async () => {
    await made.store.getState().world?.fetchRecord(sessionId)
    await made.store.pick(sessionId)
  })
  return made
}

const press = (key: string, more = {}) =>
  act(async () => {
    const target = document.body
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }))
  })

test('whoever took it over reads again what was handed over, from the work and back', async () => {
  const { box, store, until, button } = await onHandedOver(ADA)
  await until(() => expect(button('What was handed overShift+H')).toBeTruthy())
  await press('H', { shiftKey: true })
  await until(() => expect(box.textContent).toContain('FIRST MOVE'))
  expect(box.textContent).toContain('You took it over')
  await press('Enter')
  expect(store.getState().screen).toBe('work')
  await press('H', { shiftKey: true })
  await until(() => expect(box.textContent).toContain('FIRST MOVE'))
  await press('Escape')
  expect(store.getState().screen, 'not among what waits').toBe('work')
})

test('the record tells all that was said with it, without a server', async () => {
  const { box, until } = await onHandedOver(ADA)
  await until(() => expect(box.textContent).toContain('What happened so far'))
  await press('h')
  await until(() => expect(box.textContent).toContain('Access: By the jump host, key in the vault'))
  expect(box.textContent).toContain('First move: Look at the groups')
  expect(box.textContent).toContain('By Jude')
})

test('whoever took back what they had given has no such way', async () => {
  const { box, until } = await onHandedOver(JUDE)
  await until(() => expect(box.textContent).toContain('What happened so far'))
  expect(box.textContent).not.toContain('What was handed over')
})
