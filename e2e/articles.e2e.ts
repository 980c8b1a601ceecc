/**
 * An article from the paste to the ticket: a lead writes it on its page, where a closed tab loses
 * nothing, and it answers in the panel, from which it is opened.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ReadArticle, SaveArticle } from '#shared/article/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const TITLE = 'Label printers at Northwind'
const TEXT = `# Calibrating
Hold FEED until the wombatprinter blinks twice, then let go.

# Drivers
Take the one of the vendor, never the one that Windows offers.`
const WIDTHS = [360, 480, 1024]

let rig: Rig
let page: Page
let panel: Page
let tab: Page
let list: string

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  list = `chrome-extension://${new URL(panel.url()).host}/articles.html`
  tab = await rig.browser.newPage()
  await tab.goto(list)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('with none yet the page says what they are for', async () => {
  await waitForWords(tab, 'No articles yet')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'articles-empty', WIDTHS)
})

test('one is written; a closed tab loses nothing', async () => {
  await pressButton(tab, 'New article')
  await fill(tab, 'Title', TITLE)
  await fill(tab, 'Text', TEXT)
  await waitForWords(tab, 'Kept in this browser until you save')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'articles-form', WIDTHS)
  const address = tab.url()
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(list)
  await waitForWords(tab, 'Not saved yet')
  await tab.goto(address)
  await tab.waitForFunction(
    (text) => [...document.querySelectorAll('textarea')].some(({ value }) => value === text),
    {},
    TEXT,
  )
  await expectReachedByTab(tab)
  await fill(tab, 'Text', `${TEXT}\n\nSign in with the password Sommer2026!x`)
  await pressButton(tab, 'Save')
  await waitForWords(tab, 'This looks as if it held secrets')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'articles-secrets', WIDTHS)
  await pressButton(tab, 'Keep editing')
  await fill(tab, 'Text', TEXT)
  await pressButton(tab, 'Save')
  await waitForWords(tab, 'Hold FEED until')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'articles-one', WIDTHS)
})

test('of two who change it the later sees both, and decides', async () => {
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  const articleId = new URL(tab.url()).hash.slice(1)
  await pressButton(tab, 'Edit')
  await fill(tab, 'Title', `${TITLE} Ltd`)
  const theirs = { articleId, basedOn: 1, title: TITLE, text: `${TEXT}\n\n# Paper\nMatt only.` }
  await askApi(rig.api.url, SaveArticle, theirs, accessToken)
  await pressButton(tab, 'Save')
  await waitForWords(tab, 'Dana Whitlock has saved this article meanwhile')
  await pressButton(tab, 'Show theirs')
  await waitForWords(tab, 'Matt only.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'articles-conflict', WIDTHS)
  await pressButton(tab, 'Mine shall replace it')
  await waitForWords(tab, 'Save again')
  await pressButton(tab, 'Save')
  await tab.waitForSelector('::-p-aria([name="Edit"][role="button"])')
  await waitForWords(tab, 'Hold FEED until')
  const now = await askApi(rig.api.url, ReadArticle, { articleId }, accessToken)
  expect(now).toMatchObject({ title: `${TITLE} Ltd`, text: TEXT, revision: 3 })
  await tab.goto(list)
  await waitForWords(tab, `${TITLE} Ltd`)
  await photograph(tab, 'articles-list', WIDTHS)
})

test('it answers beside the ticket, and is opened from there', async () => {
  await page.bringToFront()
  const field = 'textarea[placeholder^="How do we"]'
  await panel.waitForSelector('button[aria-label="Ask what your team knows"]')
  await panel.keyboard.press('l')
  await panel.waitForSelector(field)
  await panel.focus(field)
  await panel.keyboard.type('How is the wombatprinter calibrated?')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, `${TITLE} Ltd: Calibrating`)
  await panel.keyboard.press('Escape')
  await panel.click('ol li button[aria-expanded]')
  await waitForWords(panel, 'Open the article')
  await expectOpenToAll(panel)
  await photograph(panel, 'articles-cited')
  const opened = rig.browser.waitForTarget((target) => target.url().startsWith(`${list}#`))
  await pressButton(panel, 'Open the article')
  const shown = await (await opened).page()
  if (!shown) throw new Error('no tab')
  await waitForWords(shown, 'Hold FEED until')
})
