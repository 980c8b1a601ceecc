/** What is offered stands still: what one reads beside a digit is what the digit starts. */
import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import type { FlowSummary } from '#shared/flow/contract.ts'
import type { Route } from '#shared/route.ts'
import { GetTicket } from '#shared/ticket/contract.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { type Shown, showInPanel } from '../testing/show-in-panel.tsx'
import { FlowOffer } from './FlowOffer.tsx'

let shown: Shown
afterEach(() => {
  shown.close()
  vi.useRealTimers()
})

const makeListed = (name: string, words: string[]): FlowSummary => ({
  ...{ id: v7(), version: v7(), slug: name.toLowerCase(), name, summary: name, words },
  ...{ kind: 'troubleshooting', category: 'Devices', isSubFlow: false, isBuiltIn: true },
  ...{ publishedAt: '2026-06-01T00:00:00Z', tags: [], folder: [], authorId: v7(), forkOf: null },
})
const PRINTER = makeListed('Printer prints nothing', ['printer'])
const QUEUE = makeListed('Print queue is stuck', ['ticket'])

/** The offer on a ticket whose text is still on its way. */
async function showOffer(): Promise<Shown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  shown = await showInPanel(<FlowOffer />, async (route: Route) =>
    route === GetTicket ? new Promise(() => undefined) : { ok: false, trouble: OFFLINE },
  )
  await act(async () => worldOf(shown).library.setState({ isLoaded: true, list: [PRINTER, QUEUE] }))
  return shown
}

const worldOf = ({ store }: Shown) => {
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  return world
}

const arrive = (text: string) =>
  act(async () =>
    shown.store.getState().ticket?.setState({
      ticket: makeTicket({ thread: [{ text }] as never }),
      isLoading: false,
    }),
  )
const offered = () =>
  [...shown.box.querySelectorAll('li button')].map(
    (row) => row.querySelector('.text-ink')?.textContent,
  )

test('nothing is offered before the ticket has been read', async () => {
  await showOffer()
  expect(offered()).toEqual([])
  await arrive('The printer, the printer, the printer')
  expect(offered()).toEqual([QUEUE.name, PRINTER.name])
})

test('a slow ticket is not waited for, and what it adds stands below', async () => {
  await showOffer()
  await act(async () => vi.advanceTimersByTime(1600))
  expect(offered()).toEqual([QUEUE.name])
  await arrive('printer')
  expect(offered()).toEqual([QUEUE.name, PRINTER.name])
})
