/**
 * The whole browser killed in the middle of a walk, without a server: what was recorded, typed
 * and attached is there when it is opened again, and arrives once.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { pasteScreenshot } from './rig/files.ts'
import { keptInBrowser, untilFlowsAreKept } from './rig/kept-in-browser.ts'
import { finishResolved, openNote, post, previewedText, waitForWords } from './rig/note.ts'
import { filesOnServer, recordsOnServer } from './rig/on-server.ts'
import { waitForResume } from './rig/resume-card.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const OWN_LINE = 'Ms Adler was told at 09:10.'
const OWN_NOTE = 'The card reader blinks red twice'
const HERE = 'section[aria-label="Attached to this step"]'

let rig: Rig
let page: Page
let panel: Page
/** Where the walk stood. */
let title: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a walk, a file, a note of one’s own and a half-written sentence, and no server', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 3)) await step(panel)
  await untilFlowsAreKept(panel)
  await rig.api.stop()
  for (const step of FILE_SHARE_STEPS.slice(3, 6)) await step(panel)
  title = await cardTitle(panel)

  await pasteScreenshot(panel)
  await panel.waitForSelector('section[aria-label="File to attach"]')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector(`${HERE} img`)

  await openNote(panel, 'Working')
  await panel.keyboard.press('e')
  await panel.waitForSelector('textarea:focus')
  await typeAtEnd(`\n${OWN_LINE}`)
  await untilKept(OWN_LINE)
  await panel.keyboard.press('Escape') // out of the field
  await panel.keyboard.press('Escape') // back to the walk
  await panel.waitForSelector('#step-title')

  await panel.keyboard.press('o')
  await panel.waitForSelector('form textarea:focus')
  await panel.keyboard.type(OWN_NOTE)
  await untilKept(OWN_NOTE)
})

test('killed and opened again without a server, everything is where it was', async () => {
  await rig.reopenAfterKill()
  page = await rig.openPage({ ticketId: TICKET })
  panel = await openPanel(rig.browser, page)
  await waitForWords(panel, `#${TICKET}`)
  await waitForResume(panel, title)
  await panel.keyboard.press('Enter')
  await waitForCard(panel, title)
  await panel.waitForSelector(`${HERE} img`)
  await panel.waitForFunction(
    (words) => document.querySelector('form textarea')?.textContent === words,
    {},
    OWN_NOTE,
  )
})

test('with the server back it all arrives, once', { timeout: 180_000 }, async () => {
  await panel.focus('form textarea')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('form textarea', { hidden: true })
  await rig.api.start()
  for (const step of FILE_SHARE_STEPS.slice(6)) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')

  await openNote(panel, 'Working')
  await waitForWords(panel, OWN_LINE)
  await expect.poll(() => previewedText(panel)).toContain(OWN_LINE)
  await openNote(panel, 'Client update')
  // Until it is in front the note of before could be posted as well.
  await waitForWords(panel, NOTE_KINDS.client_update.purpose)
  await post(panel)
  await waitForWords(panel, `In #${TICKET}`, 60_000)

  const [record, ...more] = await recordsOnServer(rig.api.url, TICKET)
  expect(more).toEqual([])
  const ids = record?.events.map(({ id }) => id) ?? []
  expect(new Set(ids).size).toBe(ids.length)
  const told = record?.events.map(({ data }) => data) ?? []
  expect(told.filter((data) => JSON.stringify(data).includes(OWN_NOTE))).toHaveLength(1)
  expect(told.filter(({ type }) => type === 'session_started')).toHaveLength(1)
  expect(posted()).toHaveLength(1)
  // A file goes in a line of its own, tried again up to half a minute later.
  await expect
    .poll(() => filesOnServer(rig.api.url, TICKET), { timeout: 60_000, interval: 500 })
    .toMatchObject([{ file: { fileName: 'screenshot-1.png' }, status: 200 }])
})

const posted = () => rig.world.notesOf(TICKET).filter((note) => note.createdBy === 'rflow_api')

async function typeAtEnd(words: string): Promise<void> {
  await panel.keyboard.down('Control')
  await panel.keyboard.press('End')
  await panel.keyboard.up('Control')
  await panel.keyboard.type(words)
}

/** Typing is kept when the keyboard pauses: what is lost at most is what was typed since. */
const untilKept = (words: string): Promise<void> =>
  vi.waitFor(async () => expect(await keptInBrowser(panel)).toContain(words), {
    timeout: 15_000,
    interval: 100,
  })
