import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ListBatches } from '#shared/maintenance/contract.ts'
import { ChangePerson } from '#shared/person/contract.ts'
import type { Route } from '#shared/route.ts'
import { OFFLINE } from '../client/trouble.ts'
import { Asked } from './Asked.tsx'
import { useAsk, useChange } from './page-context.ts'
import { ADA, showOnPage } from './testing/show-on-page.tsx'

let shown: Awaited<ReturnType<typeof showOnPage>>
let hasNetwork: boolean
let asked: Route[]

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 27, 14, 3) })
  hasNetwork = true
  asked = []
})
afterEach(() => {
  shown.close()
  goOnline(true)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const ask = async (route: Route) => {
  asked.push(route)
  if (!hasNetwork) return { ok: false, trouble: OFFLINE }
  return { ok: true, value: { batches: [], isMore: false } }
}

/** As a browser says it to every open tab. */
function goOnline(isOnline: boolean) {
  hasNetwork = isOnline
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'))
}
const settle = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms))
const words = () => shown.box.textContent
const press = (name: string) =>
  act(async () =>
    [...shown.box.querySelectorAll('button')].find((b) => b.textContent === name)?.click(),
  )

function Batches({ everyMs }: { everyMs?: number }) {
  const batches = useAsk(ListBatches, {}, everyMs ? { everyMs } : {})
  return (
    <Asked of={batches} label="Reading batches">
      {(answer) => <p>{answer.batches.length} batches</p>}
    </Asked>
  )
}

test('without a network a page says so at once, and asks once it is back', async () => {
  goOnline(false)
  shown = await showOnPage(<Batches />, ask)
  await settle()
  expect(words()).toContain('No network.')
  await act(async () => goOnline(true))
  await settle()
  expect(words()).toBe('0 batches')
})

test('what could not be read again stays, and says of when it is', async () => {
  shown = await showOnPage(<Batches everyMs={30_000} />, ask)
  await settle()
  expect(words()).toBe('0 batches')
  goOnline(false)
  await settle(61_000)
  expect(words()).toMatch(/^0 batches.*As of 14:03\. No network\./)
  hasNetwork = true
  await press('Try again')
  await settle()
  expect(words()).toBe('0 batches')
})

function Remove() {
  const change = useChange(ChangePerson)
  return (
    <>
      <button type="button" onClick={() => change.mutate({ personId: ADA.id, isLead: true })}>
        Change
      </button>
      {change.error?.message}
    </>
  )
}

test('a change that found no network is told, and never carried out by itself later', async () => {
  shown = await showOnPage(<Remove />, ask)
  goOnline(false)
  await press('Change')
  await settle()
  expect(words()).toContain('No network.')
  await act(async () => goOnline(true))
  await settle(60_000)
  expect(asked.filter((route) => route === ChangePerson)).toHaveLength(1)
})
