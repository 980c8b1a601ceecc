/**
 * How tests drive the stand-in's pages with puppeteer: addresses, in-page navigation, the notes
 * editor, and what the page saw being done to it.
 *
 * Everything waits for what it caused: a navigation is over when the header label has come
 * (however long `labelDelay` makes it take). Nothing here moves the focus or makes trusted
 * events unless its name says so, since both change how an editor behaves.
 */
import type { Page } from 'puppeteer-core'
import type { Action } from './page/action-log.ts'
import type { Control } from './page/context.ts'
import type { EditorReport } from './page/editors.ts'
import type {} from './page/stand-in-api.ts'
import { dealCards, directState, type Screen, stateOf, suffixOf } from './screen-state.ts'
import { type Switches, writeSwitches } from './switches.ts'
import { mintToken, writeState } from './token.ts'
import type { Tab } from './view.ts'

/** The forms of addresses that lead to a ticket. `fragment` is what a technician's tab shows. */
export type AddressForm =
  | 'fragment'
  | 'routeTo'
  | 'srRecID'
  | 'startscreen'
  | 'fv_sr100_request'
  | 'openrecord'

export type Wanted = Partial<Switches> & {
  ticketId?: number
  /** Another screen than a ticket; the service board when neither is given. */
  screen?: Screen
  form?: AddressForm
  version?: string
}

/**
 * The address of a ticket or screen with switches set:
 * `switchesUrl(base, { ticketId: 48213, dialog: 'open', labelDelay: 2000 })`.
 */
export function switchesUrl(base: string, wanted: Wanted = {}): string {
  const { ticketId, screen, form = 'fragment', version = 'v2025_1', ...switches } = wanted
  const said = writeSwitches(switches)
  const query = said ? `&standin=${said}` : ''
  const root = `${base}/${version}`
  const page = `${root}/ConnectWise.aspx?locale=en_US`
  if (ticketId === undefined) {
    return screen ? `${page}${query}#${fragmentOf(screen)}` : `${page}${query}`
  }
  const services = `${root}/services/system_io`
  switch (form) {
    case 'fragment':
      return `${page}${query}#${fragmentOf({ name: 'ticket', id: ticketId, opened: 'fromList' })}`
    case 'routeTo':
      return `${page}&routeTo=ServiceFV&recid=${ticketId}${query}`
    case 'srRecID':
      return `${page}&routeTo=ServiceFV&srRecID=${ticketId}${query}`
    case 'startscreen': {
      const state = encodeURI(writeState(directState(ticketId, 184)))
      return `${page}${query}#startscreen=sr150&state=${state}`
    }
    case 'fv_sr100_request':
      return `${services}/Service/fv_sr100_request.rails?service_recid=${ticketId}${query}`
    case 'openrecord':
      return `${services}/router/openrecord.rails?locale=en_US&recordType=ServiceFV&recid=${ticketId}${query}`
  }
}

/** The time entry window's address, charged to a ticket without the page it is opened from. */
export function timeEntryUrl(base: string, ticketId: number, switches: Partial<Switches> = {}) {
  const said = writeSwitches({ ...switches, chargeTo: ticketId })
  return `${base}/v2025_1/timeexpensemodule.html?standin=${said}`
}

/** Loads an address anew, also when only its fragment differs, and waits until it has arrived. */
export async function openAt(page: Page, url: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(url)
  await waitUntilSettled(page)
}

/** In-page navigation to a ticket, as a click in a list does it; waits for the header label. */
export async function openTicket(page: Page, id: number): Promise<void> {
  await openScreen(page, { name: 'ticket', id, opened: 'fromList' })
}

/** In-page navigation to the service board. */
export async function openBoard(page: Page): Promise<void> {
  await openScreen(page, { name: 'board' })
}

export async function openScreen(page: Page, screen: Screen): Promise<void> {
  await startNavigation(page, screen)
  await waitUntilSettled(page)
}

/** Changes the fragment and comes back at once: screen and label are still on their way. */
export async function startNavigation(page: Page, screen: Screen): Promise<void> {
  await page.evaluate((wanted) => window.__standIn.goTo(wanted), screen)
}

export async function waitUntilSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => window.__standIn?.isSettled(), { polling: 20 })
}

/** The header label that can be seen, without what other extensions appended to it. */
export function headerLabel(page: Page): Promise<string> {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll<HTMLElement>('.cw_BannerView .detailLabel')]
    return labels.find((label) => label.checkVisibility())?.firstChild?.nodeValue ?? ''
  })
}

/** Presses New Note on the ticket in view (a synthetic click) and waits for the editor. */
export async function openNewNote(page: Page): Promise<void> {
  await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.TicketNote-newNoteButton')]
    const shown = all.find((button) => button.checkVisibility({ visibilityProperty: true }))
    if (!shown) throw new Error('No New Note button is in view.')
    shown.click()
  })
  await page.waitForFunction(
    () => window.__standIn.editorState().some((e) => e.place === 'new note' && e.isVisible),
    { polling: 20 },
  )
}

/** Which boxes of the New Note dialog in view are ticked. */
export function noteBoxes(page: Page): Promise<Record<Tab, boolean>> {
  return page.evaluate(() => {
    const modals = [...document.querySelectorAll<HTMLElement>('.CwDialog-modal')]
    const modal = modals.find((one) => one.checkVisibility({ visibilityProperty: true }))
    const boxes = modal?.querySelector('.TicketNote-newNoteDialogTopPadding > div > div')?.children
    const isTicked = (at: number) => boxes?.[at]?.querySelector('div > div > svg') != null
    return { discussion: isTicked(0), internal: isTicked(1), resolution: isTicked(2) }
  })
}

/** Every editor in the document with its own state, hidden ones too. */
export function editors(page: Page): Promise<EditorReport[]> {
  return page.evaluate(() => window.__standIn.editorState())
}

/**
 * The blocks of the one editor in view, from the editor's own state: what would be saved.
 * Undefined when there is none. With several in view, name the place.
 */
export async function editorBlocks(page: Page, place?: string): Promise<string[] | undefined> {
  const shown = (await editors(page)).filter((e) => e.isVisible && (!place || e.place === place))
  if (shown.length > 1) throw new Error('Several editors are in view: name the place.')
  return shown[0]?.blocks
}

/** What was done to the page since it was loaded, oldest first. */
export function actionLog(page: Page): Promise<Action[]> {
  return page.evaluate(() => window.__standIn.log)
}

/** How often each control did its work. `save`, `saveAndClose` and `delete` should stay at 0. */
export function pressed(page: Page): Promise<Record<Control, number>> {
  return page.evaluate(() => window.__standIn.pressed)
}

/** Presses Save in the New Note dialog (a synthetic click) and waits until the dialog is gone. */
export async function saveNewNote(page: Page): Promise<void> {
  await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.TicketNote-newNoteDialogSaveButton')]
    all.find((button) => button.checkVisibility({ visibilityProperty: true }))?.click()
  })
  await page.waitForFunction(
    () => !window.__standIn.editorState().some((e) => e.place === 'new note' && e.isVisible),
    { polling: 20 },
  )
  await waitUntilSettled(page)
}

/** Asks the server again, as the toolbar's Refresh does: this is when REST's notes appear. */
export async function refreshTicket(page: Page): Promise<void> {
  await page.evaluate(() => window.__standIn.refresh())
  await waitUntilSettled(page)
}

/** Chooses a tab of the notes pod in view. */
export async function chooseTab(page: Page, tab: Tab | 'all'): Promise<void> {
  await page.evaluate((wanted) => {
    const cells = [...document.querySelectorAll<HTMLElement>('.TicketNote-ticketNoteTable td')]
    const shown = cells.filter((cell) => cell.checkVisibility({ visibilityProperty: true }))
    shown.find((cell) => cell.textContent?.toLowerCase().startsWith(wanted))?.click()
  }, tab)
}

/** The texts of the notes that the pod in view lists, newest first. */
export function listedNotes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pods = [
      ...document.querySelectorAll<HTMLElement>('#cw-manage-service_service_ticket_discussion'),
    ]
    const pod = pods.find((one) => one.checkVisibility({ visibilityProperty: true }))
    const labels = [...(pod?.querySelectorAll('.TicketNote-noteLabel') ?? [])]
    return labels.map((label) =>
      [...label.querySelectorAll('p')].map((line) => line.textContent).join('\n'),
    )
  })
}

function fragmentOf(screen: Screen): string {
  const cards = dealCards({ first: 0, second: 0, pid: 54 }, screen)
  const numbers = { random: () => 0.31235423540790586, now: Date.now }
  return `${mintToken(stateOf(screen, cards, numbers))}??${suffixOf(screen)}`
}
