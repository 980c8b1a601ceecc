/**
 * A team without ConnectWise: its people type the number of a ticket, walk a flow, finish and copy
 * the note. Nothing of it asks for a connection.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { holdClipboard } from './rig/clipboard.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS } from './rig/file-share.ts'
import { waitForFirstFlow } from './rig/first-flow.ts'
import { finishResolved, openNote, previewedText, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { next, waitForCard } from './rig/walk.ts'

const TICKET = 'T-2026-0417'
const CLIENT = 'Pelican Row Dental Group'

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig({ isConnected: false })
  page = await rig.browser.newPage()
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a session begins with a number and a client that are typed', async () => {
  await waitForWords(panel, 'This tab is not ConnectWise')
  await expectOpenToAll(panel)
  await photograph(panel, 'no-psa')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('input:focus')
  await panel.keyboard.type(TICKET)
  await panel.keyboard.press('Tab')
  await panel.keyboard.type(CLIENT)
  await expectOpenToAll(panel)
  await photograph(panel, 'no-psa-number')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, TICKET)
  await waitForWords(panel, CLIENT)
})

test('a flow is found by its words and walked', async () => {
  const search = 'section[aria-label="Flows"] input[type="search"]'
  await panel.waitForSelector(search)
  await panel.keyboard.press('/')
  await panel.waitForSelector(`${search}:focus`)
  await panel.keyboard.type('file share')
  await waitForFirstFlow(panel, 'User cannot access a file share')
  await expectOpenToAll(panel)
  await photograph(panel, 'no-psa-search')
  await next(panel)
  await waitForCard(panel, 'Scope of the problem')
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
})

test('the note is copied, since there is no ticket to write to', async () => {
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ROOT CAUSE')
  await expectOpenToAll(panel)
  await photograph(panel, 'no-psa-note')
  const clipboard = await holdClipboard(panel)
  const note = await previewedText(panel)
  await panel.keyboard.down('Control')
  await panel.keyboard.press('Enter')
  await panel.keyboard.up('Control')
  await waitForWords(panel, 'Copied')
  expect(await clipboard()).toBe(note)
  await photograph(panel, 'no-psa-copied')
  await expectOpenToAll(panel)
})
