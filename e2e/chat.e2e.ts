/**
 * Asking what the team knows, in the real browser: without a key what was found is the answer, with
 * a stand-in for the model each sentence leads to its step; without a ticket and beside one.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDemoBrain } from './assistant/demo-brain.ts'
import { type Assistant, serveAssistant } from './assistant/server.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'

const TICKET = 48213
const FIELD = 'textarea[placeholder^="How do we"]'
/** So that there is time to look and to stop. */
const SLOW = { headersMs: 4000, eventMs: 700, chunk: 10 }
const TUNNEL = 'The SonicWall VPN tunnel to the branch is down, what do we check?'

let rig: Rig
let page: Page
let panel: Page

async function open(env: Record<string, string>): Promise<void> {
  rig = await startRig({ env })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
}

/** By the key, from wherever one is. */
async function openChat(): Promise<void> {
  await panel.waitForSelector('button[aria-label="Ask what your team knows"]')
  await panel.keyboard.press('l')
  await panel.waitForSelector(FIELD)
}

async function send(words: string): Promise<void> {
  await panel.focus(FIELD)
  await panel.keyboard.type(words)
  await panel.keyboard.press('Enter')
  await panel.waitForFunction(
    (field) => document.querySelector<HTMLTextAreaElement>(field)?.value === '',
    { timeout: 60_000, polling: 100 },
    FIELD,
  )
}

async function ask(words: string): Promise<void> {
  await send(words)
  await panel.waitForFunction(
    () => ![...document.querySelectorAll('button')].some((b) => b.textContent?.startsWith('Stop')),
    { timeout: 60_000 },
  )
  await panel.keyboard.press('Escape')
}

const sources = (): Promise<string[]> =>
  panel.$$eval('ol li button[aria-expanded] span.font-medium', (all) =>
    all.map((one) => one.textContent ?? ''),
  )

describe('without a key', () => {
  beforeAll(() => open({ ANTHROPIC_API_KEY: '' }))
  beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
  afterAll(() => rig?.close())

  test('it says what it is for before anything was asked', async () => {
    await openChat()
    await waitForWords(panel, 'Ask in your own words')
    await expectOpenToAll(panel)
    await photograph(panel, 'chat-empty')
  })

  test('what was found answers, with the words marked, and opens the step', async () => {
    await ask(TUNNEL)
    await panel.waitForSelector('mark')
    expect((await sources())[0]).toMatch(/SonicWall/i)
    await expectOpenToAll(panel)
    await expectReachedByTab(panel)
    await photograph(panel, 'chat-found')
    await panel.click('ol li button[aria-expanded]')
    await waitForWords(panel, 'Walk this flow')
  })

  test('what nobody knows is said plainly', async () => {
    await ask('How do I bake sourdough bread?')
    await waitForWords(panel, 'Nothing your team knows answers this')
    await photograph(panel, 'chat-nothing')
  })

  test('from the chat one walks the cited flow on the ticket at hand', async () => {
    // It may be open since it was looked at; what stays in sight at the top may lie over it.
    await panel.$eval('ol li button[aria-expanded]', (source) => {
      if (source.getAttribute('aria-expanded') !== 'true') (source as HTMLElement).click()
    })
    await waitForWords(panel, 'Walk this flow')
    await panel.evaluate(() =>
      [...document.querySelectorAll('button')]
        .find((button) => button.textContent?.startsWith('Walk this flow'))
        ?.click(),
    )
    await waitForCard(panel, '')
    await waitForWords(panel, `Ticket #${TICKET}`)
    await panel.waitForSelector('nav[aria-label="Flow or FlowPilot"]')
  })
})

describe('with a model', () => {
  let assistant: Assistant

  beforeAll(async () => {
    assistant = await serveAssistant()
    assistant.useBrain(createDemoBrain())
    await open({ ANTHROPIC_API_KEY: 'sk-standin', ANTHROPIC_BASE_URL: assistant.url })
  })
  beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
  afterAll(async () => {
    await rig?.close()
    await assistant?.stop()
  })

  test('without a ticket in view: sentences lead to the steps they rest on', async () => {
    await waitForWords(panel, `Ticket #${TICKET}`)
    await openChat()
    await page.evaluate(() => window.__standIn.goTo({ name: 'board' }))
    await waitForWords(panel, 'No ticket')
    await panel.waitForSelector(FIELD)
    await ask(TUNNEL)
    await panel.waitForSelector('button[aria-label^="Source 1"]')
    await expectOpenToAll(panel)
    await photograph(panel, 'chat-cited')
    await panel.click('button[aria-label^="Source 1"]')
    await waitForWords(panel, 'Walk this flow')
    await photograph(panel, 'chat-opened')
  })

  test('it is watched as it grows, and stopped by a key', async () => {
    assistant.useBrain(createDemoBrain({ pace: SLOW }))
    await send('Which logs of both SonicWall ends do we read?')
    await panel.waitForSelector('article [role="status"]')
    await photograph(panel, 'chat-waiting')
    await panel.waitForFunction(
      () => [...document.querySelectorAll('article p[aria-hidden]')].some((p) => p.textContent),
      { timeout: 30_000 },
    )
    await photograph(panel, 'chat-growing')
    await panel.keyboard.press('Escape')
    await panel.keyboard.press('q')
    await waitForWords(panel, 'Stopped here')
    await photograph(panel, 'chat-stopped')
    assistant.useBrain(createDemoBrain())
  })

  test('a model that fails leaves what was found, and the conversation is kept', async () => {
    assistant.fail({ kind: 'status', status: 529, type: 'overloaded_error' }, { times: 8 })
    await ask('Which step compares the VPN proposals of both SonicWall ends?')
    await waitForWords(panel, 'This is what was found')
    await photograph(panel, 'chat-failed')
    await panel.reload()
    await openChat()
    await waitForWords(panel, 'This is what was found')
    await panel.click('button[aria-label="Delete this conversation"]')
    await waitForWords(panel, 'gone for good')
    await panel.keyboard.press('Escape')
    await panel.waitForFunction(() => !document.body.innerText.includes('gone for good'))
    await panel.click('button[aria-label="Delete this conversation"]')
    await photograph(panel, 'chat-forget')
    await expectOpenToAll(panel)
    await pressButton(panel, 'Delete it')
    await waitForWords(panel, 'Ask in your own words')
  })
})
