/**
 * What the checks of a note stop, and what a person passes over: this sentence and no later one,
 * told in the record; a ticket that changed, read again; a change that nobody agreed to.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { expectAtEveryWidth, fill, photographPart } from './rig/full-tab.ts'
import { openNote, pick, post, pressButton, waitForWords, waitUntilOffered } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const CHECKS = 'section[aria-label="Checks"]'

let rig: Rig
let page: Page
let panel: Page
let origin: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  origin = `chrome-extension://${new URL(panel.url()).host}`
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
}, 180_000)
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a lead says whose changes need a yes', async () => {
  const tab = await rig.browser.newPage()
  await tab.goto(`${origin}/settings.html`)
  await waitForWords(tab, 'Changes that need a yes')
  await waitForWords(tab, 'Not set yet')
  await pick(tab, 'These clients')
  await fill(tab, 'Clients', 'Pelican Row Dental Group')
  await photographPart(tab, 'Changes that need a yes', 'rule')
  await expectAtEveryWidth(tab)
  await saveRule(tab, 'These clients')
  await waitForWords(tab, 'Saved. It holds from the next ticket that is opened.')
  await tab.close()
  await page.bringToFront()
})

test('a note that tells of a change and of nobody who agreed says so, and takes it from there', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await openNote(panel, 'Working')
  await waitForWords(panel, 'nobody is named who agreed to it')
  await photograph(panel, 'needs-a-yes')
  await pressButton(panel, 'Record who agreed')
  await photograph(panel, 'who-agreed')
  await expectOpenToAll(panel)
  await sayWhatLacks('The office manager agreed by phone')
  await waitForWords(panel, 'The office manager agreed by phone.')
  await waitUntilGone('nobody is named who agreed to it')
})

test('what is written all the same is one sentence; the next one stops the note again', async () => {
  await pressButton(panel, 'Add the next step')
  await sayWhatLacks('Call the front desk at noon')
  await waitForWords(panel, 'Next: Call the front desk at noon.')
  await addLine('The vendor agreed to a refund.')
  await waitForWords(panel, 'Nothing in the record says this')
  await photograph(panel, 'own-word')
  await pressButton(panel, 'Write it all the same')
  await waitUntilGone('Nothing in the record says this')
  await waitUntilOffered(panel, 'Post')

  await addLine('The vendor sends a new disk.')
  await waitForWords(panel, 'Nothing in the record says this')
  await waitForWords(panel, 'A check stops it')
  expect(posted()).toEqual([])
  await pressButton(panel, 'Write it all the same')
  await waitUntilGone('Nothing in the record says this')
})

test('a ticket that changed is read again, never passed over', async () => {
  const flags = { detailDescriptionFlag: true, internalAnalysisFlag: false, resolutionFlag: false }
  const by = { member: 'jokafor', via: 'page' } as const
  rig.world.addNote({ ticketId: TICKET, text: 'It works again, thank you.', ...flags }, by)
  await post(panel)
  await waitForWords(panel, `Not written to #${TICKET}`)
  await pressButton(panel, 'Look again and confirm')
  await waitForWords(panel, 'The ticket changed meanwhile. There is a new note.')
  await photograph(panel, 'changed')
  await pressButton(panel, 'I have read what changed')
  await waitUntilGone('The ticket changed meanwhile')
  // What was passed over went with the note that was refused; this is another confirmation.
  for (const _ of [1, 2]) await pressButton(panel, 'Write it all the same')
  await post(panel)
  await waitForWords(panel, `In #${TICKET}`)
  expect(posted()).toHaveLength(1)
})

test('beside the work it is told what came into the ticket, until one has looked', async () => {
  await panel.keyboard.press('Escape')
  await waitForWords(panel, 'New: A note by')
  await expectOpenToAll(panel)
  await photograph(panel, 'ticket-news')
  await panel.keyboard.press('t')
  await panel.waitForSelector('::-p-text(It works again, thank you.)')
  const fresh = await panel.$$eval('ol > li', (entries) =>
    entries.flatMap(({ innerText }) => (/^New$/m.test(innerText) ? innerText : [])),
  )
  expect(fresh).toHaveLength(1)
  expect(fresh[0]).toContain('It works again, thank you.')
  await photograph(panel, 'ticket-news-open')
  await panel.keyboard.press('t')
  await panel.waitForFunction(
    () =>
      ![...document.querySelectorAll('[role="status"]')].some((told) =>
        told.textContent?.includes('New in the ticket'),
      ),
    { polling: 100 },
  )
})

test('what was passed over stands in the session’s story', async () => {
  const tab = await rig.browser.newPage()
  await tab.goto(`${origin}/sessions.html`)
  await waitForWords(tab, `#${TICKET}`)
  const open = await tab.waitForSelector(`::-p-text(#${TICKET})`)
  await open?.evaluate((words) => (words as HTMLElement).click()) // rows move while they are read
  await waitForWords(tab, 'Passed over: A sentence rests on nothing in the record')
  await tab.evaluate(() => {
    const told = [...document.querySelectorAll('p')]
    told.find((p) => p.textContent?.startsWith('Passed over'))?.scrollIntoView({ block: 'center' })
  })
  await photograph(tab, 'story', [480, 1024])
  await tab.close()
})

test('what a finished session still lacks is said in its outcome, which is corrected', async () => {
  await page.bringToFront()
  await panel.keyboard.press('Escape') // back to the walk
  await endFileShare(panel)
  await panel.waitForSelector(OUTCOME)
  await pick(panel, 'Resolved')
  await pick(panel, 'By me')
  await fill(panel, 'How', 'opened Recalls as frontdesk')
  await pressButton(panel, 'Finish')
  await panel.waitForSelector(OUTCOME, { hidden: true })
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'The user was not asked whether it works.')
  await pressButton(panel, 'Ask the user')
  await panel.waitForSelector(OUTCOME)
  await pick(panel, 'With the user')
  await photograph(panel, 'corrected')
  await expectOpenToAll(panel)
  await pressButton(panel, 'Correct it')
  await panel.waitForSelector(OUTCOME, { hidden: true })
  await waitUntilGone('The user was not asked whether it works.')
  await waitForWords(panel, 'Confirmed with the user: opened Recalls as frontdesk.')
})

test('a lead says that a check stops the note, and from the next note on it does', async () => {
  const tab = await rig.browser.newPage()
  await tab.goto(`${origin}/settings.html`)
  await waitForWords(tab, 'Not changed yet: all are taken as usual.')
  const level = await tab.waitForSelector(
    '::-p-aria([name="A time word without a date"][role="combobox"])',
  )
  await level?.select('block')
  await photographPart(tab, 'Notes and their time', 'checks')
  await expectAtEveryWidth(tab)
  await saveRule(tab, 'A time word without a date')
  await waitForWords(tab, 'Saved. It holds from the next note that is opened.')
  await tab.close()

  await page.bringToFront()
  await panel.keyboard.press('Escape')
  await openNote(panel, 'Resolution')
  await addLine('The front desk signs in again tomorrow.')
  await waitForWords(panel, '“tomorrow” means nothing next month. Give the date.')
  await panel.waitForFunction(
    (checks) =>
      document.querySelector(`${checks} [data-check=N28] svg[aria-label="Stops the note"]`),
    { polling: 100 },
    CHECKS,
  )
})

const OUTCOME = '::-p-aria([name="How did it end?"][role="dialog"])'

/** Into the form that asks for what a check missed, once it has the focus. */
async function sayWhatLacks(text: string): Promise<void> {
  await panel.waitForFunction(() =>
    document.activeElement?.matches('form :is(input, textarea, select)'),
  )
  await panel.keyboard.type(text)
  await panel.keyboard.press('Enter')
}

const posted = () => rig.world.notesOf(TICKET).filter((note) => note.createdBy === 'rflow_api')

/** At the end of the text, as somebody types it. */
async function addLine(line: string): Promise<void> {
  await panel.keyboard.press('e')
  await panel.waitForSelector('textarea:focus')
  await panel.keyboard.down('Control')
  await panel.keyboard.press('End')
  await panel.keyboard.up('Control')
  await panel.keyboard.type(`\n${line}`)
  await panel.keyboard.press('Escape') // out of the field; the text stays
  await panel.waitForSelector('textarea', { hidden: true })
}

const waitUntilGone = (words: string) =>
  panel.waitForFunction(
    (selector, gone) => !document.querySelector(selector)?.textContent?.includes(gone),
    { polling: 100 },
    CHECKS,
    words,
  )

async function saveRule(tab: Page, holding: string): Promise<void> {
  await tab.evaluate((words) => {
    const fields = [...document.querySelectorAll('form')]
    const form = fields.find((one) => one.textContent?.includes(words))
    form?.requestSubmit()
  }, holding)
}
