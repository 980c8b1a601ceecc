/** The library in a tab of its own: a flow is found, read whole, and taken along as a file. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { FlowFile } from '#shared/flow/take-away/flow-file.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pick, pressButton, waitForWords } from './rig/note.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const WIDTHS = [360, 480, 1024]

let rig: Rig
let tab: Page

beforeAll(async () => {
  rig = await startRig()
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  const panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  tab = await rig.browser.newPage()
  // A URL of this scheme has no origin of its own.
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/flows.html`)
})
beforeEach(() => keepEvidence({ page: tab, log: rig.api.log }))
afterAll(() => rig?.close())

test('a flow is found by words with a slip in them', async () => {
  await waitForWords(tab, 'User cannot access a file share')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'flows-list', WIDTHS)
  await fill(tab, 'Search', 'trsut domain', 'searchbox')
  await tab.waitForFunction(
    () => document.querySelector('main li')?.textContent?.includes('Trust with the domain failed'),
    { polling: 100 },
  )
  await fill(tab, 'Search', 'share access', 'searchbox')
  await waitForWords(tab, 'User cannot access a file share')
})

test('it is read whole, and an answer leads to its step', async () => {
  await tab.evaluate(() =>
    [...document.querySelectorAll('a')]
      .find((link) => link.textContent?.includes('User cannot access a file share'))
      ?.click(),
  )
  await waitForWords(tab, 'Name and port')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'flows-one', WIDTHS)
  const shown = await tab.evaluate(() => {
    const way = document.querySelector<HTMLButtonElement>('[aria-label="Answers"] button')
    way?.click()
    return [way?.textContent, document.activeElement?.querySelector('h2')?.textContent]
  })
  expect(shown[0]).toBe(shown[1])
})

test('it is seen as a drawing; a step that is picked in it is read under it', async () => {
  await pick(tab, 'As a drawing')
  const start = '.react-flow__node[aria-label^="Step 1:"]'
  await tab.waitForSelector(start)
  for (const width of WIDTHS) {
    await tab.setViewport({ width, height: 780 })
    await pressButton(tab, 'All of it')
    await tab.$eval('.react-flow', (drawing) => drawing.scrollIntoView({ block: 'center' }))
    await photograph(tab, 'flows-drawing', [width])
  }
  await waitForWords(tab, 'Pick a step in the drawing to read it here.')
  await tab.focus(start)
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('[aria-label="Answers"] button')
  await expectAtEveryWidth(tab)
  const led = await tab.$eval('[aria-label="Answers"] button', (way) => {
    const title = way.textContent
    ;(way as HTMLButtonElement).click()
    return title
  })
  await tab.waitForFunction(
    (title) => document.querySelector('main ol h2')?.textContent === title,
    { polling: 100 },
    led,
  )
  await pick(tab, 'Step by step')
})

test('it is taken along as a file that holds it whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rf-flows-'))
  const line = await tab.createCDPSession()
  await line.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder })
  await pressButton(tab, 'Flow file')
  const text = await vi.waitUntil(
    () => readFile(join(folder, 'file-share-access.flow.json'), 'utf8').catch(() => ''),
    { timeout: 30_000 },
  )
  const { flow } = FlowFile.parse(JSON.parse(text))
  expect(flow.slug).toBe('file-share-access')
  expect(flow.nodes.length).toBeGreaterThan(20)
})
