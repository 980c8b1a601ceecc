/**
 * Which ticket is in which tab.
 *
 * The worker may be put to sleep at any time, so all it knows is in `storage.session`, one key
 * per tab: two tabs never write over each other, and a restart of the browser starts afresh.
 * A tab that is closed is forgotten. One that loads is asked again; when no script of ours
 * answers there, the ticket is gone. Addresses of pages are never kept.
 */
import { browser } from 'wxt/browser'
import { addressOfTicket } from '#shared/ticket/address-of-ticket.ts'
import { originOf, type Sighting, sameTicket } from '#shared/ticket/ticket-ref.ts'
import { keptViewKey } from '../bridge/kept-view.ts'
import { type RequestOf, TicketView } from '../bridge/messages.ts'
import { ask, askTab } from '../bridge/send.ts'
import type { Sender } from '../bridge/sender.ts'

/** Keeps what a content script reports, and tells the panels when that tab is in front. */
export async function keepSighting(sighting: Sighting, sender: Sender): Promise<void> {
  if (sender.kind !== 'content' || !isOfSite(sighting, sender.origin)) return
  const { tabId, windowId, documentId } = sender
  const seenAt = new Date().toISOString()
  await keep({ tabId, windowId, sighting, seenAt, ...(documentId ? { documentId } : {}) })
}

/** Somebody works in a page: told to the panel beside it, and kept nowhere. */
export async function passOnWork(sender: Sender): Promise<void> {
  if (sender.kind !== 'content' || !(await isInFront(sender.tabId))) return
  await ask('workInView', { windowId: sender.windowId })
}

/** The tab in front of a window; undefined for a window without tabs. */
export async function ticketInView(windowId: number): Promise<TicketView | undefined> {
  const [tab] = await browser.tabs.query({ active: true, windowId })
  return tab?.id === undefined ? undefined : ((await known(tab.id)) ?? lookAt(tab.id, windowId))
}

/** Every tab that shows a ticket, newest sighting first. */
export async function ticketTabs(): Promise<TicketView[]> {
  const tabs = await browser.tabs.query({})
  const views = await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : known(id))))
  return views
    .filter((view) => view?.sighting.state === 'ticket')
    .filter((view) => view !== undefined)
    .sort((a, b) => b.seenAt.localeCompare(a.seenAt))
}

/** Brings a ticket to the front: the tab that shows it, or a new one. */
export async function showTicket(ticket: RequestOf<'showTicket'>): Promise<{ tabId: number }> {
  const open = (await ticketTabs()).find(
    ({ sighting }) => sighting.state === 'ticket' && sameTicket(sighting.ref, ticket),
  )
  if (open) {
    await browser.tabs.update(open.tabId, { active: true })
    await browser.windows.update(open.windowId, { focused: true })
    return { tabId: open.tabId }
  }
  const tab = await browser.tabs.create({ url: addressOfTicket(ticket) })
  return { tabId: tab.id ?? 0 }
}

/** Follows tabs as they close, load and come to the front. Called once, as the worker starts. */
export function followTabs(): void {
  browser.tabs.onRemoved.addListener((tabId) => void forget(tabId))
  browser.tabs.onReplaced.addListener((_, tabId) => void forget(tabId))
  browser.tabs.onActivated.addListener(({ windowId }) => void tellPanels(windowId))
  browser.tabs.onAttached.addListener((tabId, { newWindowId }) => void move(tabId, newWindowId))
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    if (change.status !== undefined) void lookAfterLoad(tabId, tab.windowId)
  })
}

/** A sighting is believed only for the site of the page that sent it. */
function isOfSite(sighting: Sighting, origin: string): boolean {
  if (sighting.state === 'ticket') return originOf(sighting.ref.origin) === origin
  return sighting.state !== 'time' || originOf(sighting.origin) === origin
}

/**
 * Loading is also said for changes within the same page, where the script is alive and
 * answers; so the ticket is not taken off the screen before the tab has been asked.
 */
async function lookAfterLoad(tabId: number, windowId: number): Promise<void> {
  const before = await known(tabId)
  if (!before) return
  const answer = await askTab({ tabId }, 'lookAgain', {})
  if (answer.ok) return // what it sees it reports by itself
  const now = await known(tabId)
  if (now?.seenAt !== before.seenAt) return // a new page has reported meanwhile
  await browser.storage.session.remove(keptViewKey(tabId))
  if (await isInFront(tabId)) await tellPanels(windowId)
}

/** What a tab without a word in store shows: its script is asked, and no script means no ticket. */
async function lookAt(tabId: number, windowId: number): Promise<TicketView> {
  const answer = await askTab({ tabId }, 'lookAgain', {})
  const nothing: Sighting = { state: 'none', why: 'not ConnectWise', noteEditor: 'absent' }
  const sighting = answer.ok ? answer.answer.sighting : nothing
  return { tabId, windowId, sighting, seenAt: new Date().toISOString() }
}

async function keep(view: TicketView): Promise<void> {
  await browser.storage.session.set({ [keptViewKey(view.tabId)]: view })
  if (await isInFront(view.tabId)) await tellPanels(view.windowId)
}

async function known(tabId: number): Promise<TicketView | undefined> {
  const key = keptViewKey(tabId)
  const stored = TicketView.safeParse((await browser.storage.session.get(key))[key])
  return stored.success ? stored.data : undefined
}

async function forget(tabId: number): Promise<void> {
  await browser.storage.session.remove(keptViewKey(tabId))
}

/** A tab that was dragged to another window is in front there. */
async function move(tabId: number, windowId: number): Promise<void> {
  const view = await known(tabId)
  if (view) await keep({ ...view, windowId })
}

async function isInFront(tabId: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).active === true
  } catch {
    return false // closed meanwhile
  }
}

/** Nobody hears it when no panel is open; that is all right. */
async function tellPanels(windowId: number): Promise<void> {
  const view = await ticketInView(windowId)
  await ask('ticketInViewChanged', { windowId, ...(view ? { view } : {}) })
}
