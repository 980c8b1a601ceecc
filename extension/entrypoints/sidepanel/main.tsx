/** Starts the side panel: builds its stores over the browser and draws them. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { browser } from 'wxt/browser'
import * as z from 'zod/mini'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { ask } from '../../bridge/send.ts'
import { followTicketInView } from '../../bridge/ticket-in-view.ts'
import { followWorkInView } from '../../bridge/work-in-view.ts'
import { followWorkOn } from '../../bridge/work-on.ts'
import { openLeaveStore, sessionDeps, stopChannel, surroundings } from '../../client/browser.ts'
import { localStoreName } from '../../client/local-store-name.ts'
import { createSignInDoor } from '../../client/sign-in.ts'
import { within } from '../../client/within.ts'
import { App } from '../../panel/App.tsx'
import { ahead } from '../../panel/ahead.ts'
import { maskText } from '../../panel/mask.ts'
import { type Outside, PanelContext } from '../../panel/PanelContext.tsx'
import { createPanelStore } from '../../panel/panel-store.ts'
import { createAttachDesk } from '../../panel/session/attach-desk.ts'
import { createWalk } from '../../panel/session/walk.ts'
import { clientOf } from '../../panel/ticket/client-in-front.ts'
import { createWorld } from '../../panel/world.ts'
import { fetchLater } from '../../ui/later.tsx'
import '../../ui/tokens.css'
import { saveFile } from '../../ui/save-file.ts'

/** Better drawn in parts than blank for longer. */
const LONGEST_BLANK_MS = 200
/** Loading anew helps in most cases by itself. */
const LONGEST_RELOAD_MS = 3000

// The policy of extension pages forbids compiling code while running.
z.config({ jitless: true })

const drawn = Promise.withResolvers<void>()
const around = surroundings(ahead, drawn.promise)
const earlyDb = await ahead.db()

const store = createPanelStore({
  around,
  now: Date.now,
  drawn: drawn.promise,
  makeWorld(account) {
    const isHis = earlyDb?.name === localStoreName(account.server, account.person.id)
    const deps = sessionDeps(around, account, isHis ? earlyDb : undefined)
    return createWorld(around, account, deps, stopChannel(), ahead)
  },
  async showTicket({ origin, ticketId, codeBase }) {
    const shown = await ask('showTicket', { origin, ticketId, ...(codeBase ? { codeBase } : {}) })
    return shown.ok
  },
})

const page = (path: string) => void browser.tabs.create({ url: browser.runtime.getURL(path) })

async function mend(): Promise<void> {
  const { world } = store.getState()
  if (world) await within(world.mend(), LONGEST_RELOAD_MS)
}

async function lookAfterUpdate(): Promise<void> {
  const db = store.getState().world?.db
  if (!db) return
  const { dropAfterUpdate } = await import('../../client/drop-unreadable.ts')
  await dropAfterUpdate(db, browser.runtime.getManifest().version, () => new Date().toISOString())
}

const outside: Outside = {
  openSettings: () => page('/settings.html'),
  openSession: (id) => page(`/sessions.html#${encodeURIComponent(id)}`),
  openSessions: () => page('/sessions.html'),
  openScripts: (id) => page(`/scripts.html${id ? `#${encodeURIComponent(id)}` : ''}`),
  openSteps: () => page('/steps.html'),
  openBatch: (id) => page(`/maintenance.html#batch/${encodeURIComponent(id)}`),
  openArticle: (id) => page(`/articles.html#${encodeURIComponent(id)}`),
  openFlow: (id) => page(`/flows.html#${encodeURIComponent(id)}`),
  openProposal: (id) => page(`/flows.html#proposal/${encodeURIComponent(id)}`),
  openTab: (url) => void browser.tabs.create({ url }),
  // What could not be shown may be what is kept here.
  reload: () => void mend().finally(() => location.reload()),
  save: (name, content, type) => saveFile(name, new Blob([content], { type })),
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      return false
    }
  },
}

const library = () => store.getState().world?.library
const clientInFront = () => {
  const { session, subject, ticket } = store.getState()
  return clientOf(session?.getState().session?.ticket, subject, ticket?.getState().ticket)
}
const walk = createWalk({
  panel: store,
  library: {
    flowOf: (version) => library()?.flowOf(version),
    bySlug: (slug) => library()?.bySlug(slug),
    holdWithSubFlows: async (version) => library()?.holdWithSubFlows(version),
  },
  newId: () => store.getState().world?.newId() ?? crypto.randomUUID(),
  openTab: outside.openTab,
  clientFacts: {
    atHand() {
      const { world } = store.getState()
      const state = world?.facts.getState()
      return state && state.client === clientInFront() ? state.facts : []
    },
    teller() {
      const { world, session } = store.getState()
      const client = clientInFront()
      const ticket = ticketNumber(session?.getState().session?.ticket)
      return async (name, value) => {
        if (world && client) await world.facts.told(client, { name, value, ticket })
      }
    },
  },
  now: Date.now,
})

const desk = createAttachDesk({
  panel: store,
  walk,
  newId: () => store.getState().world?.newId() ?? crypto.randomUUID(),
  mask: maskText,
  async freeBytes() {
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
    return quota === undefined || usage === undefined ? undefined : quota - usage
  },
})

const door = createSignInDoor({
  client: around.client,
  fetch: fetch.bind(globalThis),
  isOnline: around.isOnline,
  settings: around.settings,
  tokens: around.tokens,
  origin: location.origin,
  device: `${navigator.userAgent.match(/(Edg|Firefox|Chrome)/)?.[1] ?? 'Browser'}, side panel`,
})

const leave = async () => {
  const account = await around.tokens.account()
  if (!account) throw new Error('Nobody is signed in')
  return openLeaveStore(around, account)
}

const closing = new AbortController()
addEventListener('pagehide', () => closing.abort())
void store.start()
void followTicketInView((view) => void store.see(view), closing.signal, ahead.inView())
void followWorkInView(() => store.touchInPage(), closing.signal)
void followWorkOn((asked) => void store.workOn(asked), closing.signal)
void store.firstLook.then(async () => {
  const { showInBrowser } = await import('../../panel/notice/show-in-browser.ts')
  const { browserNotices } = await import('../../bridge/browser-notices.ts')
  showInBrowser(store, browserNotices, closing.signal)
})
setInterval(() => void store.getState().world?.clock.tick(), 10_000)
for (const kind of ['keydown', 'pointerdown'] as const) {
  addEventListener(kind, () => store.touch(), { passive: true })
}

store.subscribe(({ settings }) => {
  const theme = settings?.theme ?? 'system'
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
})

await Promise.race([store.firstLook, new Promise((late) => setTimeout(late, LONGEST_BLANK_MS))])
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PanelContext value={{ store, walk, desk, outside }}>
        <App door={door} leave={leave} />
      </PanelContext>
    </StrictMode>,
  )
}
// A panel that is not in sight draws no frame.
requestAnimationFrame(() => setTimeout(drawn.resolve))
setTimeout(drawn.resolve, LONGEST_BLANK_MS)
void drawn.promise.then(() => {
  ahead.end()
  // What is kept here may be all there is of the last steps; the browser is asked not to clear it.
  void navigator.storage?.persist?.()
  // The detectors are made ready now: the first answer is recorded as quickly as the others.
  requestIdleCallback(() => void maskText('').then(fetchLater).then(lookAfterUpdate), {
    timeout: 2000,
  })
})
