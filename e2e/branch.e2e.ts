/**
 * A branch made while working: a technician stands where no answer of the flow fits, does something
 * of their own that helps, and offers it; a lead accepts it in the panel; and whoever has the next
 * such ticket finds the new answer there and walks it to its end.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkFlow } from '#shared/flow/check-flow.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { pressKey } from './rig/hand-over.ts'
import { finishResolved, pressButton, waitForWords } from './rig/note.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { doOwnStep, publishFlow, publishProposal, readFlow } from './rig/team-flow.ts'
import { answer, waitForCard } from './rig/walk.ts'

const TICKET = 48213
/** Another client's, with the same trouble. */
const NEXT_TICKET = 48219
const NAME = 'A badge reader lets nobody in'
const STEP = 'Pull the reader’s plug for a minute'
const WALKED = ['Does it blink?', 'Is the badge known?', STEP]
const jude = demoPerson('engineer')
const maja = demoPerson('lead')
const next = demoPerson('owner')

const content = makeFlow(
  'badge-reader',
  {
    blinks: { title: 'Does it blink?', ways: { yes: 'known', no: 'over' } },
    known: { title: 'Is the badge known?', ways: { known: 'opens', unknown: 'over' } },
    opens: { title: 'It opens' },
    over: { title: 'Hand over', ending: 'escalate', evidence: ['What was asked'] },
  },
  { name: NAME, summary: 'For readers at doors.', words: ['wombatreader'] },
)

let rig: Rig
let judes: Page
let majas: Page

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  await publishFlow(rig.api.url, content)
  judes = await openPanel(rig.browser, await rig.openPage({ ticketId: TICKET, tab: 'internal' }))
  await signInToPanel(judes, rig.api.url, jude)
  majas = await sitDown(maja)
}, 180_000)
beforeEach(() => keepEvidence({ page: judes, panel: majas, log: rig.api.log }))
afterAll(() => rig?.close())

test('where no answer fits a step of one’s own is done, and offered as a way on', async () => {
  await startFlow(judes)
  await answer(judes, 'yes')
  await doOwnStep(judes, STEP)
  await judes.keyboard.press('f')
  await finishResolved(judes, 'The user opened the door')
  await waitForWords(judes, 'You did what the flow does not have')
  await pressButton(judes, 'Offer to the flow')
  await waitForWords(judes, `Offered: “${NAME}”`)
})

test('a lead accepts the branch in the panel, and the flow with it is sound', async () => {
  await majas.waitForSelector('::-p-aria([name="Proposals for your flows: 1"])')
  await pressKey(majas, 'P')
  await waitForWords(majas, 'Seen in one session of one person')
  await majas.keyboard.press('1')
  await waitForWords(majas, 'What speaks for it')
  await waitForWords(majas, STEP)
  await photograph(majas, 'branch-proposed')
  await expectOpenToAll(majas)
  await publishProposal(majas)
  await waitForWords(majas, 'You published it')
  const { content: changed } = await readFlow(rig.api.url, NAME)
  expect(checkFlow(changed)).toEqual([])
  const at = changed.nodes.find(({ id }) => id === 'known')
  expect(at && 'choices' in at ? at.choices : []).toHaveLength(3)
  // The step, how it is seen to work, and where those go whom it does not help.
  expect(changed.nodes).toHaveLength(content.nodes.length + 3)
})

test('whoever has the next such ticket walks the new branch to its end', async () => {
  const nexts = await sitDown(next, NEXT_TICKET)
  await startFlow(nexts)
  await answer(nexts, 'yes')
  await waitForCard(nexts, 'Is the badge known?')
  await photograph(nexts, 'branch-answer')
  await answer(nexts, await newAnswer())
  await waitForCard(nexts, STEP)
  await photograph(nexts, 'branch-step')
  await expectOpenToAll(nexts)
  await answer(nexts, 'Done')
  await waitForCard(nexts, 'Resolved')
  await nexts.keyboard.press('f')
  await finishResolved(nexts, 'The door opens')
  await expect.poll(titlesOnServer, { timeout: 15_000 }).toEqual(WALKED)
})

async function titlesOnServer(): Promise<string[]> {
  const [record] = await recordsOnServer(rig.api.url, NEXT_TICKET)
  const events = record?.events.map(({ data }) => data) ?? []
  if (!events.some(({ type }) => type === 'session_finished')) return []
  return events.flatMap((data) => (data.type === 'step_taken' ? [data.title] : []))
}

async function newAnswer(): Promise<string> {
  const { content: changed } = await readFlow(rig.api.url, NAME)
  const at = changed.nodes.find(({ id }) => id === 'known')
  const label = at && 'choices' in at ? at.choices.at(-1)?.label : undefined
  if (!label) throw new Error('There is no new answer.')
  return label
}

/** Somebody else of the team, with a browser and a panel of their own. */
async function sitDown(person: typeof maja, ticketId?: number): Promise<Page> {
  const { browser, page } = await rig.openColleague(ticketId === undefined ? {} : { ticketId })
  const panel = await openPanel(browser, page)
  await signInToPanel(panel, rig.api.url, person)
  return panel
}

async function startFlow(panel: Page): Promise<void> {
  await waitForWords(panel, 'This ticket calls for')
  await panel.keyboard.press('/')
  await panel.keyboard.type('wombatreader')
  await waitForWords(panel, NAME)
  await panel.keyboard.press('Enter')
  await waitForCard(panel, 'Does it blink?')
}
