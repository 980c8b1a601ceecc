/**
 * FlowPilot without a key: rules answer on the same screen, beside the flow and in one record with
 * it, and what is said outlives a closed panel and a server that is away.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openAt, switchesUrl } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { waitForFirstFlow } from './rig/first-flow.ts'
import { finishResolved, openNote, post, pressButton, shownNote, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { paste, tellPilot, thinkAlong, waitUntilAnswered, writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, SITE, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { next, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const OTHER_TICKET = 48219

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('the ticket in short stands there on opening it, and changes with the ticket', async () => {
  await waitForBrief(panel, 'the front desk cannot open')
  await expectOpenToAll(panel)
  // Of twelve notes the last one says what was done last.
  for (let n = 2; n <= 12; n++) {
    rig.world.addNote(noteOf(OTHER_TICKET, `Tried drive ${n}`), { member: 'tbrandt', via: 'page' })
  }
  await openAt(page, switchesUrl(SITE, { ticketId: OTHER_TICKET, tab: 'internal' }))
  await waitForBrief(panel, 'Tried drive 12')
  await waitForBrief(panel, 'has a red cross since lunch')
  await openAt(page, switchesUrl(SITE, { ticketId: TICKET, tab: 'internal' }))
  await waitForBrief(panel, 'the front desk cannot open')
})

test('rules answer on the same screen, marked as such, and the lane is worked off', async () => {
  await thinkAlong(panel)
  await waitForWords(panel, 'By rules, without a model')
  await expectOpenToAll(panel)
  await panel.keyboard.press('o')
  await writeSentence(panel, 'Only the front desk is affected')
  await waitForWords(panel, 'Only the front desk is affected')
  await tellPilot(panel, 'What would you do next?')
  await waitForWords(panel, 'Said before')
})

test('words outlive a closed panel and a server that is away', async () => {
  await rig.api.stop()
  await tellPilot(panel, 'Kept while nobody answers')
  await waitForWords(panel, 'Waits to be sent')
  await panel.reload()
  await waitForWords(panel, 'Kept while nobody answers')
  // Without this, that nothing waits would be true before it was tried at all.
  await waitForWords(panel, 'Take back')
  await rig.api.start()
  await panel.waitForFunction(() => !document.body.innerText.includes('Take back'), {
    timeout: 60_000,
  })
  await waitForWords(panel, 'Kept while nobody answers')
})

test('a flow and FlowPilot are two views of one record', async () => {
  await panel.keyboard.press('g')
  await waitForWords(panel, 'Take a flow')
  await panel.keyboard.press('Enter')
  await waitForFirstFlow(panel, 'User cannot access a file share')
  await next(panel)
  await waitForCard(panel, 'Scope of the problem')
  await expectOpenToAll(panel)
  await paste(panel, 'whoami: pelican\\frontdesk')
  await panel.keyboard.press('i')
  await waitForWords(panel, 'Words to FlowPilot')
  await waitForWords(panel, 'Scope of the problem')
  expect(await panel.$('nav[aria-label="Flow or FlowPilot"] [aria-current]')).not.toBeNull()
  await panel.keyboard.press('g')
  await waitForCard(panel, 'Scope of the problem')
  await panel.keyboard.press('h')
  await waitForWords(panel, 'Only the front desk is affected')
})

test('from a check of FlowPilot one goes into the flow at that step, and back, in one record', async () => {
  await panel.keyboard.press('Escape')
  await panel.waitForSelector('nav[aria-label="Flow or FlowPilot"]')
  if (!(await panel.$('textarea[placeholder="Words to FlowPilot"]'))) {
    await panel.keyboard.press('g')
  }
  await waitForWords(panel, 'Next check')
  const way = await panel.waitForSelector('::-p-text(In “User cannot access a file share”)')
  const title = await way?.evaluate((link) => {
    const check = document.querySelector('#check-title')?.textContent
    if (link instanceof HTMLElement) link.click()
    return check
  })
  if (!title) throw new Error('There is no check that stands in the flow')
  await waitForCard(panel, title)
  // A value may be asked first, and one stands in its field a moment after the card is drawn.
  const asked = 'section[aria-label="Missing values"] input'
  if (await panel.$(asked)) await panel.waitForSelector(`${asked}:focus`)
  await panel.keyboard.press('Escape')
  await panel.keyboard.press('g')
  await waitForWords(panel, 'Next check')
  expect(await cardTitles(panel)).toEqual([title])
  await panel.keyboard.press('1')
  await waitUntilAnswered(panel, `Recorded: ${title}`)
  await panel.keyboard.press('h')
  await waitForWords(panel, 'Only the front desk is affected')
  await waitForWords(panel, 'User cannot access a file share')
  await waitForWords(panel, title)
  await panel.keyboard.press('Escape')
})

test('a ticket is solved by rules alone, and each sentence of its note rests on the record', async () => {
  await openAt(page, switchesUrl(SITE, { ticketId: OTHER_TICKET, tab: 'internal' }))
  await waitForBrief(panel, 'has a red cross since lunch')
  await thinkAlong(panel)
  await waitUntilAnswered(panel, 'fits this ticket')
  await waitForWords(panel, 'speaks for')
  await waitForWords(panel, 'Tells “The sign-in')
  await expect.poll(() => cardTitles(panel), { timeout: 15_000 }).toEqual(['Read the message'])
  await photograph(panel, 'rules-opened')

  await paste(panel, OUTPUT)
  await panel.keyboard.press('Enter')
  await waitUntilAnswered(panel, 'The output is read')
  await waitForWords(panel, 'TcpTestSucceeded : True read in a result')
  await pressButton(panel, `Confirm “${OUTPUT_SAYS}”`)
  await expectOpenToAll(panel)

  await panel.keyboard.press('1')
  await waitUntilAnswered(panel, 'Recorded: Read the message: Access denied')
  await waitForOtherCheck(panel, 'Read the message')
  await panel.keyboard.press('1')
  await waitUntilAnswered(panel, 'Sign out and in again, the fix on the table')
  const fix = await panel.waitForSelector('#fix-title')
  await fix?.evaluate((title) => title.scrollIntoView({ block: 'center' }))
  await photograph(panel, 'rules-fix')
  await expectOpenToAll(panel)
  await (await panel.waitForSelector('::-p-text(Try it, this once)'))?.click()
  await waitForWords(panel, 'How did it go?')
  await (await panel.waitForSelector('::-p-text(Worked)'))?.click()
  await writeSentence(panel, 'M: opens and a test file was saved')

  await panel.keyboard.press('f')
  await finishResolved(panel, 'Lena opened M: and saved a file')
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ROOT CAUSE')
  expect(await shownNote(panel)).toContain(OUTPUT_SAYS)
  expect(await shownNote(panel)).not.toContain('FlowPilot’s words')
  expect(await panel.$$('.decoration-wavy')).toEqual([])
  expect(await shownNote(panel)).toContain('The sign-in on the user’s computer was older')
  await photograph(panel, 'rules-note')
  const shown = await post(panel)
  await waitForWords(panel, `This text is in #${OTHER_TICKET}`)
  const [note] = rig.world.notesOf(OTHER_TICKET).filter((one) => one.createdBy === 'rflow_api')
  expect(note?.text).toBe(shown)
})

const noteOf = (ticketId: number, text: string) => ({
  ...{ ticketId, text, detailDescriptionFlag: false, internalAnalysisFlag: true },
  resolutionFlag: false,
})

const OUTPUT = [
  'ComputerName     : files',
  'RemotePort       : 445',
  'SourceAddress    : 10.20.1.44',
  'TcpTestSucceeded : True',
].join('\n')
const OUTPUT_SAYS = 'Port 445 of files answers from 10.20.1.44.'

const cardTitles = (of: Page) =>
  of.$$eval('#check-title', (titles) => titles.map((title) => title.textContent))

/** Until a digit answers what comes after this check. */
const waitForOtherCheck = (of: Page, before: string) =>
  of.waitForFunction(
    (title) =>
      document.querySelector('main [aria-keyshortcuts="1"]') &&
      document.querySelector('#check-title')?.textContent !== title,
    { polling: 50 },
    before,
  )

/** The card has its place before it has its words, so that nothing below moves. */
async function waitForBrief(of: Page, words: string): Promise<void> {
  await of.waitForFunction(
    (wanted) =>
      document
        .querySelector('section[aria-label="The ticket in short"]')
        ?.textContent?.includes(wanted),
    { timeout: 15_000, polling: 100 },
    words,
  )
}
