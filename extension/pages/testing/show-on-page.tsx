/** A part of a full tab, shown to a signed-in person over a server that a test plays. */
import 'fake-indexeddb/auto'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { v7 } from 'uuid'
import type { Person } from '#shared/person/person.ts'
import type { Surroundings } from '../../client/browser.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { createSettings } from '../../client/settings.ts'
import { fakeLocks, fakeNetwork, memoryShelf } from '../../client/testing/fake-browser.ts'
import { createTokens } from '../../client/tokens.ts'
import { makeQueries } from '../make-queries.ts'
import { PageContext } from '../page-context.ts'

export const ADA: Person = {
  id: v7(),
  email: 'ada@msp.example',
  name: 'Ada',
  role: 'engineer',
  isLead: false,
  isRemoved: false,
  createdAt: '2026-01-01T00:00:00Z',
}

export async function showOnPage(part: ReactNode, ask: unknown, person: Person = ADA) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const local = memoryShelf()
  const network = fakeNetwork()
  const around: Surroundings = {
    ...{ local, settings: createSettings(local) },
    tokens: createTokens({
      fetch: () => Promise.reject(new TypeError('no network')),
      ...{ local, session: memoryShelf(), locks: fakeLocks(), now: Date.now },
    }),
    client: { ask, open: ask } as Surroundings['client'], // the routes of one test
    ...{ isOnline: network.is, watchOnline: network.watch },
  }
  const account = {
    ...{ server: 'https://rf.example', refreshToken: 'r'.repeat(30), person },
    team: { id: v7(), name: 'Kern & Roth' },
  }
  const db = openLocalStore(account.server, person.id, async () => true)
  const queries = makeQueries(0)
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  const settings = await around.settings.read()
  await act(async () =>
    root.render(
      <QueryClientProvider client={queries}>
        <PageContext value={{ around, settings, account, db, prove: async () => false }}>
          {part}
        </PageContext>
      </QueryClientProvider>,
    ),
  )
  return {
    box,
    close: () => {
      act(() => root.unmount())
      queries.clear()
      box.remove()
    },
  }
}
