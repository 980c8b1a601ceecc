/** A browser profile for tests: panels opened one after the other over the same storage. */
import { v7 } from 'uuid'
import type { Sighting, TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { TicketView } from '../../bridge/messages.ts'
import type { Surroundings } from '../../client/browser.ts'
import { openLocalStore } from '../../client/local-store.ts'
import type { SessionDeps } from '../../client/session-deps.ts'
import { createSettings } from '../../client/settings.ts'
import {
  fakeChannel,
  fakeLocks,
  fakeNetwork,
  memoryShelf,
} from '../../client/testing/fake-browser.ts'
import { createTokens } from '../../client/tokens.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { createPanelStore } from '../panel-store.ts'
import { createWorld } from '../world.ts'

const SERVER = 'https://rf.example'
export const PERSON = {
  id: v7(),
  email: 'ada@msp.example',
  name: 'Ada',
  role: 'engineer' as const,
  isLead: false,
  isRemoved: false,
  createdAt: '2026-01-01T00:00:00Z',
}
export const ref = (ticketId: number, summary = `Ticket ${ticketId}`): TicketRef => ({
  origin: 'https://na.myconnectwise.net',
  ticketId,
  recordType: 'service',
  summary,
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment',
})
export const view = (sighting: Sighting): TicketView => ({
  tabId: 1,
  windowId: 1,
  sighting,
  seenAt: '2026-06-10T13:57:00Z',
})
export const onTicket = (ticketId: number, noteEditor: Sighting['noteEditor'] = 'closed') =>
  view({ state: 'ticket', ref: ref(ticketId), noteEditor })
/**
 * A browser profile in which panels can be opened one after the other; without a network, unless
 * there is a server to ask.
 */
export async function makeProfile({
  hasTabs = true,
  client: given,
  isLead = false,
}: {
  hasTabs?: boolean
  client?: Surroundings['client']
  isLead?: boolean
} = {}) {
  const local = memoryShelf()
  const network = fakeNetwork()
  network.set(given !== undefined)
  const locks = fakeLocks()
  const channel = fakeChannel()
  const personal = `${SERVER}/${v7()}`
  const client: Surroundings['client'] = given ?? {
    ask: async () => ({ ok: false, trouble: OFFLINE }),
    open: async () => ({ ok: false, trouble: OFFLINE }),
  }
  await local.write('settings', { server: SERVER })
  await local.write('account', {
    server: SERVER,
    refreshToken: 'r'.repeat(30),
    person: { ...PERSON, isLead },
    team: { id: v7(), name: 'Kern & Roth' },
  })
  const shown: number[] = []
  const openPanel = async () => {
    const around: Surroundings = {
      local,
      settings: createSettings(local),
      tokens: createTokens({
        fetch: () => Promise.reject(new TypeError('no network')),
        local,
        session: memoryShelf(),
        locks,
        now: Date.now,
      }),
      client,
      isOnline: network.is,
      watchOnline: network.watch,
    }
    const deps: SessionDeps = {
      db: openLocalStore(personal, PERSON.id, async () => true),
      client,
      me: { kind: 'person', id: PERSON.id, name: PERSON.name },
      locks,
      channel: channel(),
      online: network,
      wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
      random: () => 0,
      now: () => new Date().toISOString(),
      newId: () => v7(),
    }
    const quiet = { post: () => undefined, hear: () => () => undefined }
    const panel = createPanelStore({
      around,
      now: Date.now,
      makeWorld: (account) => createWorld(around, account, deps, quiet),
      showTicket: async ({ ticketId }) => hasTabs && shown.push(ticketId) > 0,
    })
    await panel.start()
    return panel
  }
  return { openPanel, local, shown }
}
