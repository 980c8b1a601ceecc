/**
 * A script from a fix to the note: a fix leaves a draft, a lead builds and publishes it, it is
 * filled in and copied in the panel, its output comes back, and the note tells of it. What was
 * typed as sensitive is nowhere but on the clipboard.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { ListSessions, ReadEvents } from '#shared/session/contract.ts'
import { createDemoBrain } from './assistant/demo-brain.ts'
import { purposeOf } from './assistant/purpose.ts'
import { type Assistant, serveAssistant } from './assistant/server.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { giveTurn, NO_SCRIPT } from './rig/give-turn.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { finishResolved, openNote, pressButton, shownNote, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH } from './rig/picture.ts'
import { paste, thinkAlong, waitUntilAnswered, writeSentence } from './rig/pilot.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const SECRET = 'Hunter2!'
const TEXT = 'Set-DoorCode -Account {account} -Code {pass_code}'

const FACTS: TurnResult['facts'] = [
  {
    ...{ text: 'Only the sign-in frontdesk on PRD-WS014 is affected.', source: 'ticket' },
    ...{ quote: 'on PRD-WS014 is affected', evidence: ['T2'], replaces: '' },
  },
]
const FIX: TurnResult['fix'] = [
  {
    ...{ title: 'Give the front desk a new door code', hypothesis: '', confidence: 70 },
    steps: ['Set it: `Set-DoorCode -Account frontdesk`', 'Let them open the list.'],
    ...{ evidence: ['F1'], would_confirm: 'The list opens.', risk: 'reversible', ...NO_SCRIPT },
  },
]
const OUTPUT_FACT: TurnResult['facts'] = [
  {
    ...{ text: 'The door code of frontdesk was set.', source: 'step_result' },
    ...{ quote: 'Code set for frontdesk', evidence: [], replaces: '' },
  },
]

let assistant: Assistant
let rig: Rig
let page: Page
let panel: Page
let tab: Page | undefined
let dataDir: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'resolutionflow-'))
  assistant = await serveAssistant({ brain: createDemoBrain() })
  rig = await startRig({
    dataDir,
    env: { ANTHROPIC_API_KEY: 'sk-standin', ANTHROPIC_BASE_URL: assistant.url },
  })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  await panel.evaluate(() => {
    Object.assign(globalThis, { copied: [] as string[] })
    navigator.clipboard.writeText = async (text) =>
      void (globalThis as unknown as { copied: string[] }).copied.push(text)
  })
}, 180_000)
beforeEach(() =>
  keepEvidence({ page: tab && !tab.isClosed() ? tab : page, panel, log: rig.api.log }),
)
afterAll(async () => {
  await rig?.close()
  await assistant?.stop()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

test('a fix that is to be used again leaves a draft, and the panel leads to it', async () => {
  assistant.queueFor(
    (request) => purposeOf(request) === 'turn',
    giveTurn('It is the code.', { facts: FACTS }),
    giveTurn('Then a new code.', { fix: FIX }),
  )
  await waitForWords(panel, 'This ticket calls for')
  await thinkAlong(panel)
  await waitUntilAnswered(panel, 'It is the code.')
  await panel.keyboard.press('y')
  await panel.keyboard.press('r')
  await waitUntilAnswered(panel, 'Give the front desk a new door code')
  await panel.keyboard.press('3')
  await waitForWords(panel, 'A draft of the template is there.')
  await expectOpenToAll(panel)
  // Under what stands at the bottom of the panel until one scrolls.
  const build = await panel.waitForSelector('::-p-aria([name="Build the template"][role="button"])')
  await build?.evaluate((button) => (button as HTMLElement).click())
  tab = await tabOf('/scripts.html')
  await waitForWords(tab, 'Drafted from a fix')
  await tab.waitForFunction(
    (command) =>
      document.querySelector('textarea[spellcheck="false"]')?.textContent?.includes(command),
    { polling: 100 },
    'Set-DoorCode -Account frontdesk',
  )
})

test('it is built on its page; a closed tab loses nothing, and what is missing stands at its place', async () => {
  if (!tab) throw new Error('no tab')
  const address = tab.url()
  await fill(tab, 'Script', TEXT)
  await waitForWords(tab, 'Say what {account} is: add a parameter of that name.')
  await expectAtEveryWidth(tab)
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(address)
  await waitForWords(tab, 'Changes not saved')
  // The schema's order is another than the text's.
  await pressButton(tab, 'Say what {pass_code} is')
  await pressButton(tab, 'Say what {account} is')
  await waitForWords(tab, 'Ready for others.')
  await waitForWords(tab, "Set-DoorCode -Account '‹Account›' -Code '••••••'")
  await expectAtEveryWidth(tab)
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'Published. It is offered to your team from now on.')
  await tab.goto(new URL('/scripts.html', address).href)
  await waitForWords(tab, 'Clear a stuck print queue')
  await expectAtEveryWidth(tab)
  await expectReachedByTab(tab)
})

test('in the panel it is filled in and copied, and its output comes back without the secret', async () => {
  // The panel follows the tab that is in front.
  await page.bringToFront()
  await waitForWords(panel, 'How did it go?')
  await panel.keyboard.press('u')
  await untilNewOneIsFirst()
  await expectOpenToAll(panel)
  await panel.keyboard.press('1')
  await panel.waitForSelector('form[aria-label="Values"]')
  await waitForWords(panel, 'Nothing is run by ResolutionFlow')
  const fields = 'form[aria-label="Values"] input[name]'
  expect(await panel.$$eval(fields, (all) => all.map((one) => one.getAttribute('name')))).toEqual([
    'pass_code',
    'account',
  ])
  await panel.focus('input[name="account"]')
  await panel.keyboard.type("front'desk")
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'Enter “Pass code”.')
  await panel.waitForFunction(() => document.activeElement?.getAttribute('name') === 'pass_code')
  await expectOpenToAll(panel)
  await panel.keyboard.type(SECRET)
  await panel.keyboard.press('Enter')
  await waitForWords(panel, "Set-DoorCode -Account 'front''desk' -Code ••••••")
  await expectOpenToAll(panel)
  await panel.setViewport({ width: 480, height: 780 })
  await expectOpenToAll(panel)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await panel.keyboard.press('c')
  await waitForWords(panel, 'The clipboard holds what you typed')
  expect(await copied()).toEqual([`Set-DoorCode -Account 'front''desk' -Code '${SECRET}'`])

  assistant.queueFor(
    (request) => purposeOf(request) === 'turn',
    giveTurn('The code is set.', { facts: OUTPUT_FACT }),
  )
  await paste(panel, `Code set for frontdesk\nNew code: ${SECRET}\n${lines(200)}`)
  expect(await panel.$eval('body', (body) => body.innerText)).not.toContain(SECRET)
  await panel.keyboard.press('Enter')
  await waitUntilAnswered(panel, 'The code is set.')
  await waitForWords(panel, 'The door code of frontdesk was set.')
})

test('what was typed is gone with the screen', async () => {
  await panel.keyboard.press('u')
  await untilNewOneIsFirst()
  await panel.keyboard.press('1')
  await panel.waitForSelector('input[name="pass_code"]')
  expect(await panel.$eval('input[name="pass_code"]', (input) => input.value)).toBe('')
  await panel.keyboard.press('Escape')
  await panel.keyboard.press('Escape')
  await panel.keyboard.press('Escape')
  await waitForWords(panel, 'How did it go?')
})

test('the note tells of it, the export has it whole, and the secret is nowhere', async () => {
  await panel.keyboard.press('y')
  await panel.keyboard.press('1')
  await writeSentence(panel, 'The list opens')
  await panel.keyboard.press('f')
  await finishResolved(panel, 'the front desk opened the list')
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ROOT CAUSE')
  const note = await shownNote(panel)
  const { accessToken } = await signInAs(rig.api.url, ...credentialsOf('lead'))
  const events = await recordOf(accessToken)
  expect(events).toContain('output line 200')
  expect(events).toContain('[not kept]')
  const kept = await keptInBrowser(panel)
  expect(kept).toContain('output line 200')
  const asked = JSON.stringify(assistant.requests())
  expect(asked).toContain('Code set for frontdesk')
  const notes = JSON.stringify(rig.world.notesOf(TICKET))
  await rig.api.stop()
  for (const text of [note, events, kept, asked, notes, rig.api.log(), bytesIn(dataDir)]) {
    expect(text.includes(SECRET)).toBe(false)
  }
})

const lines = (count: number) =>
  Array.from({ length: count }, (_, n) => `output line ${n + 1}`).join('\n')

const copied = () => panel.evaluate(() => (globalThis as unknown as { copied: string[] }).copied)

const credentialsOf = (role: 'lead'): [email: string, password: string] => {
  const { email, password } = demoPerson(role)
  return [email, password]
}

/** The tab that the panel has opened, once it is there. */
async function tabOf(path: string): Promise<Page> {
  const target = await rig.browser.waitForTarget((one) => one.url().includes(path))
  const page = await target.page()
  if (!page) throw new Error(`no tab of ${path}`)
  return page
}

/** What is kept of the templates is shown until the server has told of the one just published. */
async function untilNewOneIsFirst(): Promise<void> {
  await waitForWords(panel, 'For this situation')
  await panel.waitForFunction(
    (name) =>
      document.querySelector('main button[aria-keyshortcuts="1"]')?.textContent?.includes(name),
    { polling: 100 },
    FIX[0]?.title ?? '',
  )
}

/** The record of the session as the server keeps it. */
async function recordOf(accessToken: string): Promise<string> {
  const { sessions } = await askApi(rig.api.url, ListSessions, { ticketId: TICKET }, accessToken)
  const sessionId = sessions[0]?.id ?? ''
  return JSON.stringify(await askApi(rig.api.url, ReadEvents, { sessionId }, accessToken))
}

/** Every byte that the API has written, the database's files above all, and the browser beside it. */
const bytesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('extension'))
    .map((entry) => bytesOf(join(entry.parentPath, entry.name)))
    .join('\n')

/** Nothing where the browser, which goes on, has put the file away meanwhile. */
function bytesOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
