import { afterEach, expect, test, vi } from 'vitest'
import { type Numbers, ReadNumbers } from '#shared/numbers/contract.ts'
import type { Route } from '#shared/route.ts'
import { showOnPage } from '../testing/show-on-page.tsx'
import { Overview } from './Overview.tsx'

const NONE: Numbers = {
  ...{ from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z', personId: null },
  usage: { sessions: 0, finished: 0, minutes: 0, people: 0, escalations: 0, walks: 0 },
  ...{
    flows: [],
    people: [],
    gaps: [],
    tickets: { good: 0, of: 0 },
    sentences: { good: 0, of: 0 },
  },
  ...{ handovers: { good: 0, of: 0 }, proposals: { good: 0, of: 0 } },
}
const EMPTY = 'Nothing to count in these days'

let shown: Awaited<ReturnType<typeof showOnPage>>
afterEach(() => shown.close())

async function show(numbers: Partial<Numbers>) {
  const ask = async (route: Route) => ({
    ok: true,
    value: route === ReadNumbers ? { ...NONE, ...numbers } : { ...NONE, branches: [] },
  })
  shown = await showOnPage(<Overview span={{ from: NONE.from }} seesTeam />, ask)
  const { box } = shown
  await vi.waitFor(() => expect(box.textContent).toMatch(/Nothing to count|In a few numbers/))
  return box.textContent ?? ''
}

test('where nothing at all is counted it says so', async () => {
  expect(await show({})).toContain(EMPTY)
})

test.each<[what: string, numbers: Partial<Numbers>, told: string]>([
  [
    'tickets that were opened and never worked on',
    { tickets: { good: 0, of: 40 } },
    '0 of 40 tickets opened beside the panel',
  ],
  [
    'work in what others began',
    { usage: { ...NONE.usage, minutes: 50 } },
    'Work in sessions50 min',
  ],
  ['hand-overs', { handovers: { good: 1, of: 2 } }, '1 of 2 hand-overs picked up and finished'],
  ['notes', { sentences: { good: 9, of: 10 } }, '9 of 10 sentences written into tickets'],
])('%s are shown', async (_, numbers, told) => {
  const text = await show(numbers)
  expect(text).toContain(told)
  expect(text).not.toContain(EMPTY)
})
