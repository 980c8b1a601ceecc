import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Batch, type BatchHead, type BatchTarget, tallyOf } from '#shared/maintenance/batch.ts'
import { ListBatches, ListMaintenancePlans, ReadBatch } from '#shared/maintenance/contract.ts'
import type { Route } from '#shared/route.ts'
import { ADA, showOnPage } from '../testing/show-on-page.tsx'
import { MaintenancePage } from './MaintenancePage.tsx'

const HEAD = {
  ...{ id: v7(), planId: v7(), flowId: v7(), name: 'Servers of Varnholm', client: 'Varnholm' },
  ...{ due: null, startedBy: 'Ada', startedAt: '2026-11-27T18:00:00.000Z' },
}

const waiting = (position: number): BatchTarget => ({
  ...{ position, name: `SRV0${position}`, detail: null, sessionId: v7(), state: 'not_started' },
  ...{ leftOut: null, settled: 0, steps: 0, ownerId: null, ownerName: null },
  ...{ outcome: null, lastAt: null },
})
const begun = (target: BatchTarget, ownerId: string, ownerName: string): BatchTarget => ({
  ...{ ...target, state: 'in_progress', settled: 3, steps: 8 },
  ...{ ownerId, ownerName, lastAt: HEAD.startedAt },
})
const ended = (target: BatchTarget, outcome: NonNullable<BatchTarget['outcome']>): BatchTarget => ({
  ...target,
  state: 'complete',
  outcome,
  settled: 8,
  steps: 8,
})

/** What the server knows of the one batch there is. */
let targets: BatchTarget[]
let asked: number
let shown: Awaited<ReturnType<typeof showOnPage>>

/** Others under way, more than are shown at once. */
let others: BatchHead[]

const answers = new Map<Route, (asked: { limit?: number; offset?: number }) => unknown>([
  [ReadBatch, (): Batch => ({ ...HEAD, flowName: 'Check', flowVersion: 'a'.repeat(64), targets })],
  [
    ListBatches,
    ({ limit = 12, offset = 0 }) => {
      const tally = tallyOf(targets)
      const isOpen = tally.notStarted + tally.inProgress > 0
      const all: BatchHead[] = [...(isOpen ? [{ ...HEAD, tally }] : []), ...others]
      const batches = all.slice(offset, offset + limit)
      return { batches, isMore: offset + limit < all.length }
    },
  ],
  [ListMaintenancePlans, () => ({ plans: [] })],
])
const ask = async (route: Route, request: object) => {
  if (route === ReadBatch) asked += 1
  const answer = answers.get(route)
  if (!answer) throw new Error(`Not played: ${route.path}`)
  return { ok: true, value: structuredClone(answer(request)) }
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = 0
  others = []
  targets = [1, 2, 3, 4, 5].map(waiting)
})
afterEach(() => {
  shown.close()
  location.hash = ''
  vi.useRealTimers()
})

const open = async (fragment: string) => {
  location.hash = fragment
  shown = await showOnPage(<MaintenancePage />, ask)
  await pass(0)
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const change = (position: number, how: (target: BatchTarget) => BatchTarget) => {
  targets = targets.map((one) => (one.position === position ? how(one) : one))
}
const offered = () =>
  [...shown.box.querySelectorAll('ul[aria-label="Targets"] > li')].map((card) =>
    [...card.querySelectorAll('button, a')].map((one) => one.getAttribute('aria-label')),
  )

test('what is completed elsewhere is shown within two seconds, with its share of the whole', async () => {
  await open(`#batch/${HEAD.id}`)
  expect(shown.box.textContent).toContain('0 of 5, 0 %')
  change(1, (one) => ended(one, 'done'))
  await pass(2_000)
  expect(shown.box.textContent).toContain('1 of 5, 20 %')
  change(2, (one) => ended(one, 'done'))
  await pass(2_000)
  expect(shown.box.textContent).toContain('2 of 5, 40 %')
  expect(shown.box.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('40')
})

test('once all are complete their endings are summed up, and it is asked for seldom', async () => {
  targets = targets.map((one) =>
    ended(one, one.position === 4 ? 'escalate' : one.position === 5 ? 'no_contact' : 'resolved'),
  )
  await open(`#batch/${HEAD.id}`)
  expect(shown.box.textContent).toContain(
    'All 5 complete: 3 Resolved, 1 To be escalated, 1 User not reached',
  )
  const before = asked
  await pass(20_000)
  expect(asked).toBe(before)
})

test('each target offers what its state calls for, to whom it is', async () => {
  change(1, (one) => begun(one, ADA.id, ADA.name))
  change(2, (one) => begun(one, v7(), 'Sam Ode'))
  change(3, (one) => ended(one, 'done'))
  change(4, (one) => ({
    ...{ ...one, state: 'left_out', leftOut: { reason: 'Retired', by: 'Sam Ode' } },
  }))
  await open(`#batch/${HEAD.id}`)
  expect(offered()).toEqual([
    ['Resume: SRV01'],
    ['Look at it: SRV02'],
    ['View SRV03'],
    [],
    ['Leave out: SRV05', 'Start: SRV05'],
  ])
  expect(shown.box.textContent).toContain('In progress3 of 8')
})

test('while a batch is under way a banner leads to it; when all is complete it goes', async () => {
  change(1, (one) => ended(one, 'done'))
  await open('')
  const banner = () => shown.box.querySelector('ul[aria-label="Under way"] a')
  expect(banner()?.textContent).toContain('1 of 5 complete, 20 %')
  expect(banner()?.className).toContain('amber')
  expect(banner()?.getAttribute('href')).toBe(`/maintenance.html#batch/${HEAD.id}`)
  targets = targets.map((one) => ended(one, 'done'))
  await pass(11_000)
  expect(banner()).toBeNull()
})

test('of more batches than are shown at once it is said, and each can be reached', async () => {
  const tally = tallyOf(targets)
  others = Array.from({ length: 44 }, (_, n) => ({ ...HEAD, id: v7(), name: `Batch ${n}`, tally }))
  await open('')
  const rows = () =>
    [...shown.box.querySelectorAll('ul[aria-label="Under way"] a')].map((one) =>
      one.getAttribute('href'),
    )
  const more = () =>
    [...shown.box.querySelectorAll('button')].find(
      (one) => one.textContent === 'More are under way',
    )
  expect(rows()).toHaveLength(20)
  for (const there of [40, 45]) {
    await act(async () => more()?.click())
    await pass(0)
    expect(rows()).toHaveLength(there)
  }
  expect(more()).toBeUndefined()
  expect(new Set(rows()).size).toBe(45)
})
