import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { GetTicket } from '#shared/ticket/contract.ts'
import { ListTriedBefore, type TriedBefore as Tried } from '#shared/tried-before/contract.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { showInPanel } from '../testing/show-in-panel.tsx'
import TriedBefore from './TriedBefore.tsx'

const tried = (text: string, more: Partial<Tried> = {}): Tried => ({
  ...{ text, hasHelped: false, likeness: 'client', times: 1 },
  sessions: [
    {
      ...{ sessionId: '01900000-0000-7000-8000-000000000001', ticket: '#48174' },
      at: '2026-06-01T09:00:00Z',
    },
  ],
  ...more,
})

let close: () => void = () => undefined
afterEach(() => close())

async function show(known: readonly Tried[] | 'away') {
  const asked: { client?: string }[] = []
  const ask = async (route: unknown, question: { client?: string }) => {
    if (route === GetTicket) {
      return {
        ok: true,
        value: makeTicket({ company: { id: 1, identifier: 'HARBOUR', name: 'Harbour Dental' } }),
      }
    }
    if (route !== ListTriedBefore) return { ok: false, trouble: OFFLINE }
    asked.push(question)
    return known === 'away'
      ? { ok: false, trouble: OFFLINE }
      : { ok: true, value: { tried: known } }
  }
  const shown = await showInPanel(<TriedBefore />, ask)
  close = shown.close
  await shown.until(() => expect(asked.at(-1)?.client).toBe('Harbour Dental'))
  await shown.until(() => undefined)
  return shown
}

test('only for the same client: one line that says how much, opened by hand', async () => {
  const { box, click, until } = await show([
    tried('Restarting the router', { times: 3 }),
    tried('A new cable', { hasHelped: true }),
  ])
  await until(() => expect(box.textContent).toContain('1 did not help · 1 helped'))
  expect(box.textContent).not.toContain('Restarting the router')
  await click('Tried before1 did not help · 1 helped')
  expect(box.textContent).toContain('Restarting the router')
  expect(box.textContent).toContain('Same client, in 3 sessions')
  expect(box.textContent).toContain('#48174')
})

test('on the same device it stands open, and closes', async () => {
  const { box, click, until } = await show([tried('A new driver', { likeness: 'device' })])
  await until(() => expect(box.textContent).toContain('A new driver'))
  await click('Tried before1 did not help')
  expect(box.textContent).not.toContain('A new driver')
})

test.each([
  ['nothing is known', []],
  ['the server cannot be asked', 'away' as const],
] as const)('no word where %s', async (_, known) => {
  const { box } = await show(known)
  expect(box.textContent).toBe('')
})
