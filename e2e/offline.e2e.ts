/**
 * No network at all: flows, the walk, a file, the outcome and a confirmed note, with the panel
 * closed and the worker killed in between. With the network back there is one note and one file.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closePanel, killWorker, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { pasteScreenshot } from './rig/files.ts'
import { untilFlowsAreKept } from './rig/kept-in-browser.ts'
import { finishResolved, openNote, post, waitForWords } from './rig/note.ts'
import { goOffline } from './rig/offline.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213

let rig: Rig
let page: Page
let panel: Page
let goOnline: () => Promise<void>
/** The note as it was read before it was confirmed. */
let confirmed: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  await waitForWords(panel, `#${TICKET}`)
  await untilFlowsAreKept(panel)
  goOnline = await goOffline(rig.browser)
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a flow is begun and walked, a screenshot kept with its step', async () => {
  expect(await reachesServer()).toBe(false)
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 4)) await step(panel)
  await pasteScreenshot(panel)
  await panel.waitForSelector('section[aria-label="File to attach"]')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('section[aria-label="Attached to this step"] img')
  await waitForWords(panel, 'saved here')
  await expectOpenToAll(panel)
  await photograph(panel, 'offline')
})

test('a panel that opens without a network goes on where one stood', async () => {
  await closePanel(rig.browser, page, panel)
  await killWorker(rig.browser)
  panel = await openPanel(rig.browser, page)
  await panel.waitForSelector('#resume-title')
  // What opens meanwhile is cut off a moment after it is there.
  await expect.poll(reachesServer, { timeout: 15_000 }).toBe(false)
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('#step-title')
  for (const step of FILE_SHARE_STEPS.slice(4)) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
})

test('the note is confirmed, and waits here', async () => {
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ATTACHED')
  confirmed = await post(panel)
  await waitForWords(panel, 'Saved here')
  await expectOpenToAll(panel)
  await photograph(panel, 'offline-note')
  expect(await reachesServer()).toBe(false)
  expect(posted()).toEqual([])
  expect(await recordsOnServer(rig.api.url, TICKET)).toEqual([])
})

test('with the network back it goes out by itself: one note as it was read, one file, one record', async () => {
  await goOnline()
  await waitForWords(panel, `In #${TICKET}`, 60_000)
  expect(posted().map(({ text }) => text)).toEqual([confirmed])
  // The note may be there before the file is.
  await expect
    .poll(async () => (await recordsOnServer(rig.api.url, TICKET)).map(({ files }) => files), {
      timeout: 60_000,
    })
    .toMatchObject([[{ file: { fileName: 'screenshot-1.png' }, status: 200 }]])
  const [record, ...more] = await recordsOnServer(rig.api.url, TICKET)
  expect(more).toEqual([])
  expect(record?.events.map(({ data }) => data.type)).toContain('session_finished')
}, 180_000)

const posted = () => rig.world.notesOf(TICKET).filter((note) => note.createdBy === 'rflow_api')

const reachesServer = (): Promise<boolean> =>
  panel.evaluate(
    (server) =>
      fetch(`${server}/api/health`).then(
        () => true,
        () => false,
      ),
    rig.api.url,
  )
