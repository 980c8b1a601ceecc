/**
 * A flow from a pasted outline: what becomes of it is told while it is typed, a closed tab loses
 * nothing of it, two presses make one draft, and the draft is walked before it is saved.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const FIELD = 'What is to be done'
const WIDTHS = [360, 480, 1024]
const OUTLINE = `# Wombat printer is offline
- Does the wombat printer answer?
  - Yes: Look at its queue \`Get-PrintJob -PrinterName {printer}\`
  - No -> Escalate: who looks after the network
- Restart the queue \`Restart-Service spooler\``

let rig: Rig
let panel: Page
let tab: Page
let list: string

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  list = `chrome-extension://${new URL(panel.url()).host}/flows.html`
  tab = await rig.browser.newPage()
  await tab.goto(list)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

const typed = () => tab.$eval('form textarea', (field) => field.value)

test('what it becomes is told while one types, with what was put right', async () => {
  await waitForWords(tab, 'User cannot access a file share')
  await pressButton(tab, 'Describe it')
  await waitForWords(tab, 'Describe a flow')
  await pressButton(tab, 'Open as a draft')
  await waitForWords(tab, 'Write or paste what is to be done.')
  await fill(tab, FIELD, OUTLINE)
  await waitForWords(tab, 'It becomes a troubleshooting flow of 5 steps')
  await waitForWords(tab, 'Line 5: Nothing follows')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'flow-described', WIDTHS)
})

test('a closed tab loses nothing of it', async () => {
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(list)
  await waitForWords(tab, 'User cannot access a file share')
  await pressButton(tab, 'Describe it')
  await waitForWords(tab, 'It becomes a troubleshooting flow of 5 steps')
  expect(await typed()).toBe(OUTLINE)
})

test('pressed twice it is one draft, which names what only a person knows', async () => {
  await tab.$eval('button[type="submit"]', (button) => {
    button.click()
    button.click()
  })
  await waitForWords(tab, 'Draft of a new flow')
  await waitForWords(tab, 'Does the wombat printer answer?')
  await pressButton(tab, '3 to mend')
  await waitForWords(tab, 'Say at "Restart the queue')
  await photograph(tab, 'flow-described-draft', WIDTHS)
  await tab.goto('about:blank')
  await tab.goto(list)
  await waitForWords(tab, 'Not saved yet')
  expect(await tab.$$('a[href^="#draft/"]')).toHaveLength(1)
  await pressButton(tab, 'Describe it')
  await waitForWords(tab, 'Describe a flow')
  expect(await typed()).toBe('')
})
