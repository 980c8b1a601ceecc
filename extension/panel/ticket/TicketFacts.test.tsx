import 'fake-indexeddb/auto'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GetTicket } from '#shared/ticket/contract.ts'
import type { ThreadEntry, Ticket } from '#shared/ticket/ticket.ts'
import type { Surroundings } from '../../client/browser.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { type Outside, PanelContext } from '../PanelContext.tsx'
import { createWalk } from '../session/walk.ts'
import { makeClientFacts } from '../testing/make-client-facts.ts'
import { makeDesk } from '../testing/make-desk.ts'
import { makeProfile, onTicket } from '../testing/make-profile.ts'
import { makeTicket } from '../testing/make-ticket.ts'
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
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
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
  const client = { ask, open: async () => refused } as unknown as Surroundings['client'] // this one route
  const { openPanel } = await makeProfile({ client })
  const store = await openPanel()
  const { world } = store.getState()
  if (!world) throw new Error('Nobody is signed in')
  await store.see(onTicket(1))
  const nothing = () => undefined
  const outside: Outside = {
    ...{
      openSettings: nothing,
      openSession: nothing,
      openSessions: nothing,
      openSteps: nothing,
      openBatch: nothing,
    },
    ...{ openArticle: nothing, openScripts: nothing, openTab: nothing, reload: nothing },
    ...{ save: nothing, copy: async () => true },
  }
  const walk = createWalk({
    ...{ panel: store, library: world.library, newId: () => v7(), openTab: nothing },
    ...{ clientFacts: makeClientFacts(), now: Date.now },
  })
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  close = () => {
    act(() => root.unmount())
    box.remove()
  }
  await act(async () =>
    root.render(
      <PanelContext value={{ store, walk, desk: makeDesk(store, walk), outside }}>
        <TicketFacts />
      </PanelContext>,
    ),
  )
  const until = (passes: () => void) =>
    vi.waitFor(async () => {
      await act(async () => undefined)
      passes()
    })
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
