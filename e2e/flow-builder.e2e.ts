/**
 * A flow from a pasted outline: what becomes of it is told while it is typed, a closed tab loses
 * nothing of it, and two presses make one draft. With a model FlowPilot writes it: watched, stopped,
 * looked at with what was put right, opened once; and where the model fails the rules' draft is
 * there, with the reason.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BuiltFlow, BuiltNode } from '#shared/flow/build/built-flow.ts'
import { giveJson } from './assistant/reply.ts'
import { type Assistant, serveAssistant } from './assistant/server.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { askingStandIn } from './rig/give-turn.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const FIELD = 'What is to be done'
const WIDTHS = [360, 480, 1024]
const OUTLINE = `# Wombat printer is offline
- Does the wombat printer answer?
  - Yes: Look at its queue \`Get-PrintJob -PrinterName {printer}\`
  - No -> Escalate: who looks after the network
- Restart the queue \`Restart-Service spooler\``

let rig: Rig
let panel: Page
let tab: Page
let list: string

async function open(env: Record<string, string>) {
  rig = await startRig({ env })
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  list = `chrome-extension://${new URL(panel.url()).host}/flows.html`
  tab = await rig.browser.newPage()
  await tab.goto(list)
}

const typed = () => tab.$eval('form textarea', (field) => field.value)

describe('by rule', () => {
  beforeAll(() => open({ ANTHROPIC_API_KEY: '' }), 180_000)
  beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
  afterAll(() => rig?.close())

  test('what it becomes is told while one types, with what was put right', async () => {
    await waitForWords(tab, 'User cannot access a file share')
    await pressButton(tab, 'Describe it')
    await waitForWords(tab, 'Describe a flow')
    await pressButton(tab, 'Open as a draft')
    await waitForWords(tab, 'Write or paste what is to be done.')
    await fill(tab, FIELD, OUTLINE)
    await waitForWords(tab, 'It becomes a troubleshooting flow of 5 steps')
    await waitForWords(tab, 'Line 5: Nothing follows')
    await expectAtEveryWidth(tab)
    await photograph(tab, 'flow-described', WIDTHS)
  })

  test('a closed tab loses nothing of it', async () => {
    await tab.close()
    tab = await rig.browser.newPage()
    await tab.goto(list)
    await waitForWords(tab, 'User cannot access a file share')
    await pressButton(tab, 'Describe it')
    await waitForWords(tab, 'It becomes a troubleshooting flow of 5 steps')
    expect(await typed()).toBe(OUTLINE)
  })

  test('pressed twice it is one draft, which names what only a person knows', async () => {
    await tab.$eval('button[type="submit"]', (button) => {
      button.click()
      button.click()
    })
    await waitForWords(tab, 'Draft of a new flow')
    await waitForWords(tab, 'Does the wombat printer answer?')
    await pressButton(tab, '3 to mend')
    await waitForWords(tab, 'Say at "Restart the queue')
    await photograph(tab, 'flow-described-draft', WIDTHS)
    await tab.goto('about:blank')
    await tab.goto(list)
    await waitForWords(tab, 'Not saved yet')
    expect(await tab.$$('a[href^="#draft/"]')).toHaveLength(1)
    await pressButton(tab, 'Describe it')
    await waitForWords(tab, 'Describe a flow')
    expect(await typed()).toBe('')
  })
})

const WORDS = 'The wombat printer is offline: we look whether it is on, then restart its queue.'
const node = (id: string, kind: BuiltNode['kind'], title: string, text = ''): BuiltNode => ({
  ...{ id, kind, title, text, commands: [], before: '', undo: '' },
})
const DRAWN: BuiltFlow = {
  ...{ name: 'Wombat printer', summary: 'For a printer that is offline.', start: 'on' },
  nodes: [
    node('on', 'question', 'Is the wombat printer on?'),
    node('queue', 'action', 'Restart its queue'),
    node('done', 'resolved', 'It prints', 'A test page is printed.'),
  ],
  links: [
    { from: 'on', answer: 'Yes', to: 'queue' },
    { from: 'on', answer: 'No', to: 'lost' },
    { from: 'queue', answer: 'Done', to: 'done' },
  ],
}

describe('with a model', () => {
  let assistant: Assistant

  beforeAll(async () => {
    assistant = await serveAssistant()
    await open(askingStandIn(assistant.url))
  }, 180_000)
  beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
  afterAll(async () => {
    await rig?.close()
    await assistant?.stop()
  })

  test('it is watched while it is written, and stopped without losing a word', async () => {
    assistant.useBrain(() => ({ ...giveJson(DRAWN), play: { kind: 'silenceAfter', events: 3 } }))
    await waitForWords(tab, 'User cannot access a file share')
    await pressButton(tab, 'Describe it')
    await waitForWords(tab, 'FlowPilot writes a draft')
    await fill(tab, FIELD, WORDS)
    await photograph(tab, 'flow-written-before', WIDTHS)
    await pressButton(tab, 'Write it with FlowPilot')
    await waitForWords(tab, 'First its outline')
    await photograph(tab, 'flow-written-while', WIDTHS)
    await pressButton(tab, 'Stop writing')
    await tab.waitForFunction(() => !document.body.innerText.includes('First its outline'))
    expect(await typed()).toBe(WORDS)
  })

  test('a model that fails leaves what the rules make of it, with the reason', async () => {
    assistant.useBrain(() => ({
      ...giveJson(DRAWN),
      play: { kind: 'status', status: 529, headers: { 'x-should-retry': 'false' } },
    }))
    await pressButton(tab, 'Write it with FlowPilot')
    await waitForWords(tab, 'The model is overloaded')
    await waitForWords(tab, 'It becomes a procedure of one step')
    expect(await typed()).toBe(WORDS)
    await photograph(tab, 'flow-written-failed', WIDTHS)
  })

  test('what it wrote is looked at with what was put right, and is one draft', async () => {
    assistant.useBrain(() => giveJson(DRAWN))
    await pressButton(tab, 'Write it anew')
    await waitForWords(tab, 'FlowPilot wrote “Wombat printer”: 4 steps')
    await waitForWords(tab, 'led to a step that is not there')
    await expectAtEveryWidth(tab)
    await photograph(tab, 'flow-written', WIDTHS)
    await tab.$eval('button[type="submit"]', (button) => {
      button.click()
      button.click()
    })
    await waitForWords(tab, 'Draft of a new flow')
    await waitForWords(tab, 'Is the wombat printer on?')
    await photograph(tab, 'flow-written-draft', WIDTHS)
    await tab.goto('about:blank')
    await tab.goto(list)
    await waitForWords(tab, 'Not saved yet')
    expect(await tab.$$('a[href^="#draft/"]')).toHaveLength(1)
  })
})
