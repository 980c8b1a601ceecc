/**
 * The settings, the list of sessions and one session, as full tabs and as narrow as a panel:
 * nothing that keeps people out, nothing that scrolls sideways, everything reached by keyboard.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { finishWalks } from './rig/finished-walks.ts'
import { finishResolved, pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph, takePage } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const WIDTHS = [360, 480, 1024] as const

let rig: Rig
let page: Page
let panel: Page
let tab: Page
let origin: string
/** Where the session of the ticket stands in full. */
let address: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  // A URL of this scheme has no origin of its own.
  origin = `chrome-extension://${new URL(panel.url()).host}`
  await signInToPanel(panel, rig.api.url, demoPerson('admin'))
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 5)) await step(panel)
  tab = await rig.browser.newPage()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('the settings', async () => {
  await show('/settings.html', 'Keyboard')
  await waitForWords(tab, 'rflow') // the connection is read from the server
  await expectAtEveryWidth()
})

test('the list narrowed to one colleague', async () => {
  const colleague = demoPerson('engineer')
  await finishWalks(rig.api.url, colleague, {
    flow: 'file-share-access',
    node: 'reach',
    answers: ['Both fine'],
  })
  await show('/sessions.html', `#${TICKET}`)
  await choose('State', 'All')
  await choose('Person', colleague.name)
  await waitForWords(tab, 'A share is away')
  expect(await tab.$(`::-p-text(#${TICKET})`)).toBeNull()
  await photograph(tab, 'sessions-of-one', WIDTHS)
  await choose('Person', 'Me')
  await waitForWords(tab, `#${TICKET}`)
})

test('the list of sessions, and from it one session', async () => {
  await show('/sessions.html', `#${TICKET}`)
  await expectAtEveryWidth()
  const open = await tab.waitForSelector(`::-p-text(#${TICKET})`)
  await open?.click()
  await waitForWords(tab, 'Recalls cannot be called until noon')
  address = tab.url()
  expect(new URL(address).hash).not.toBe('')
  // It has no end yet: that is said, and where it gets one.
  await waitForWords(tab, 'In progress')
  await waitForWords(tab, 'It is finished in the side panel, beside its ticket.')
  await photograph(tab, 'unfinished', WIDTHS)
  await expectAtEveryWidth()
})

test('what was kept when the session was finished appears while its page is open, and opens', async () => {
  await finish('the front desk opened the list')
  await tab.bringToFront()
  await waitForKept(1)
  await tab.waitForSelector('::-p-text(Complete session)', { hidden: true })
  await openNewest()
  await waitForWords(tab, 'Unchanged since then')
  await photograph(tab, 'kept', WIDTHS)
  await takePage('session', tab, 'light')
  await expectAtEveryWidth()
  expect(await keptText()).toContain('the front desk opened the list')
})

test('finished again, both are kept; without a server it says so and can be tried again', async () => {
  await page.bringToFront()
  await pressButton(panel, 'Reopen')
  await writeSentence(panel, 'The same error came back')
  await finish('a second person saved a file')
  await tab.bringToFront()
  await waitForKept(2)
  expect(await keptText(), 'the first one, still open').not.toContain('a second person')
  await rig.api.stop()
  await openNewest()
  await waitForWords(tab, 'Try again')
  await photograph(tab, 'kept-no-server', WIDTHS)
  await expectAtEveryWidth()
  await rig.api.start()
  await pressButton(tab, 'Try again')
  await waitForWords(tab, 'a second person saved a file')
})

const KEPT = 'section[aria-label="Kept documentation"]'

/** Asked for again once the record has an end more, which the page learns within seconds. */
async function waitForKept(count: number): Promise<void> {
  await tab.waitForFunction(
    (selector, wanted) => document.querySelectorAll(selector).length === wanted,
    {},
    `${KEPT} button[aria-expanded]`,
    count,
  )
}

/** By keyboard: the newest stands first. */
async function openNewest(): Promise<void> {
  await tab.focus(`${KEPT} button[aria-expanded]`)
  await tab.keyboard.press('Enter')
}

const keptText = (): Promise<string> => tab.$eval(`${KEPT} pre`, (pre) => pre.textContent)

/** In the panel, beside the ticket: it follows the tab that is in front. */
async function finish(verifiedBy: string): Promise<void> {
  await page.bringToFront()
  await panel.waitForSelector('#step-title')
  await panel.keyboard.press('Escape') // out of a field, where a letter is a letter
  await panel.keyboard.press('f')
  await finishResolved(panel, verifiedBy)
}

async function show(path: string, words: string): Promise<void> {
  await tab.goto(origin + path)
  await waitForWords(tab, words)
}

/** By the words of the option, as a person picks it. */
async function choose(label: string, option: string): Promise<void> {
  const select = await tab.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`)
  const wanted = await tab.waitForSelector(`::-p-xpath(//option[normalize-space() = "${option}"])`)
  const value = await wanted?.evaluate((one) => (one instanceof HTMLOptionElement ? one.value : ''))
  await select?.select(value ?? '')
}

async function expectAtEveryWidth(): Promise<void> {
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 780 })
    await expectOpenToAll(tab)
  }
  await expectReachedByTab(tab)
}
