import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { ref } from '../testing/make-profile.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { useWaitingHere } from './use-waiting-here.ts'
import WaitingHere from './WaitingHere.tsx'

const away = async () => ({ ok: false as const, trouble: OFFLINE })
const handoff = (ticketId: number): HandoffSummary => ({
  ...{ id: v7(), sessionId: v7(), intent: 'escalate', reason: 'I am stuck', byId: v7() },
  ...{ byName: 'Jude', toId: null, toName: null, at: '2026-06-10T08:00:00Z' },
  ticket: { ref: ref(ticketId), summary: 'The share', client: 'Adler' },
  ...{ priority: null, flowName: null, standing: null, lacking: [], end: null },
})

function Here() {
  const here = useWaitingHere()
  return here ? <WaitingHere handoff={here} /> : <p>Nothing here</p>
}

let shown: Shown | undefined
afterEach(() => shown?.close())

const wait = (...waiting: HandoffSummary[]) =>
  act(async () => shown?.store.getState().world?.news.setState({ waiting }))

test('what waits on the ticket in front is read by one act; what waits on others is not in the way', async () => {
  shown = await showInPanel(<Here />, away, { isLead: true })
  await wait(handoff(2))
  expect(shown.box.textContent).toBe('Nothing here')
  const mine = handoff(1)
  await wait(handoff(2), mine)
  expect(shown.box.textContent).toContain('Jude · Escalated')
  await act(async () => document.body.dispatchEvent(press('Q')))
  expect(shown.store.getState()).toMatchObject({ screen: 'pickup', handoffId: mine.id })
})

test('it does not come and go while the work on the ticket is being opened', async () => {
  shown = await showInPanel(<Here />, away, { isLead: true })
  shown.store.setState({ isOpening: true })
  await wait(handoff(1))
  expect(shown.box.textContent).toBe('Nothing here')
  await act(async () => shown?.store.setState({ isOpening: false }))
  expect(shown.box.textContent).toContain('Jude · Escalated')
})

test('it is shown beside work of one’s own, and not where it is shown anyway', async () => {
  shown = await showInPanel(<Here />, away, { isLead: true })
  await act(async () => void (await shown?.store.act([])))
  const own = shown.store.getState().session?.sessionId ?? ''
  expect(own).not.toBe('')
  await wait(handoff(1))
  expect(shown.button('Read it and take it overShift+Q')).toBeTruthy()
  await wait({ ...handoff(1), sessionId: own })
  expect(shown.box.textContent).toBe('Nothing here')
})

const press = (key: string) =>
  new KeyboardEvent('keydown', { key, code: `Key${key}`, shiftKey: true, bubbles: true })
