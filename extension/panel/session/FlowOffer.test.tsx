/** What is offered stands still: what one reads beside a digit is what the digit starts. */
import 'fake-indexeddb/auto'
import { act } from 'react'
import { v7 } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { ReadFlowsAtHand } from '#shared/flow/at-hand.ts'
import type { FlowSummary } from '#shared/flow/contract.ts'
import type { RequestOf, Route } from '#shared/route.ts'
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
const STARRED = makeListed('New phone', ['phone'])
const USED = makeListed('Card reader', ['reader'])

/** The offer on a ticket whose text is still on its way. */
async function showOffer(atHand = false): Promise<Shown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  shown = await showInPanel(<FlowOffer />, async (route: Route, request: unknown) => {
    if (route === GetTicket) return new Promise(() => undefined)
    if (route !== ReadFlowsAtHand || !atHand) return { ok: false, trouble: OFFLINE }
    const { client } = request as RequestOf<typeof ReadFlowsAtHand>
    const ofClient = client ? [{ flowId: USED.id, sessions: 2 }] : []
    return { ok: true, value: { favourites: [STARRED.id], ofClient } }
  })
  const list = [PRINTER, QUEUE, STARRED, USED]
  await act(async () => worldOf(shown).library.setState({ isLoaded: true, list }))
  return shown
}

/** Which digit starts which flow, as the rows say. */
const digits = () =>
  new Map(
    [...shown.box.querySelectorAll('li button')].map((row) => [
      row.getAttribute('aria-keyshortcuts'),
      row.querySelector('.text-ink')?.textContent,
    ]),
  )

const worldOf = ({ store }: Shown) => {
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  return world
}

const arrive = (text: string) =>
  act(async () =>
    shown.store.getState().ticket?.setState({
      ticket: makeTicket({ thread: [{ text }], company: { name: 'Pelican' } } as never),
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

test('what is at hand waits for the client of the ticket, and what is used there comes first', async () => {
  await showOffer(true)
  await arrive('printer')
  await shown.until(() => expect(offered()).toHaveLength(4))
  expect(offered()).toEqual([QUEUE.name, PRINTER.name, USED.name, STARRED.name])
})

test('what is at hand keeps its digit when a slow ticket calls for more and tells the client', async () => {
  await showOffer(true)
  await act(async () => vi.advanceTimersByTime(1600))
  await shown.until(() => expect(offered()).toEqual([QUEUE.name, STARRED.name]))
  await arrive('printer')
  await shown.until(() => expect(offered()).toHaveLength(4))
  expect(digits()).toEqual(
    new Map([
      ['1', QUEUE.name],
      ['2', STARRED.name],
      ['3', PRINTER.name],
      ['4', USED.name],
    ]),
  )
})
