/**
 * Never the wrong ticket, never twice, never lost: what goes wrong on a technician's day, while
 * the work goes on.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  editorBlocks,
  openNewNote,
  openTicket,
  startNavigation,
} from './connectwise/pages/drive.ts'
import { closePanel, killWorker, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  finishResolved,
  openNote,
  post,
  setMinutes,
  setUntil,
  tick,
  waitForWords,
  waitUntilOffered,
} from './rig/note.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle } from './rig/walk.ts'

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: 48213 })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterEach(() => rig.connectWise.faults.clear())
afterAll(() => rig?.close())

/** The ticket in the page, the panel beside it, the flow offered. */
async function turnTo(ticketId: number): Promise<void> {
  await openTicket(page, ticketId)
  await waitForWords(panel, `#${ticketId}`)
}

async function walkAndFinish(): Promise<void> {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
}

const posted = (ticketId: number) =>
  rig.world.notesOf(ticketId).filter((note) => note.createdBy === 'rflow_api')

/** As many panels are opened as the walk has steps. */
const A_PANEL_FOR_EACH_STEP_MS = 240_000

test(
  'the panel closed and the worker killed between any two steps lose nothing',
  async () => {
    await startFileShare(panel)
    for (const step of FILE_SHARE_STEPS) {
      await step(panel)
      const title = await cardTitle(panel)
      await closePanel(rig.browser, page, panel)
      await killWorker(rig.browser)
      panel = await openPanel(rig.browser, page)
      await waitForWords(panel, '#48213')
      // A session taken up again says where one stood; Enter goes on.
      await panel.waitForSelector('#resume-title, #step-title')
      if (await panel.$('#resume-title')) await panel.keyboard.press('Enter')
      await panel.waitForSelector('#step-title')
      await expect.poll(() => cardTitle(panel)).toBe(title)
    }
    await endFileShare(panel)
    await finishResolved(panel, 'the user opened, saved and deleted a test file')
    await openNote(panel, 'Resolution')
    await waitForWords(panel, 'whoami /groups on PRD-WS014 does not list Recalls-RW.')
  },
  A_PANEL_FOR_EACH_STEP_MS,
)

/** Minutes of each time entry that we made there. */
const minutesWritten = (ticketId: number) =>
  rig.world
    .timeEntriesOf(ticketId)
    .filter((entry) => entry.enteredBy === 'rflow_api')
    .map(({ timeStart, timeEnd = '' }) => (Date.parse(timeEnd) - Date.parse(timeStart)) / 60_000)

const mails = () => rig.world.ledger.filter((entry) => entry.kind === 'mail')

test('the whole job is done with the API stopped: one note and its time are in the ticket when it is back', async () => {
  await turnTo(48174)
  await rig.api.stop()
  await walkAndFinish()
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ROOT CAUSE')
  await tick(panel, 'Time entry with it')
  await setMinutes(panel, 5)
  await post(panel)
  await waitForWords(panel, 'Saved here')
  expect(posted(48174)).toEqual([])

  await rig.api.start()
  await waitForWords(panel, 'In #48174', 80_000)
  expect(posted(48174)).toHaveLength(1)
  expect(posted(48174)[0]).toMatchObject({
    detailDescriptionFlag: false,
    internalAnalysisFlag: true,
    resolutionFlag: false,
  })
  expect(posted(48174)[0]?.text).toContain('whoami /groups on PRD-WS014')
  expect(minutesWritten(48174)).toEqual([5])
  expect(mails()).toEqual([])
})

test('answers of both POSTs cut off after storing end in exactly one note and one time entry', async () => {
  await turnTo(48088)
  for (const path of ['**/notes', '/time/entries']) {
    rig.connectWise.faults.add({ method: 'POST', path, play: { kind: 'cutAfter' } })
  }
  await startFileShare(panel)
  await FILE_SHARE_STEPS[0]?.(panel)
  await openNote(panel, 'Client update')
  await tick(panel, 'Time entry with it')
  await setMinutes(panel, 5)
  // Before the time of the ticket above, which it must not overlap.
  await setUntil(panel, new Date(Date.now() - 3_600_000))
  await post(panel)
  await waitForWords(panel, 'In #48088', 60_000)
  expect(posted(48088)).toHaveLength(1)
  expect(posted(48088)[0]).toMatchObject({
    detailDescriptionFlag: true,
    internalAnalysisFlag: false,
    resolutionFlag: false,
  })
  expect(minutesWritten(48088)).toEqual([5])
  expect(rig.connectWise.faults.list().map(({ played }) => played)).toEqual([1, 1])
  expect(mails()).toEqual([])
})

test('a page that goes to another ticket between preview and insertion gets nothing', async () => {
  await turnTo(48213)
  await openNewNote(page)
  await openNote(panel, 'Resolution')
  await waitUntilOffered(panel, 'Insert into #48213')
  const before = await editorBlocks(page)
  await startNavigation(page, { name: 'ticket', id: 48174, opened: 'fromList' })
  await panel.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((b) =>
      b.textContent?.includes('Insert into #48213'),
    )
    button?.click()
  })
  await waitForWords(panel, '#48174')
  await openTicket(page, 48213)
  expect(await editorBlocks(page)).toEqual(before)
})
