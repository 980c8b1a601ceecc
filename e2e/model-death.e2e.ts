/**
 * A model that dies, at every point of a turn and in everything it is asked for: each time the
 * panel says what happened and what to do, what was typed and recorded is there, and the work
 * goes on by rules.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { createDemoBrain } from './assistant/demo-brain.ts'
import { type PlayInput, refuseFor } from './assistant/reply.ts'
import { type Assistant, serveAssistant } from './assistant/server.ts'
import { openAt, switchesUrl } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { askingStandIn, giveTurn, isTurn, LONG_ANSWER, NO_SCRIPT } from './rig/give-turn.ts'
import { finishResolved, openNote, pressButton, previewedText, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { paste, tellPilot, thinkAlong, waitUntilAnswered, writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, SITE, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const OTHER_TICKET = 48219
const DROP: PlayInput = { kind: 'drop' }
const OUTPUT = 'Group Name: PELICAN\\Recalls-RO\nGroup Name: PELICAN\\Domain Users'

const CHECKS: TurnResult['checks'] = [
  {
    ...{ title: 'Read the groups of the sign-in', how: '`whoami /groups`' },
    ...{ minutes: 2, risk: 'read_only' },
    outcomes: [
      { result: 'Recalls-RW is missing', points_to: [] },
      { result: 'Recalls-RW is there', points_to: [] },
    ],
    ...NO_SCRIPT,
  },
]

describe('a model that dies', () => {
  let assistant: Assistant
  let rig: Rig
  let page: Page
  let panel: Page

  beforeAll(async () => {
    assistant = await serveAssistant({ brain: createDemoBrain() })
    rig = await startRig({ env: askingStandIn(assistant.url) })
    assistant.fail(DROP, { when: 'summary', times: 4 })
    page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
    panel = await openPanel(rig.browser, page)
    await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
    await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  })
  beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
  afterEach(() => assistant?.reset())
  afterAll(async () => {
    await rig?.close()
    await assistant?.stop()
  })

  /** What the answer to a turn is while this happens to the model. */
  const dieAt = (play: PlayInput) => {
    assistant.queueFor(isTurn, ...Array.from({ length: 3 }, () => LONG_ANSWER))
    assistant.fail(play, { when: isTurn, times: 4 })
  }

  test('at the summary, the first look, an output, a fix and a note: each says what to do', async () => {
    await waitForWords(panel, 'By rules, without a model')
    await expectOpenToAll(panel)
    await photograph(panel, 'dead-summary')

    dieAt(DROP)
    await thinkAlong(panel)
    await waitUntilAnswered(panel, 'Rules answer meanwhile')
    await expectOpenToAll(panel)
    await photograph(panel, 'dead-first-look')
    assistant.reset()

    dieAt({ kind: 'cutAfter', events: 8 })
    await paste(panel, OUTPUT)
    await panel.keyboard.press('Enter')
    await waitUntilAnswered(panel, 'What had arrived is kept')
    await expectOpenToAll(panel)
    await photograph(panel, 'dead-output')
    assistant.reset()

    // The output is read once the model is there again; the fix that it proposes then stays.
    assistant.queueFor(isTurn, OUTPUT_READ)
    await panel.keyboard.press('r')
    await waitUntilAnswered(panel, 'Its groups are made at sign-in')
    await panel.keyboard.press('o')
    await writeSentence(panel, 'The sign-in of the front desk is of this morning')
    assistant.queueFor(isTurn, FIX)
    await tellPilot(panel, 'What would help?')
    await waitUntilAnswered(panel, FIX_TITLE)
    dieAt({ kind: 'errorAfter', events: 6 })
    await tellPilot(panel, 'They cannot sign out now')
    await waitUntilAnswered(panel, 'Ask again')
    await waitForWords(panel, FIX_TITLE)
    await expectOpenToAll(panel)
    await photograph(panel, 'dead-fix')
    assistant.reset()
    assistant.queueFor(isTurn, giveTurn('Then renew the ticket of the sign-in.'))
    await panel.keyboard.press('r')
    await waitUntilAnswered(panel, 'Then renew the ticket')

    assistant.fail(DROP, { when: 'note', times: 4 })
    await panel.keyboard.press('f')
    await finishResolved(panel, 'the front desk opened the list and saved a file')
    await openNote(panel, 'Resolution')
    await waitForWords(panel, 'The model could not be reached')
    await waitForWords(panel, 'The record’s own words')
    const own = await previewedText(panel)
    await expectOpenToAll(panel)
    await photograph(panel, 'dead-note')
    assistant.reset()
    await pressButton(panel, 'Word it anew')
    await waitForWords(panel, 'FlowPilot’s words')
    await pressButton(panel, 'Use the record’s words')
    await expect.poll(() => previewedText(panel)).toBe(own)
  })

  const DEATHS: [string, PlayInput][] = [
    ['before it answers', DROP],
    ['overloaded', { kind: 'status', status: 529 }],
    ['at its first event', { kind: 'cutAfter', events: 1 }],
    ['in the middle of a word', { kind: 'cutAfter', events: 8 }],
    ['as if it had ended', { kind: 'endAfter', events: 8 }],
    ['with an error', { kind: 'errorAfter', events: 6 }],
  ]

  test('at any point of a turn it leaves words, what to do, and a lane that works', async () => {
    await openAt(page, switchesUrl(SITE, { ticketId: OTHER_TICKET, tab: 'internal' }))
    await waitForWords(panel, `#${OTHER_TICKET}`)
    assistant.queueFor(isTurn, giveTurn('Ask the resolver.', { checks: CHECKS }))
    await thinkAlong(panel)
    await waitUntilAnswered(panel, 'Ask the resolver.')
    // What one model declines is asked of another by one press.
    assistant.queueFor(isTurn, ...Array.from({ length: 3 }, () => refuseFor('cyber')))
    await tellPilot(panel, 'How was the account taken over?')
    await waitUntilAnswered(panel, 'The model declined to answer this one')
    await photograph(panel, 'declined')
    assistant.reset()
    assistant.queueFor(isTurn, giveTurn('By a sign-in from another country.'))
    await pressButton(panel, 'Think harder')
    await waitUntilAnswered(panel, 'By a sign-in from another country')
    for (const [n, [where, play]] of DEATHS.entries()) {
      const said = `Dies ${where}, attempt ${n}`
      dieAt(play)
      await tellPilot(panel, said)
      await waitForWords(panel, said)
      await panel.waitForFunction(
        () => /By rules|Not finished/.test(document.querySelector('main')?.innerText ?? ''),
        { timeout: 30_000 },
      )
      await waitUntilAnswered(panel, 'Ask again')
      await expectOpenToAll(panel)
      assistant.reset()
    }
    // What is proposed next, by the model before or by the rules now, is answered all the same.
    await panel.keyboard.press('1')
    await panel.waitForFunction(() => /Recorded: |Noted\./.test(document.body.innerText))
  })
})

const OUTPUT_READ = giveTurn('Its groups are made at sign-in.', {
  facts: [
    {
      ...{ text: 'The sign-in holds the group Recalls-RO.', source: 'step_result' },
      ...{ quote: 'PELICAN\\Recalls-RO', evidence: [], replaces: '' },
    },
  ],
})
const FIX_TITLE = 'Sign the front desk out and in again'
const FIX = giveTurn('The group is missing in the sign-in.', {
  fix: [
    {
      ...{ title: FIX_TITLE, hypothesis: '', confidence: 73, evidence: [] },
      ...{ steps: ['Save everything.', 'Sign out: `logoff /v`'], risk: 'reversible' },
      ...{ would_confirm: 'The list opens again.', ...NO_SCRIPT },
    },
  ],
})
