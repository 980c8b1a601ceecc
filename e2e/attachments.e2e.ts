/**
 * Files at a step: pasted, picked and dropped, without a server too; what is kept is on the server
 * once, named in the note, and in the exported page.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closePanel, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { dropFile, pasteScreenshot, pickFile } from './rig/files.ts'
import { untilFlowsAreKept } from './rig/kept-in-browser.ts'
import { finishResolved, openNote, pressButton, previewedText, waitForWords } from './rig/note.ts'
import { filesOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { turnToTicket } from './rig/turn-to-ticket.ts'
import { cardTitle } from './rig/walk.ts'

const TICKET = 48213
const CARD = 'section[aria-label="File to attach"]'
const HERE = 'section[aria-label="Attached to this step"]'

let rig: Rig
let page: Page
let panel: Page
const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-picked-'))

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(async () => {
  await rig?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Once the panel has sent a file and the server has taken it; begun before that can happen. */
const fileTaken = () =>
  panel.waitForResponse(
    (answer) =>
      answer.request().method() === 'PUT' && answer.url().includes('/attachments/') && answer.ok(),
    { timeout: 0 }, // as long as the test has
  )

/** Once the server has heard that one was taken back. */
const fileTakenBack = () =>
  panel.waitForResponse((answer) =>
    Boolean(answer.request().postData()?.includes('file_detached') && answer.ok()),
  )

test('a screenshot pasted at a step without a server is asked about, then kept with the step', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 2)) await step(panel)
  await untilFlowsAreKept(panel)
  await rig.api.stop()
  await panel.keyboard.press('Escape') // out of the field, where a paste is the field's
  const title = await cardTitle(panel)
  await pasteScreenshot(panel)
  await panel.waitForSelector(CARD)
  await waitForWords(panel, 'cannot be masked')
  await expectOpenToAll(panel)
  await photograph(panel, 'file-asked')
  await panel.keyboard.press('Escape')
  await panel.waitForSelector(CARD, { hidden: true })
  expect(await panel.$(HERE)).toBeNull()

  await pasteScreenshot(panel)
  await panel.waitForSelector(CARD)
  await panel.keyboard.press('Enter')
  await panel.waitForSelector(`${HERE} img`)
  expect(await cardTitle(panel)).toBe(title)
  await expectOpenToAll(panel)
  await photograph(panel, 'file-here')
})

test('neither the panel closed nor the way to the end loses it, and the note names it', async () => {
  await closePanel(rig.browser, page, panel)
  panel = await openPanel(rig.browser, page)
  await panel.waitForSelector('#resume-title, #step-title')
  if (await panel.$('#resume-title')) await panel.keyboard.press('Enter')
  await panel.waitForSelector(`${HERE} img`)
  for (const step of FILE_SHARE_STEPS.slice(2)) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ATTACHED')
  expect(await previewedText(panel)).toMatch(
    /screenshot-1\.png \(PNG picture, .*\), at “.+”, kept in ResolutionFlow\./,
  )
})

test('with the server back it is there once', async () => {
  const taken = fileTaken()
  await rig.api.start()
  await taken
  expect(await filesOnServer(rig.api.url, TICKET)).toEqual([
    { file: expect.objectContaining({ fileName: 'screenshot-1.png' }), status: 200 },
  ])
})

test('the session’s page shows it, opens it large by key, and exports it in the page', async () => {
  const tab = await rig.browser.newPage()
  const origin = `chrome-extension://${new URL(panel.url()).host}`
  await tab.goto(`${origin}/sessions.html`)
  await tab.waitForSelector('select > option[value="all"]')
  await tab.select('select', 'all')
  const open = await tab.waitForSelector(`::-p-text(#${TICKET})`)
  await open?.click()
  await tab.waitForSelector('ul[aria-label="Attached files"] img')
  for (const width of [360, 480, 1024]) {
    await tab.setViewport({ width, height: 780 })
    await expectOpenToAll(tab)
  }
  await tab.focus('ul[aria-label="Attached files"] button')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('[role="dialog"] img')
  await expectOpenToAll(tab)
  await photograph(tab, 'file-large')
  await tab.keyboard.press('Escape')
  await tab.waitForSelector('[role="dialog"]', { hidden: true })

  const html = await tab.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const make = URL.createObjectURL
        URL.createObjectURL = (made) => {
          // A picture that is drawn meanwhile is another one.
          if (made instanceof Blob && made.type.startsWith('text/html')) {
            void made.text().then(resolve)
          }
          return make(made)
        }
        const button = [...document.querySelectorAll('button')].find(
          (b) => b.textContent === 'HTML',
        )
        button?.click()
      }),
  )
  expect(html).toMatch(/<img alt="screenshot-1\.png" src="data:image\/png;base64,/)
  expect(html).toContain('User cannot access a file share')
  await tab.close()
})

test('files are picked and dropped too; what does not fit says why, what was taken back is gone', async () => {
  await page.bringToFront() // the panel follows the tab in front
  await turnToTicket(page, panel, 48174)
  await startFileShare(panel)
  await panel.keyboard.press('Escape')
  const log = join(folder, 'trace of PRD-FS01.log')
  writeFileSync(log, '08:01 Access is denied\n')
  await pickFile(panel, log)
  await panel.waitForSelector(CARD)
  await waitForWords(panel, 'of at most 10 MB')
  await photograph(panel, 'file-log')
  const taken = fileTaken()
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'trace of PRD-FS01.log')
  await taken
  expect(await filesOnServer(rig.api.url, 48174)).toMatchObject([{ status: 200 }])

  await dropFile(panel, 'setup.exe', 'MZ')
  await waitForWords(panel, 'put it into a ZIP')
  await expectOpenToAll(panel)
  await pressButton(panel, 'Understood')
  await dropFile(panel, 'huge.log', 'x'.repeat(10 * 1024 * 1024 + 1))
  await waitForWords(panel, 'up to 10 MB each')
  await pressButton(panel, 'Understood')

  const takenBack = fileTakenBack()
  await pressButton(panel, 'Take back trace of PRD-FS01.log')
  await panel.waitForSelector(HERE, { hidden: true })
  await takenBack
  expect(await filesOnServer(rig.api.url, 48174)).toMatchObject([{ status: 404 }])
})
