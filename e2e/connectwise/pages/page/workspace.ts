/**
 * Swaps screens without reloading, in the order of the imitated page: the fragment has already
 * changed; then the screen comes, when its data is there; then the header label. Earlier screens
 * stay in the document, hidden, and are taken again for other tickets.
 */
import type { Screen } from '../screen-state.ts'
import type { Page } from './context.ts'
import { growScreen } from './disturb.ts'
import { h, names } from './dom.ts'
import type { Header } from './header.ts'
import type { Prepared, ScreenRoot } from './screen-root.ts'
import { makeBoardScreen } from './screens/board.ts'
import { makeCompanyScreen } from './screens/company.ts'
import {
  makeCalendarScreen,
  makeSetupScreen,
  makeTimeSheetScreen,
  makeTodayScreen,
} from './screens/plain.ts'
import { makeTicketScreen } from './screens/ticket.ts'

type Held = { screen: ScreenRoot; shows: string; takenAt: number }

const mostTicketRoots = 2

export function makeWorkspace(page: Page, header: Header, deck: HTMLElement) {
  const { switches } = page
  const held: Held[] = []
  let turn = 0
  let settledTurn = 0
  let inView: Held | undefined
  let timers: ReturnType<typeof setTimeout>[] = []
  const spinner = h('div', {
    class: 'cw-loading-image cw-loading-spinner',
    style: 'display:none',
  })
  deck.before(spinner)

  async function show(screen: Screen, isRefresh = false): Promise<void> {
    const since = performance.now()
    turn += 1
    const mine = turn
    for (const timer of timers) clearTimeout(timer)
    timers = []
    spinner.style.display = ''
    const taken = take(screen)
    const [prepared] = await Promise.all([taken.screen.prepare(screen), wait(switches.screenDelay)])
    if (mine !== turn) return
    spinner.style.display = 'none'
    const isBack = switches.reshow === 'styleOnly' && taken.shows === keyOf(screen) && !isRefresh
    bringUp(taken, isBack ? { ...prepared, draw: () => {} } : prepared)
    taken.shows = keyOf(screen)
    if (switches.visible === 'two' && screen.name === 'ticket') await showBeside(prepared.otherId)
    const left = switches.labelDelay - (performance.now() - since)
    later(Math.max(0, left), () => {
      fillLabel(taken, prepared)
      settledTurn = mine
    })
  }

  function bringUp(taken: Held, prepared: Prepared) {
    const { root } = taken.screen
    if (!root.isConnected) deck.append(root)
    for (const one of held) if (one !== taken && !staysBeside(one, taken)) hide(one.screen.root)
    if (switches.pool === 'off') dropOthers(taken)
    header.setNav(prepared.nav)
    prepared.draw()
    if (switches.nodes > 0) growScreen(root, switches.nodes)
    unhide(root)
    inView = taken
    taken.screen.shown?.()
  }

  function fillLabel(taken: Held, { label, otherLabel }: Prepared) {
    const { root } = taken.screen
    document.title = `Manage: ${label}`
    if (switches.label === 'missing' || switches.label === 'none') return header.fill(root, '')
    header.fill(root, switches.label === 'wrong' ? otherLabel : label)
    if (switches.label === 'race' && label !== otherLabel) {
      later(switches.raceDelay, () => header.fill(root, otherLabel))
    }
  }

  /** Which root will show a screen: the one that already does, a free one, or a new one. */
  function take(screen: Screen): Held {
    const key = keyOf(screen)
    const shown = held.find((one) => one.shows === key)
    if (shown) return touch(shown)
    const kind = kindOf(screen)
    const alike = held.filter((one) => one.screen.kind === kind)
    const isPooled = switches.pool === 'kept' && switches.reshow === 'rebuilt'
    const isFull = kind === 'ticket' ? alike.length >= mostTicketRoots : alike.length >= 1
    if (isPooled && isFull) {
      const free = alike.filter((one) => one !== inView || kind !== 'ticket')
      const oldest = free.sort((a, b) => a.takenAt - b.takenAt)[0]
      if (oldest) return touch(oldest)
    }
    const made = { screen: makeScreen(page, screen), shows: '', takenAt: turn }
    held.push(made)
    return made
  }

  function touch(one: Held): Held {
    one.takenAt = turn
    return one
  }

  /** The second visible ticket: drawn without a fragment or a label of its own. */
  async function showBeside(id: number) {
    const beside = held.some((one) => one !== inView && isTicket(one) && isShown(one.screen.root))
    deck.classList.add(names('obf-deckTwo'))
    if (beside || id === 0) return
    const screen: Screen = { name: 'ticket', id, opened: 'fromList' }
    const made: Held = { screen: makeScreen(page, screen), shows: keyOf(screen), takenAt: -1 }
    held.push(made)
    deck.append(made.screen.root)
    const prepared = await made.screen.prepare(screen)
    prepared.draw()
  }

  function staysBeside(one: Held, taken: Held): boolean {
    return switches.visible === 'two' && isTicket(one) && isTicket(taken)
  }

  function dropOthers(taken: Held) {
    for (const one of held) if (one !== taken) one.screen.root.remove()
    held.splice(0, held.length, taken)
  }

  function hide(root: HTMLElement) {
    if (switches.hiding === 'display') root.style.display = 'none'
    else if (switches.hiding === 'visibility') root.style.cssText = hiddenInPlace
    else root.style.cssText = hiddenOutside
  }

  function later(ms: number, act: () => void) {
    timers.push(setTimeout(act, ms))
  }

  return {
    show,
    isSettled: () => turn > 0 && settledTurn === turn,
    shownRoot: () => inView?.screen.root,
  }
}

const hiddenInPlace = 'visibility:hidden;position:absolute;top:0;left:0;width:100%'
const hiddenOutside = 'position:absolute;left:-10000px;top:-10000px;width:1000px'

function unhide(root: HTMLElement) {
  if (root.getAttribute('style')) root.style.cssText = ''
}

function isShown(root: HTMLElement): boolean {
  return root.style.cssText === ''
}

function isTicket(one: Held): boolean {
  return one.screen.kind === 'ticket'
}

function kindOf(screen: Screen): string {
  return screen.name === 'newTicket' ? 'ticket' : screen.name
}

function keyOf(screen: Screen): string {
  return 'id' in screen ? `${screen.name} ${screen.id}` : screen.name
}

function makeScreen(page: Page, screen: Screen): ScreenRoot {
  switch (screen.name) {
    case 'ticket':
    case 'newTicket':
      return makeTicketScreen(page)
    case 'board':
      return makeBoardScreen(page, 'service')
    case 'projectTickets':
      return makeBoardScreen(page, 'project')
    case 'company':
      return makeCompanyScreen(page)
    case 'calendar':
      return makeCalendarScreen()
    case 'timeSheets':
      return makeTimeSheetScreen()
    case 'today':
      return makeTodayScreen()
    case 'products':
      return makeSetupScreen('products', 'Product Catalog', ['Backup seat', 'Managed laptop'])
    case 'setup':
      return makeSetupScreen('setup', 'Setup Tables', ['Boards', 'Statuses', 'Manage Hosted API'])
    case 'contact':
      return makeSetupScreen('contact', 'Contact', ['Service Ticket #77 - in a list of a contact'])
    case 'record':
      return makeSetupScreen('record', 'Activity', ['Follow up on Ticket #78 - no ticket itself'])
  }
}

function wait(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()
}
