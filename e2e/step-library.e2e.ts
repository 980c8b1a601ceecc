/**
 * A step of the library from its form to the ticket: written, rated, put into a checklist that is
 * being drawn, and put into the work beside a ticket, where its value is asked for. What published
 * checklists have stands beside it, and is changed in its flow alone.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ListLibrarySteps, SaveLibraryStep } from '#shared/step-library/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { holdClipboard } from './rig/clipboard.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { pick, pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'
import { untilInDialog } from './rig/within-dialog.ts'

const TICKET = 48213
const TITLE = 'Empty the queue of {wombatprinter}'
const WIDTHS = [360, 480, 1024]

let rig: Rig
let page: Page
let panel: Page
let tab: Page
let base: string

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  base = `chrome-extension://${new URL(panel.url()).host}`
  tab = await rig.browser.newPage()
  await tab.goto(`${base}/steps.html`)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

const waitForFirst = (title: string) =>
  tab.waitForFunction(
    (wanted) => document.querySelector('main ul > li h2')?.textContent === wanted,
    { polling: 'mutation' },
    title,
  )

/** Until a search has answered: what stood there before it stands there until then. */
const waitForOnly = (title: string) =>
  tab.waitForFunction(
    (wanted) => {
      const cards = [...document.querySelectorAll('main ul > li h2')]
      return cards.length === 1 && cards[0]?.textContent === wanted
    },
    { polling: 'mutation' },
    title,
  )

test('the steps of published checklists are there, locked, each with its flow', async () => {
  await waitForWords(tab, 'From flow')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'steps', WIDTHS)
  await fill(tab, 'Search', 'licnece ready', 'searchbox')
  await waitForFirst('Have a licence ready')
  expect(await tab.$('button[aria-label="Change “Have a licence ready”"]')).toBeNull()
  await tab.click('main ul > li h2 a')
  await waitForWords(tab, 'is changed there')
  await waitForWords(tab, 'New employee in Microsoft 365')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'step-of-flow', WIDTHS)
})

test('one is written: what is missing is said, a closed tab loses nothing, two presses make one', async () => {
  await tab.goto(`${base}/steps.html`)
  await pressButton(tab, 'New step')
  await untilInDialog(tab)
  await fill(tab, 'Title', TITLE)
  await fill(tab, 'What to do, in Markdown', 'Stop the spooler **first**.')
  await pressButton(tab, 'Add a command')
  await fill(tab, 'Command', 'Get-PrintJob -PrinterName {wombatprinter} | Remove-PrintJob')
  await waitForWords(tab, '1 to mend')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'step-form', WIDTHS)
  await expect.poll(() => keptInBrowser(tab)).toContain('Remove-PrintJob')
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(`${base}/steps.html`)
  await waitForWords(tab, 'Not saved yet')
  await tab.click('ul[aria-label="Not saved yet"] button')
  await tab.waitForSelector('::-p-aria([name="Title"][role="textbox"])')
  await expectReachedByTab(tab)
  await tab.click('[role="dialog"] details:last-of-type summary')
  await pressButton(tab, 'Say what {wombatprinter} is')
  await waitForWords(tab, 'Kept here until you save')
  const save = await tab.waitForSelector('::-p-aria([name="Save the step"][role="button"])')
  await save?.click({ count: 2 })
  await tab.waitForSelector('[role="dialog"]', { hidden: true })
  await fill(tab, 'Search', 'wombatprinter', 'searchbox')
  await waitForOnly(TITLE)
})

/** A colleague changes the step while its form is open. */
async function saveAsAnother(): Promise<void> {
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  const asked = { q: 'wombatprinter' }
  const { steps } = await askApi(rig.api.url, ListLibrarySteps, asked, accessToken)
  const [step] = steps
  if (!step) throw new Error('There is no such step')
  const { id: stepId, revision: basedOn, visibility, content } = step
  const theirs = { ...content, title: 'Empty it again' }
  await askApi(
    rig.api.url,
    SaveLibraryStep,
    { stepId, basedOn, visibility, content: theirs },
    accessToken,
  )
}

test('it is changed and reviewed, and the list follows without being read anew', async () => {
  await pressButton(tab, `Change “${TITLE}”`)
  await fill(tab, 'Group', 'Printing')
  await saveAsAnother()
  await pressButton(tab, 'Save the change')
  await waitForWords(tab, 'Somebody has saved this step meanwhile')
  await waitForWords(tab, 'Empty it again')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'step-conflict', WIDTHS)
  await pressButton(tab, 'Mine shall replace it')
  await pressButton(tab, 'Save the change')
  await tab.waitForSelector('[role="dialog"]', { hidden: true })
  await waitForWords(tab, 'Printing')
  await tab.click('main ul > li h2 a')
  await waitForWords(tab, 'Nobody has reviewed it yet.')
  await pick(tab, '5 ★')
  await fill(tab, 'Why', 'Saves a call to the vendor.')
  await pressButton(tab, 'Add your review')
  await waitForWords(tab, 'Change your review')
  await waitForWords(tab, '(1 review)')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'step-reviewed', WIDTHS)
})

test('a checklist takes it in, with the value that it names', async () => {
  await tab.goto(`${base}/flows.html`)
  await pressButton(tab, 'New flow')
  const kind = await tab.waitForSelector('::-p-aria([name="Kind"][role="combobox"])')
  await kind?.focus()
  await tab.keyboard.press('P')
  await pressButton(tab, 'From the step library')
  await fill(tab, 'Search', 'wombatprinter', 'searchbox')
  await tab.waitForFunction(
    (wanted) => {
      const ways = [...document.querySelectorAll('button[aria-label^="Use “"]')]
      return ways.length === 1 && ways[0]?.ariaLabel === wanted
    },
    { polling: 'mutation' },
    `Use “${TITLE}”`,
  )
  await expectAtEveryWidth(tab)
  await photograph(tab, 'step-taken-into-flow', WIDTHS)
  await tab.click(`button[aria-label="Use “${TITLE}”"]`)
  await tab.waitForSelector('[role="dialog"]', { hidden: true })
  await tab.waitForFunction(
    (title) =>
      [...document.querySelectorAll('input[name="title"]')].some(
        (f) => (f as HTMLInputElement).value === title,
      ),
    {},
    TITLE,
  )
  await waitForWords(tab, '{wombatprinter}')
  await photograph(tab, 'step-form-in-flow', WIDTHS)
})

test('beside the ticket it is found and taken by keyboard; its value is asked, its command copied', async () => {
  await page.bringToFront()
  await waitForWords(panel, 'This ticket calls for')
  await panel.keyboard.press('/')
  await panel.keyboard.type('New employee')
  await waitForWords(panel, 'New employee in Microsoft 365')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, '1. Get the approval')
  await panel.keyboard.press('+')
  await pressButton(panel, 'From the step library')
  await panel.waitForSelector('input[aria-label="Search the step library"]:focus')
  await panel.keyboard.type('wombat')
  await waitForWords(panel, 'Empty the queue of')
  await expectOpenToAll(panel)
  await photograph(panel, 'step-library-in-panel')
  await panel.waitForFunction(
    () => document.querySelectorAll('section[aria-label="Step library"] li').length === 1,
  )
  await panel.keyboard.press('Enter')
  await waitForWords(panel, '0 of 29')
  await panel.keyboard.press('ArrowDown')
  await waitForCard(panel, '2. Empty the queue of')
  await panel.waitForSelector('section[aria-label="Missing values"] input')
  await panel.focus('section[aria-label="Missing values"] input')
  await panel.keyboard.type('PRN01')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, '2. Empty the queue of PRN01')
  await waitForWords(panel, 'Get-PrintJob -PrinterName PRN01')
  await expectOpenToAll(panel)
  await photograph(panel, 'step-of-library-at-work')
  const copied = await holdClipboard(panel)
  await panel.keyboard.press('c')
  await expect.poll(copied).toBe('Get-PrintJob -PrinterName PRN01 | Remove-PrintJob')
  await panel.keyboard.press('j')
  await waitForWords(panel, '1 of 29')
})
