/**
 * Where the page program begins, for the main page and for the time entry window.
 */
import type { Screen } from '../screen-state.ts'
import { readSwitches } from '../switches.ts'
import type { Start } from '../view.ts'
import { keepActionLog } from './action-log.ts'
import { makeBar } from './bar.ts'
import { makeChance } from './chance.ts'
import type { Page } from './context.ts'
import { growScreen, makeNoise } from './disturb.ts'
import { drawNames, h, names } from './dom.ts'
import { editorState } from './editors.ts'
import { makeFragments } from './fragments.ts'
import { makeHeader } from './header.ts'
import { sheet } from './look/sheet.ts'
import { makeMenu } from './menu.ts'
import type { StandInApi } from './stand-in-api.ts'
import { drawTimePage } from './time/time-page.ts'
import { makeWorkspace } from './workspace.ts'

const { switches, problems } = readSwitches(location.search)
const random = makeChance(switches.seed)
const start = readStart()
const { log, pressed, acted } = keepActionLog()
const content = document.getElementById('cwContent') ?? document.body

drawNames(random)
document.head.append(h('style', { text: names(sheet) }))
document.documentElement.lang = switches.locale.slice(0, 2)
rememberMember(start)

if (start.page === 'time') startTimePage()
else startMainPage()

function startMainPage() {
  const page: Page = { start, switches, random, acted, goTo, refresh }
  const fragments = makeFragments(page)
  const header = makeHeader(page)
  const menu = makeMenu(page)
  const deck = h('div', { class: 'obf-deck' })
  const banner = h('div', { class: 'cw_BannerView' }, header.top, header.crumbs)
  content.append(
    h('div', { class: 'cw-main-banner' }, banner),
    menu.menu,
    h('div', { class: 'cw-WorkspaceView' }, deck),
  )
  const workspace = makeWorkspace(page, header, deck)
  let current: Screen = { name: 'board' }

  function show(screen: Screen, isRefresh = false) {
    current = screen
    menu.choose(screen.name)
    void workspace.show(screen, isRefresh)
  }
  function goTo(screen: Screen) {
    fragments.write(screen)
    show(screen)
  }
  function refresh() {
    show(current, true)
  }

  window.addEventListener('hashchange', () => {
    const screen = fragments.follow()
    if (screen) show(screen)
  })
  const noise = (forMs?: number) => makeNoise(header.noise, forMs)
  const swapNodes = (count: number) => {
    const root = workspace.shownRoot()
    if (root) growScreen(root, count)
  }
  offer({ goTo, refresh, isSettled: workspace.isSettled, makeNoise: noise, swapNodes })
  document.body.append(
    makeBar(switches, problems, [
      { word: 'Steady changes for 10 s', act: () => noise() },
      { word: 'Swap 10,000 nodes', act: () => swapNodes(10_000) },
    ]),
  )
  const first = fragments.first()
  if (first.isNamed) show(first.screen)
  else goTo(first.screen)
  if (switches.noise === 'steady') noise()
}

function startTimePage() {
  const page: Page = { start, switches, random, acted, goTo: () => {}, refresh: () => {} }
  let isSettled = false
  offer({
    goTo: page.goTo,
    refresh: page.refresh,
    isSettled: () => isSettled,
    makeNoise: () => {},
    swapNodes: () => {},
  })
  document.title = 'Manage: Time Entry'
  document.body.append(makeBar(switches, problems, []))
  void drawTimePage(page, content).then(() => {
    isSettled = true
  })
}

function offer(rest: Omit<StandInApi, 'switches' | 'log' | 'pressed' | 'editorState'>) {
  window.__standIn = { switches, log, pressed, editorState, ...rest }
}

/** Safe: the server wrote it into this page from the same type. */
function readStart(): Start {
  return JSON.parse(document.getElementById('standin-start')?.textContent ?? '{}') as Start
}

/** The imitated page keeps who is signed in here, as JSON inside JSON. */
function rememberMember({ member }: Start) {
  const { identifier: memberID, name: fullName, role: roleName, email: emailAddress } = member
  const data = JSON.stringify({ member: { memberID }, roleName, fullName, emailAddress })
  const kept = JSON.stringify({ data, expiration: Date.now() + 86_400_000 })
  try {
    localStorage.setItem('session/MemberWithSecurity', kept)
  } catch {
    // A page whose storage is shut off works without.
  }
}
