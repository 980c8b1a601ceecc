/**
 * Nothing moves under a pointer: with a slow network, while the ticket is read and each step is
 * being sent, what one works on stays where it was drawn.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
/** Longer than it takes until the panel says that something is on its way. */
const SLOW = { latency: 600, download: -1, upload: -1 }

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

test('while the ticket arrives and while steps are being sent, the work stays where it is', async () => {
  await panel.emulateNetworkConditions(SLOW)
  await panel.evaluateOnNewDocument(watchTops)
  await panel.reload()
  await waitForWords(panel, `Ticket #${TICKET}`)
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 6)) await step(panel)
  await panel.waitForFunction(() => !document.body.innerText.includes('to send'))
  expect(await panel.evaluate(() => 'wasSending' in window)).toBe(true)
  expect(await topsOf(panel)).toHaveLength(1)
})

test('without a network neither', async () => {
  await panel.emulateNetworkConditions({ ...SLOW, offline: true })
  await pressButton(panel, 'Own note')
  await writeSentence(panel, 'Seen on one other computer too')
  await waitForWords(panel, 'saved here')
  await panel.emulateNetworkConditions(SLOW)
  await panel.waitForFunction(() => !document.body.innerText.includes('saved here'))
  expect(await topsOf(panel)).toHaveLength(1)
})

/** In the page: each place at which the work has begun, in CSS pixels from the top; whether something was on its way. */
function watchTops(): void {
  const tops = new Set<number>()
  Object.assign(window, { tops })
  const look = () => {
    const work = document.querySelector('main')
    const header = document.querySelector('header')?.textContent
    if (header?.includes('to send')) Object.assign(window, { wasSending: true })
    if (work && header?.includes('Ticket #')) tops.add(Math.round(work.getBoundingClientRect().top))
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const topsOf = (of: Page): Promise<number[]> =>
  of.evaluate(() => [...(window as unknown as { tops: Set<number> }).tops])
