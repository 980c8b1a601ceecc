/**
 * FlowPilot beside the ticket, on the real API with a scripted stand-in for the model: a ticket
 * solved in five turns and noted, a doubt of the flow, two browsers on one session. How a model
 * dies is the journey of `model-death.e2e.ts`.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { readAsked } from './assistant/demo/read-asked.ts'
import { wordNote } from './assistant/demo/word-note.ts'
import { createDemoBrain } from './assistant/demo-brain.ts'
import { purposeOf } from './assistant/purpose.ts'
import { giveJson } from './assistant/reply.ts'
import { type Assistant, serveAssistant } from './assistant/server.ts'
import { openAt, switchesUrl } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { waitForFirstFlow } from './rig/first-flow.ts'
import { askingStandIn, giveTurn, isTurn, NO_SCRIPT } from './rig/give-turn.ts'
import {
  finishResolved,
  openNote,
  post,
  pressButton,
  previewedText,
  shownNote,
  waitForWords,
  waitUntilOffered,
} from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { makeCamera, PANEL_WIDTH, photograph } from './rig/picture.ts'
import { paste, tellPilot, thinkAlong, waitUntilAnswered, writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, SITE, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { leaveField } from './rig/walk.ts'

const TICKET = 48213
const OTHER_TICKET = 48219
const FLOW_TICKET = 48221
const OUTPUT = 'Group Name: PELICAN\\Recalls-RO\nGroup Name: PELICAN\\Domain Users'

const camera = makeCamera()

const CAUSES: TurnResult['hypotheses'] = [
  {
    ...{ key: 'token', cause: 'The sign-in is older than the group', likelihood: 'likely' },
    ...{ for_evidence: [], against_evidence: [] },
  },
  {
    ...{ key: 'rights', cause: 'The right on the folder was taken away', likelihood: 'possible' },
    ...{ for_evidence: [], against_evidence: [] },
  },
]
const fix = (title: string, steps: string[]): TurnResult['fix'] => [
  {
    ...{ title, hypothesis: 'token', steps, confidence: 73, evidence: ['F1'] },
    ...{ would_confirm: 'The list opens again.', risk: 'reversible', ...NO_SCRIPT },
  },
]

/** The five turns of a ticket that is solved. */
const FIRST_LOOK = giveTurn('Only one sign-in is affected. **Look at its groups first.**', {
  facts: [
    {
      ...{ text: 'Only the sign-in frontdesk on PRD-WS014 is affected.', source: 'ticket' },
      ...{ quote: 'on PRD-WS014 is affected', evidence: ['T2'], replaces: '' },
    },
  ],
  hypotheses: CAUSES,
  checks: [
    {
      title: 'Read the groups of the sign-in',
      how: 'On PRD-WS014, as frontdesk:\n\n```powershell\nwhoami /groups\n```',
      ...{ minutes: 2, risk: 'read_only' },
      outcomes: [
        { result: 'Recalls-RW is missing', points_to: ['token'] },
        { result: 'Recalls-RW is there', points_to: ['rights'] },
      ],
      ...NO_SCRIPT,
    },
    {
      ...{ title: 'Read the rights of the folder', how: '`icacls D:\\Recalls`' },
      ...{ minutes: 10, risk: 'read_only' },
      outcomes: [
        { result: 'Recalls-RW may change', points_to: ['token'] },
        { result: 'Recalls-RW has no right', points_to: ['rights'] },
      ],
      ...NO_SCRIPT,
    },
  ],
  questions: [
    {
      ...{ text: 'Was the group of this sign-in changed?', why: 'A change is the usual cause' },
      choices: ['Yes, on Friday', 'No'],
    },
  ],
})
const READS = 'The sign-in holds Recalls-RO and not the group that may write'
const OUTPUT_READ = giveTurn(`${READS} [F1]. Its groups are made at sign-in.`, {
  facts: [
    {
      ...{ text: 'The sign-in holds the group Recalls-RO.', source: 'step_result' },
      ...{ quote: 'PELICAN\\Recalls-RO', evidence: [], replaces: '' },
    },
  ],
})
const FIX = giveTurn('The group is missing in the sign-in.', {
  fix: fix('Sign the front desk out and in again', ['Save everything.', 'Sign out: `logoff /v`']),
})
const NEWER_FIX = giveTurn('Then without signing out.', {
  fix: fix('Renew the ticket of the sign-in', [
    'Run `klist purge` as frontdesk.',
    'Open the list.',
  ]),
})

describe('with a model', () => {
  let assistant: Assistant
  let rig: Rig
  let page: Page
  let panel: Page

  beforeAll(async () => {
    assistant = await serveAssistant({ brain: createDemoBrain() })
    rig = await startRig({ env: askingStandIn(assistant.url) })
    page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
    panel = await openPanel(rig.browser, page)
    await narrow(panel)
    await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  })
  beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
  afterEach(() => assistant?.reset())
  afterAll(async () => {
    if (rig) await camera.join(rig.browser)
    await rig?.close()
    await assistant?.stop()
  })

  test('a ticket is solved in five turns, and each sentence of its note rests on the record', async () => {
    const answered = giveTurn('Good to know.')
    assistant.queueFor(isTurn, FIRST_LOOK, answered, OUTPUT_READ, FIX, NEWER_FIX)
    await waitForWords(panel, 'This ticket calls for')
    await expectOpenToAll(panel)
    await thinkAlong(panel)
    await waitUntilAnswered(panel, 'Look at its groups first')
    await waitForWords(panel, 'on PRD-WS014 is affected')
    await expectOpenToAll(panel)
    await wide(panel)
    await expectOpenToAll(panel)
    await narrow(panel)
    await panel.keyboard.press('y')
    await panel.keyboard.press('1')
    await waitUntilAnswered(panel, 'Good to know')

    await paste(panel, OUTPUT)
    await panel.keyboard.press('Enter')
    await waitUntilAnswered(panel, 'and not the group that may write')
    await expectSaysRestsOn(panel, 'F1')
    await photograph(panel, 'flowpilot-says')
    await waitForWords(panel, 'read in a result')
    await camera.take('flowpilot', page, panel, 'light')
    await panel.keyboard.press('y')

    await panel.keyboard.press('1')
    await waitUntilAnswered(panel, 'Sign the front desk out and in again')
    await waitForWords(panel, 'No fix like it was tried here before')
    await panel.$eval('#fix-title', (title) => title.scrollIntoView({ block: 'center' }))
    await photograph(panel, 'flowpilot-fix')
    await expectOpenToAll(panel)
    await tellPilot(panel, 'They cannot sign out now, patients are calling')
    await waitUntilAnswered(panel, 'Renew the ticket of the sign-in')
    await waitForWords(panel, 'One earlier fix')

    // The check that is left has the digits; the fix is decided on by hand.
    await panel.keyboard.press('k')
    await waitForWords(panel, 'You decide')
    await panel.keyboard.press('1')
    await waitForWords(panel, 'How did it go?')
    await panel.keyboard.press('1')
    await writeSentence(panel, 'The list opens and a test file was saved')
    await expectOpenToAll(panel)
    expect(assistant.pending()).toBe(0)

    await panel.keyboard.press('f')
    await finishResolved(panel, 'the front desk opened the list and saved a file')
    await openNote(panel, 'Resolution')
    await waitForWords(panel, 'ROOT CAUSE')
    expect(await shownNote(panel)).toContain('The sign-in is older than the group')
    await waitForWords(panel, 'FlowPilot’s words')
    await waitForWords(panel, 'nobody has said that they read it')
    await pressButton(panel, 'I have read it')
    await waitUntilOffered(panel, 'Post')
    expect(await panel.$$('.decoration-wavy')).toEqual([])
    await expectOpenToAll(panel)
    const shown = await post(panel)
    await waitForWords(panel, `This text is in #${TICKET}`)
    const [note] = rig.world.notesOf(TICKET).filter((one) => one.createdBy === 'rflow_api')
    expect(note?.text).toContain('The sign-in holds the group Recalls-RO')
    expect(note?.text).toBe(shown)
  })

  test('a sentence that nobody could hold against the record is taken or left by a key', async () => {
    const demo = createDemoBrain()
    let slow = false
    assistant.useBrain((request) => {
      if (purposeOf(request) === 'judge') return giveJson({ verdicts: [] })
      if (purposeOf(request) !== 'note') return demo(request)
      const { sentences } = wordNote(readAsked(request))
      const onWindows = sentences.map((one) => ({ ...one, text: `${one.text} on Windows` }))
      return {
        ...giveJson({ sentences: onWindows }),
        ...(slow ? { pace: { eventMs: 60, chunk: 12 } } : {}),
      }
    })
    await openNote(panel, 'Working')
    await waitForWords(panel, 'Take or leave each')
    const before = await previewedText(panel)
    expect(before).not.toContain('on Windows')
    await expectOpenToAll(panel)
    await panel.$eval('#doubtful-title', (title) => title.scrollIntoView({ block: 'center' }))
    await photograph(panel, 'note-doubtful')
    await panel.keyboard.press('y')
    await waitForWords(panel, 'In the note')
    const taken = await previewedText(panel)
    expect(taken.split('on Windows')).toHaveLength(2)
    await panel.keyboard.press('k')
    await waitForWords(panel, 'Left out')
    await expectOpenToAll(panel)
    await photograph(panel, 'note-decided')
    expect(await previewedText(panel)).toBe(taken)
    // Worded anew it says that it is at work, and that this is new; looked at again, unchanged.
    await waitForWords(panel, 'New')
    await waitForWords(panel, `Post to #${TICKET}`)
    slow = true
    await pressButton(panel, 'Word it anew')
    await waitForWords(panel, 'FlowPilot is wording it')
    await waitForWords(panel, 'FlowPilot’s words')
    await waitForWords(panel, 'New')
    expect(await previewedText(panel)).toBe(taken)
    // A look at the work asks nothing twice.
    await panel.keyboard.press('Escape')
    await openNote(panel, 'Working')
    await waitForWords(panel, 'Left out')
    await waitForWords(panel, 'Unchanged')
    expect(await previewedText(panel)).toBe(taken)
  })

  test('in a flow it explains a step, reads what was pasted, and says that the flow does not fit', async () => {
    await openAt(page, switchesUrl(SITE, { ticketId: FLOW_TICKET, tab: 'internal' }))
    await waitForWords(panel, `#${FLOW_TICKET}`)
    await waitForWords(panel, 'This ticket calls for')
    await panel.keyboard.press('Enter')
    await panel.waitForSelector('nav[aria-label="Flow"]')
    const doubting = giveTurn('This is a sign-in from another country.', {
      flow_doubt: [{ why: 'The account is in other hands.', evidence: ['T1'] }],
    })
    // A doubt of the quick answer is thought over once more before it is shown.
    assistant.queueFor(isTurn, giveTurn('It tells one trouble from the other.'), doubting, doubting)
    // A value is asked first, so one stands in its field.
    await leaveField(panel)
    await panel.keyboard.press('i')
    await waitUntilAnswered(panel, 'It tells one trouble from the other')
    await panel.keyboard.press('g')
    await panel.waitForSelector('nav[aria-label="Flow"]')
    await leaveField(panel)
    await paste(panel, 'Sign-in from Lagos, 03:12, browser unknown')
    await panel.keyboard.press('i')
    await waitUntilAnswered(panel, 'This is a sign-in from another country')
    await panel.keyboard.press('g')
    await waitForWords(panel, 'This flow may not lead to the cause')
    await waitForWords(panel, 'The account is in other hands')

    await expectOpenToAll(panel)
    await wide(panel)
    await expectOpenToAll(panel)
    await narrow(panel)
    const other = await panel.waitForSelector('::-p-text(Another flow)')
    await other?.click()
    await waitForWords(panel, 'This ticket calls for')
    await panel.keyboard.press('/')
    await panel.keyboard.type('Account keeps locking')
    await waitForFirstFlow(panel, 'Account keeps locking')
    await panel.keyboard.press('Enter')
    await panel.waitForFunction(() =>
      document
        .querySelector('nav[aria-label="Flow"]')
        ?.textContent?.includes('Account keeps locking'),
    )
    expect(await shownNote(panel)).not.toContain('may not lead to the cause')
    expect(assistant.pending()).toBe(0)
  })

  test('two technicians on one session see the same turn grow; a second dismissal is a conflict', async () => {
    await openAt(page, switchesUrl(SITE, { ticketId: OTHER_TICKET, tab: 'internal' }))
    await waitForWords(panel, `#${OTHER_TICKET}`)
    assistant.queueFor(isTurn, giveTurn('Ask the resolver.'))
    await thinkAlong(panel)
    await waitUntilAnswered(panel, 'Ask the resolver.')
    // Before anything is known there is no fix.
    await panel.keyboard.press('o')
    await writeSentence(panel, 'The name leads to the server before the last')
    const second = await secondBrowser(rig)
    const slow = { ...NEWER_FIX, pace: { eventMs: 60, chunk: 4 } }
    await signInToPanel(second, rig.api.url, demoPerson('lead'))
    await waitForWords(second, `#${OTHER_TICKET}`)
    await waitForWords(second, 'Looking on')
    await waitForWords(second, 'Ask the resolver.')
    assistant.queueFor(isTurn, slow)
    await tellPilot(panel, 'What now?')
    // Whoever looks on sees it come, and what it leads to, and can stop nothing.
    await waitForWords(second, 'What now?')
    await second.waitForSelector('section[aria-label="FlowPilot"] [role="status"]')
    await waitForWords(second, 'Fix on the table')
    await waitForWords(second, 'Renew the ticket of the sign-in')
    expect(await second.$('::-p-aria([role="button"][name="Stop"])')).toBeNull()
    await photograph(second, 'flowpilot-looked-on')
    await pressButton(second, 'Work on it too')
    await waitUntilAnswered(second, 'Renew the ticket of the sign-in')
    await waitUntilAnswered(panel, 'Renew the ticket of the sign-in')
    // The first ticket of this journey was solved by it.
    await waitForWords(panel, 'Worked in 1 of 1 similar case.')

    await second.setOfflineMode(true)
    // From here on it hears nothing.
    await second.waitForFunction(() =>
      /Offline|saved here/.test(document.querySelector('header')?.innerText ?? ''),
    )
    await dismiss(panel)
    await dismiss(second)
    await waitForWords(panel, 'One earlier fix')
    await second.setOfflineMode(false)
    await waitForWords(second, 'The server did not take this')
    await waitForWords(second, 'no longer on the table')

    await page.goto(`chrome-extension://${new URL(panel.url()).host}/sessions.html`)
    const row = await page.waitForSelector(`::-p-text(#${OTHER_TICKET})`)
    await row?.evaluate((words) => (words as HTMLElement).click()) // rows move while they are read
    await waitForWords(page, 'FlowPilot’s model: $')
  })
})

test('as a demonstration it answers the tickets that are there, and each answer says what it is', async () => {
  const assistant = await serveAssistant({ brain: createDemoBrain() })
  const rig = await startRig({
    env: {
      ANTHROPIC_API_KEY: 'sk-standin',
      ANTHROPIC_BASE_URL: assistant.url,
      ASSISTANT_MODE: 'demo',
    },
  })
  try {
    const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
    const panel = await openPanel(rig.browser, page)
    await narrow(panel)
    await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
    await thinkAlong(panel)
    await panel.waitForSelector('section[aria-label="FlowPilot"]')
    await waitUntilAnswered(panel, 'Demonstration')
    await waitForWords(panel, 'Next check')
    await expectOpenToAll(panel)
    await photograph(panel, 'demonstration')
  } finally {
    await rig.close()
    await assistant.stop()
  }
})

async function narrow(of: Page): Promise<void> {
  await of.setViewport({ width: PANEL_WIDTH, height: 780 })
}

async function wide(of: Page): Promise<void> {
  await of.setViewport({ width: 480, height: 780 })
}

/** What rests on something has its label behind it; what rests on nothing is lighter. */
async function expectSaysRestsOn(of: Page, label: string): Promise<void> {
  const says = 'section[aria-label="FlowPilot"]'
  await of.waitForSelector(`${says} button[aria-label^="${label}: "]`)
  const inks = await of.$$eval(`${says} p > span`, (sentences) =>
    sentences.map((sentence) => getComputedStyle(sentence).color),
  )
  expect(new Set(inks).size, inks.join()).toBe(2)
}

/** Dismisses the fix in sight by its button: a digit may belong to a check. */
async function dismiss(of: Page): Promise<void> {
  const button = await of.waitForSelector('::-p-text(Dismiss it)')
  await button?.evaluate((words) => (words as HTMLElement).click()) // what comes meanwhile moves it
}

/** Another profile on the same ticket, as on another computer. */
async function secondBrowser(of: Rig): Promise<Page> {
  const { browser, page } = await of.openColleague({ ticketId: OTHER_TICKET, tab: 'internal' })
  const panel = await openPanel(browser, page)
  await narrow(panel)
  return panel
}
