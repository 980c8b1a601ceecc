/**
 * A checklist on a ticket, by keyboard: begun from a search, ticked out of order where it may be,
 * refused where it may not, with a step of one's own that is there again in the next panel, and
 * told in the note.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editorBlocks, openNewNote } from './connectwise/pages/drive.ts'
import { closePanel, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { waitForFirstFlow } from './rig/first-flow.ts'
import { openNote, pick, pressButton, waitForWords, waitUntilOffered } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { giveMissing, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const OWN_STEP = 'Order a headset'

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('it is found by its name and begins with its first step', async () => {
  await waitForWords(panel, 'This ticket calls for')
  await panel.keyboard.press('/')
  await panel.keyboard.type('New employee')
  await waitForFirstFlow(panel, 'New employee in Microsoft 365')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, '1. Get the approval')
  await waitForWords(panel, '0 of 28')
  // The strip of targets belongs to maintenance alone.
  expect(await panel.$('section[aria-label="Maintenance"]')).toBeNull()
  await photograph(panel, 'checklist-begun')
  await expectOpenToAll(panel)
})

test('what a step asks for comes before its tick', async () => {
  // Without the value nothing is ticked, and it is said why.
  await panel.keyboard.press('j')
  await waitForWords(panel, 'Fill in “Who agreed, and how” first.')
  await panel.keyboard.press('Enter')
  await giveMissing(panel, 'J. Roth, by phone 14:10')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, '2. Complete the request')
  for (const value of ['Petra Adler', '2026-07-01', 'J. Roth', 'Graz', 'Accounts clerk']) {
    await giveMissing(panel, value)
  }
  await panel.keyboard.press('j')
  await waitForCard(panel, '3. Rule out a clash of names')
})

test('in any order where it may be; where it may not, it says for what it waits', async () => {
  await panel.keyboard.press('z')
  const listed = await panel.waitForSelector('button[aria-label="Tick “Telephone and door”"]')
  await listed?.focus()
  await panel.keyboard.press('Enter')
  await waitForWords(panel, '3 of 28')
  await panel.focus('button[aria-label="Tick “First sign-in, together”"]')
  await panel.keyboard.press('Enter')
  await leaveFocus()
  for (const title of ['4. Have a licence ready', '5. Create the account']) {
    await panel.keyboard.press('ArrowDown')
    await waitForCard(panel, title)
  }
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'This comes after “Rule out a clash of names”. Settle that first.')
  await waitForWords(panel, '3 of 28')
  await photograph(panel, 'checklist-waits')
  await photograph(panel, 'checklist-beside', [760])
  await expectOpenToAll(panel)
})

test('a step of one’s own goes behind the open one, and the list counts it', async () => {
  for (const title of ['4. Have a licence ready', '3. Rule out a clash of names']) {
    await panel.keyboard.press('ArrowUp')
    await waitForCard(panel, title)
  }
  await panel.keyboard.press('+')
  await writeSentence(panel, OWN_STEP)
  await waitForWords(panel, '3 of 29')
  await panel.keyboard.press('ArrowDown')
  await waitForCard(panel, `4. ${OWN_STEP}`)
  // What one has put in oneself is nobody else’s to mend: nothing is to be said of it.
  const rate = 'button[aria-label$=" of this step"]'
  expect(await panel.$(rate)).toBeNull()
  await panel.keyboard.press('m')
  expect(await panel.$('form textarea')).toBeNull()
  await photograph(panel, 'checklist-own-step')
  // Twice in a row settles it once, and skips nothing: the second before the first is recorded.
  await panel.evaluate(() => {
    for (const _ of [1, 2]) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    }
  })
  await waitForCard(panel, '5. Have a licence ready')
  await panel.waitForSelector(rate)
})

test('in the next panel it is all at its place', async () => {
  await closePanel(rig.browser, page, panel)
  panel = await openPanel(rig.browser, page)
  await panel.waitForSelector('#resume-title')
  await waitForWords(panel, '4 of 29 settled')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, '5. Have a licence ready')
  await panel.keyboard.press('z')
  await panel.waitForSelector(`button[aria-label="Tick “${OWN_STEP}”"][aria-pressed="true"]`)
})

test('left out with a reason, and an exception, in words', async () => {
  await panel.keyboard.press('x')
  await writeSentence(panel, 'ordered, comes on Thursday')
  await panel.waitForFunction(
    () => !document.querySelector('#step-title')?.textContent?.startsWith('5.'),
    { polling: 50 },
  )
  await panel.keyboard.press('n')
  await writeSentence(panel, 'done by the client')
  await waitForWords(panel, '6 of 29')
  await photograph(panel, 'checklist-under-way')
})

test('done with what is required left open asks for the reason, and for no cause', async () => {
  await panel.keyboard.press('f')
  await panel.waitForSelector('[role="dialog"]')
  await waitForWords(panel, 'Required steps are still open')
  const words = await panel.$eval('[role="dialog"]', (dialog) => dialog.textContent ?? '')
  expect(words).not.toMatch(/Resolved|Cause/)
  await photograph(panel, 'checklist-outcome')
  await pick(panel, 'Done')
  await pressButton(panel, 'Finish')
  await waitForWords(panel, 'Say why these steps are left out')
  // It stands in the field that is missing, a moment after that is said.
  await panel.waitForSelector('[role="dialog"] [aria-invalid="true"]:focus')
  await panel.keyboard.type('she does it with us on Monday')
  await photograph(panel, 'checklist-left-out')
  await expectOpenToAll(panel)
  await pressButton(panel, 'Finish')
  await waitForWords(panel, 'Write the note')
})

test('the note in the ticket tells the list by its groups', async () => {
  await openNewNote(page)
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'Request, what was done in each group, result')
  await photograph(panel, 'checklist-note')
  await waitUntilOffered(panel, `Insert into #${TICKET}`)
  await pressButton(panel, `Insert into #${TICKET}`)
  await waitForWords(panel, 'press Save')
  const note = (await editorBlocks(page))?.join('\n') ?? ''
  expect(note).toContain('BEFORE')
  expect(note).toContain('Account and licence agreed by J. Roth, by phone 14:10.')
  expect(note).toContain(`${OWN_STEP}: done.`)
  expect(note).toContain('Exception: Have a licence ready: ordered, comes on Thursday.')
  expect(note).toContain('First sign-in, together: not applicable, she does it with us on Monday.')
  expect(note).not.toContain('to be settled')
  expect(note).not.toMatch(/CAUSE/)
})

const leaveFocus = (): Promise<void> =>
  panel.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
