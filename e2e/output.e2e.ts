/**
 * Pasted output is read: what it says is kept with its line, the answer it speaks for is shown,
 * beside how usual each answer is, and what is a secret in it is kept nowhere.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ALL_PLANTED, PLANTED } from '#shared/testing/planted.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { answerFilled, FILE_SHARE_STEPS, fillMissing, startFileShare } from './rig/file-share.ts'
import { finishWalks } from './rig/finished-walks.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { openNote, pressButton, previewedText, shownNote, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'

/** The scope of the problem, up to the message on the screen. */
const TO_MESSAGE = FILE_SHARE_STEPS.slice(0, 7)
const WORDS = '::-p-aria([name="Words that must not go out"])'
const OUTPUT = `
ComputerName     : PRD-FS01
RemoteAddress    : 192.0.2.20
RemotePort       : 445
InterfaceAlias   : Ethernet
SourceAddress    : 192.0.2.42
TcpTestSucceeded : False
`

let rig: Rig
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  await finishWalks(rig.api.url, demoPerson('lead'), {
    ...{ flow: 'file-share-access', node: 'reach' },
    answers: ['Both fine', 'Both fine', 'Both fine', 'Port 445 is closed', 'Both fine'],
  })
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('output of a closed port points to the answer that says so', async () => {
  await startFileShare(panel)
  for (const step of TO_MESSAGE) await step(panel)
  await answerFilled(panel, 'Path not found')
  await waitForCard(panel, 'Name and port')
  await fillMissing(panel)
  await paste(panel, OUTPUT)
  await waitForWords(panel, 'Keep this as output of the step?')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'Port 445 of PRD-FS01 does not answer from 192.0.2.42.')
  await waitForWords(panel, '80 %') // how usual each answer is comes from the server
  await photograph(panel, 'output-read')
  const pointed = await panel.$$eval('article fieldset button', (all) =>
    all.flatMap((one) =>
      one.textContent?.includes('The output speaks for this') ? [one.textContent] : [],
    ),
  )
  expect(pointed).toEqual([expect.stringMatching(/Port 445 is closed.*20 %/)])
  expect(await panel.$eval('article', (step) => step.textContent)).toMatch(/Both fine80 %/)
})

test('m says what is wrong with the step', async () => {
  await panel.keyboard.press('m')
  const field = await panel.waitForSelector('textarea')
  await field?.type('It asks for the port of another service')
  await photograph(panel, 'rate-step')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('[aria-label="You said what is wrong with this step"]')
})

test('y keeps what it says, and the note tells it', async () => {
  await panel.keyboard.press('y')
  await panel.waitForFunction(
    () => document.querySelectorAll('[aria-labelledby="output-facts-title"] button').length === 0,
    { polling: 'mutation' },
  )
  await photograph(panel, 'output-kept')
  await openNote(panel, 'Working')
  expect(await shownNote(panel)).toContain('Port 445 of PRD-FS01 does not answer from 192.0.2.42.')
})

test('secrets that are pasted and typed are in nothing that the browser keeps', async () => {
  await panel.keyboard.press('Escape')
  await waitForCard(panel, 'Name and port')
  await paste(panel, `C:\\> type notes.txt\n${ALL_PLANTED}`)
  await waitForWords(panel, 'Masked before storing')
  await pressButton(panel, 'Mask words')
  await (await panel.waitForSelector(WORDS))?.type('notes.txt')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'type [marked text 1 removed]')
  await photograph(panel, 'paste-marked')
  await pressButton(panel, 'Keep with this step')
  await panel.waitForSelector('section[aria-label="Pasted output"]', { hidden: true })
  await panel.keyboard.press('o')
  await panel.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await panel.keyboard.type(PLANTED[0]?.text ?? '')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'Masked before it was stored: 1 password removed.')
  // Shown at once, it is on disk a moment later.
  await expect
    .poll(() => keptInBrowser(panel))
    .toContain('The password of the admin is [password 1 removed]')
  const kept = await keptInBrowser(panel)
  expect(kept).toContain('type [marked text 1 removed]')
  expect(kept, 'nor the words that were marked').not.toContain('notes.txt')
  for (const { kind, secrets } of PLANTED) {
    for (const secret of secrets) expect(kept.includes(secret), kind).toBe(false)
  }
})

test('what is masked in a note is told with its place, and a word that is marked is masked too', async () => {
  await openNote(panel, 'Working')
  await (await panel.waitForSelector('button::-p-text(What does not go out)'))?.click()
  await waitForWords(panel, '[password 1 removed]')
  await (await panel.waitForSelector(WORDS))?.type('PRD-FS01')
  await waitForWords(panel, 'in this text')
  await photograph(panel, 'masked')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector('::-p-aria([name="Marked by hand"][role="region"])')
  await expect
    .poll(() => previewedText(panel))
    .toMatch(/Port 445 of \[marked text \d removed\] does not answer/)
  expect(await previewedText(panel)).not.toContain('PRD-FS01')
  await photograph(panel, 'marked')
  await expectOpenToAll(panel)
})

const paste = (of: Page, text: string): Promise<void> =>
  of.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
