import 'fake-indexeddb/auto'
import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { GetTicket } from '#shared/ticket/contract.ts'
import type { ThreadEntry, Ticket } from '#shared/ticket/ticket.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { makeTicket } from '../testing/make-ticket.ts'
import { showInPanel } from '../testing/show-in-panel.tsx'
import { TicketFacts } from './TicketFacts.tsx'

const entry = (key: string, author: string): ThreadEntry => ({
  ...{ key, source: 'note', text: `Words of ${author}`, discussion: true, internal: false },
  ...{ resolution: false, author, authorKind: 'member', minutes: null, isMerged: false },
  at: '2026-06-10T14:00:00Z',
})
const FIRST = entry('note 1', 'Ada')
const as = (thread: ThreadEntry[]) =>
  makeTicket({ thread, status: { id: 1, name: 'New', isClosed: false } })

let close: () => void = () => undefined
afterEach(() => {
  close()
  vi.restoreAllMocks()
})

/** The row of a ticket that the server has as it is told to. */
async function factsOf(ticket: Ticket) {
  let now: Ticket | 'away' = ticket
  let asked = 0
  const refused = { ok: false as const, trouble: OFFLINE }
  const ask = async (route: unknown) => {
    if (route !== GetTicket) return refused
    asked += 1
    return now === 'away' ? refused : { ok: true, value: now }
  }
  const { box, until, close: leave } = await showInPanel(<TicketFacts />, ask)
  close = leave
  await until(() => expect(box.textContent).toContain('New'))
  return {
    ...{ box, until },
    asked: () => asked,
    serve: (next: Ticket | 'away') => {
      now = next
    },
    comeBack: () => act(async () => void window.dispatchEvent(new Event('focus'))),
    told: () => box.querySelector('[role="status"]')?.textContent ?? '',
  }
}

test('back in the panel the ticket is read again, and what others wrote meanwhile is told', async () => {
  const { serve, comeBack, told, until, box } = await factsOf(as([FIRST]))
  expect(told()).toBe('')
  serve(as([FIRST, entry('note 2', 'Jude')]))
  await comeBack()
  await until(() => expect(told()).toBe('New in the ticket: A note by Jude.'))
  // Opened and closed again, it has been seen.
  const row = box.querySelector('button')
  await act(async () => row?.click())
  await act(async () => row?.click())
  await until(() => expect(told()).toBe(''))
})

test('out of sight nobody is asked', async () => {
  const { asked, comeBack } = await factsOf(as([FIRST]))
  const before = asked()
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  await comeBack()
  expect(asked()).toBe(before)
})

test('a server that is away takes nothing from what was read', async () => {
  const { serve, comeBack, told, box, until } = await factsOf(as([FIRST]))
  serve('away')
  await comeBack()
  await act(async () => box.querySelector('button')?.click())
  await until(() => expect(box.textContent).toContain('Words of Ada'))
  expect(told()).toBe('')
})
