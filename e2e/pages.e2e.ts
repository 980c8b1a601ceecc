/**
 * The settings, the list of sessions and one session, as full tabs and as narrow as a panel:
 * nothing that keeps people out, nothing that scrolls sideways, everything reached by keyboard.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const WIDTHS = [360, 480, 1024] as const

let rig: Rig
let panel: Page
let tab: Page
let origin: string

beforeAll(async () => {
  rig = await startRig()
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
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

test('the list of sessions, and from it one session', async () => {
  await show('/sessions.html', `#${TICKET}`)
  await expectAtEveryWidth()
  const open = await tab.waitForSelector(`::-p-text(#${TICKET})`)
  await open?.click()
  await waitForWords(tab, 'Recalls cannot be called until noon')
  expect(new URL(tab.url()).hash).not.toBe('')
  await expectAtEveryWidth()
})

async function show(path: string, words: string): Promise<void> {
  await tab.goto(origin + path)
  await waitForWords(tab, words)
}

async function expectAtEveryWidth(): Promise<void> {
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 780 })
    await expectOpenToAll(tab)
  }
  await expectReachedByTab(tab)
}
