import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import type { WalkToValidate, WayStep } from '#shared/first-level/contract.ts'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { OFFLINE } from '../../client/trouble.ts'
import QueueScreen from '../handoff/QueueScreen.tsx'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'

let shown: Shown | undefined
afterEach(() => shown?.close())

const handoff = (more: Partial<HandoffSummary> = {}): HandoffSummary => ({
  ...{ id: v7(), sessionId: v7(), intent: 'escalate', reason: 'I am stuck', byId: v7() },
  ...{ byName: 'Jude', toId: null, toName: null, at: '2026-06-10T08:00:00Z', ticket: null },
  ...{ priority: null, flowName: null, standing: null, lacking: [], end: null },
  ...more,
})
const step = (more: Partial<WayStep>): WayStep => ({
  ...{ id: v7(), flowName: 'Share away', title: '', answer: '', said: [] },
  ...{ at: '2026-06-10T08:00:00Z', byName: 'Jude', ...more },
})
const WAY = [
  step({ title: 'Does it answer?', answer: 'Yes', said: ['It answers a ping'] }),
  step({ title: 'Is the group there?', answer: 'No' }),
]
const TO_VALIDATE: WalkToValidate = {
  ...{ sessionId: v7(), ticket: null, walkedById: v7(), walkedByName: 'Robin' },
  ...{ flowName: 'Share away', outcome: 'resolved', endedAt: '2026-06-10T08:00:00Z' },
}

/** The queue over a server on which this waits; nothing comes live but what is put in here. */
async function show(waiting: readonly HandoffSummary[], way: () => readonly WayStep[] | null) {
  const answers: Record<string, () => unknown> = {
    '/sessions/:sessionId/way': () => {
      const steps = way()
      return steps && { steps }
    },
    '/first-level-walks/to-validate': () => ({ walks: [TO_VALIDATE] }),
  }
  const asked: string[] = []
  const ask = async ({ path }: { path: string }) => {
    asked.push(path)
    const value = answers[path]?.()
    return value ? { ok: true, value } : { ok: false, trouble: OFFLINE }
  }
  shown = await showInPanel(<QueueScreen />, ask)
  await act(async () => shown?.store.getState().world?.news.setState({ waiting, isLive: true }))
  return { ...shown, asked }
}
const text = () => shown?.box.textContent ?? ''

test('without escalated walks there is neither a heading nor a gap; an engineer is shown none to validate', async () => {
  const { box, asked } = await show([handoff()], () => WAY)
  expect(box.querySelectorAll('h3')).toHaveLength(0)
  expect(box.querySelectorAll('section section')).toHaveLength(0)
  expect(asked).not.toContain('/first-level-walks/to-validate')
})

test('escalated walks stand in a section of their own below all others, which keep their numbers', async () => {
  const { box } = await show(
    [
      handoff({ level: 'first', reason: 'A walk got stuck' }),
      handoff({ reason: 'Not a walk' }),
      handoff({ level: 'first', intent: 'peer', reason: 'A walk for a colleague' }),
    ],
    () => WAY,
  )
  expect(text().indexOf('Escalated first-level walks')).toBeGreaterThan(
    text().indexOf('Not a walk'),
  )
  expect(text().indexOf('A walk got stuck')).toBeGreaterThan(text().indexOf('Escalated first'))
  expect(text().indexOf('A walk for a colleague')).toBeLessThan(text().indexOf('Escalated first'))
  expect([...box.querySelectorAll('[aria-keyshortcuts="1"]')]).toHaveLength(1)
})

test('a row opens to the way in order, with its answers, and leads to the hand-off', async () => {
  const walk = handoff({ level: 'first', reason: 'A walk got stuck' })
  const { box, until, click, store } = await show([walk], () => WAY)
  const row = box.querySelector<HTMLButtonElement>('[aria-expanded]')
  expect(row?.getAttribute('aria-expanded')).toBe('false')
  await act(async () => row?.click())
  await until(() => expect(text()).toContain('It answers a ping'))
  expect(row?.getAttribute('aria-expanded')).toBe('true')
  expect(text().indexOf('Is the group there?')).toBeGreaterThan(text().indexOf('Does it answer?'))
  // The flow is named once, where it is entered.
  expect(text().split('Share away')).toHaveLength(2)
  await click('Read the hand-off')
  expect(store.getState()).toMatchObject({ screen: 'pickup', handoffId: walk.id })
})

test('where the way cannot be read it says so, and is asked for again', async () => {
  let isUp = false
  const { box, until, click } = await show([handoff({ level: 'first' })], () => (isUp ? [] : null))
  await act(async () => box.querySelector<HTMLButtonElement>('[aria-expanded]')?.click())
  await until(() => expect(text()).toContain('The way is not here'))
  isUp = true
  await click('Try again')
  await until(() => expect(text()).toContain('No step was taken before'))
})
