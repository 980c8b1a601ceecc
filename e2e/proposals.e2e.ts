/**
 * A finished case comes back as a better flow: a technician does what the flow does not have and
 * offers it, colleagues did the same, and a lead takes one change of two in the panel. The whole
 * loop, from the hand-off to the next ticket, is the journey of `knowledge-loop.e2e.ts`.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ListProposals, OfferToFlow } from '#shared/proposal/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { waitForFirstFlow } from './rig/first-flow.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressKey } from './rig/hand-over.ts'
import { finishResolved, pick, pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import {
  doOwnStep,
  publishFlow,
  publishProposal,
  readFlow,
  takeOnlyChange,
} from './rig/team-flow.ts'
import { answer, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const NAME = 'A folder of the practice will not open'
const BEFORE = 'sign in again'
const AT_END = 'map the drive anew'
const BETTER = 'Sign out and in again'
const maja = demoPerson('lead')
const jude = demoPerson('engineer')

const content = makeFlow(
  'practice-folder',
  {
    answers: { title: 'Does the server answer?', ways: { yes: 'reads', no: 'over' } },
    reads: { title: 'May the user read it?', ways: { allowed: 'mapped', refused: 'over' } },
    mapped: { title: 'Is the drive mapped?', ways: { mapped: 'open', missing: 'over' } },
    open: { title: 'It opens' },
    over: { title: 'Hand over', ending: 'escalate', evidence: ['What was asked'] },
  },
  { name: NAME, summary: 'For folders of the practice.', words: ['wombatfolder'] },
)

let rig: Rig
let judes: Page
let majas: Page

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  await publishFlow(rig.api.url, content)
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  judes = await openPanel(rig.browser, page)
  await signInToPanel(judes, rig.api.url, jude)
  const other = await rig.openColleague()
  majas = await openPanel(other.browser, other.page)
  await signInToPanel(majas, rig.api.url, maja)
}, 180_000)
beforeEach(() => keepEvidence({ page: judes, panel: majas, log: rig.api.log }))
afterAll(() => rig?.close())

test('whoever did what the flow does not have offers it once the case is solved', async () => {
  await startFlow(judes)
  await answer(judes, 'yes')
  await doOwnStep(judes, BEFORE)
  await answer(judes, 'allowed')
  await doOwnStep(judes, AT_END)
  await judes.keyboard.press('f')
  await finishResolved(judes, 'The user opened the folder')
  await waitForWords(judes, 'You did what the flow does not have')
  await photograph(judes, 'offer-to-flow')
  await expectOpenToAll(judes)
  await pressButton(judes, 'Offer to the flow')
  await waitForWords(judes, `Offered: “${NAME}”`)
  await photograph(judes, 'offered-to-flow')
  await expectOpenToAll(judes)
})

test('what colleagues found as well makes no second proposal; a lead sees it at once', async () => {
  await majas.waitForSelector('::-p-aria([name="Proposals for your flows: 1"])')
  await workAs('admin')
  await workAs('lead')
  const [only, ...others] = await proposals()
  expect(only).toMatchObject({ seen: 3, people: 3 })
  expect(others).toEqual([])
  await pressKey(majas, 'P')
  await waitForWords(majas, 'Seen in 3 sessions of 3 people')
  await photograph(majas, 'proposals')
  await expectOpenToAll(majas)
  expect(await judes.$('::-p-aria([name^="Proposals for your flows"])')).toBeNull()
})

test('she reads what speaks for it, and sees it drawn on the flow', async () => {
  await majas.keyboard.press('1')
  await waitForWords(majas, 'What speaks for it')
  await waitForWords(majas, jude.name)
  await photograph(majas, 'proposal')
  await expectOpenToAll(majas)
  await expectReachedByTab(majas)
  const opened = majas.browser().waitForTarget((one) => one.url().includes('#proposal/'))
  await pressButton(majas, 'See it on the flow')
  const tab = await (await opened).page()
  if (!tab) throw new Error('No page was opened')
  await waitForWords(tab, 'Seen in 3 sessions of 3 people')
  await tab.waitForSelector('[aria-label="The flow as a drawing"]')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'proposal-on-flow', [480, 1024])
  await tab.close()
  const source = majas.browser().waitForTarget((one) => one.url().includes('/sessions.html#'))
  await majas.locator('section[aria-labelledby="proposal-evidence"] button').click()
  await (await (await source).page())?.close()
  await majas.bringToFront()
})

test('one change of two is published, in better words; what was left out is not', async () => {
  const [first] = await proposals()
  expect(first).toBeDefined()
  await pressButton(majas, 'Decline')
  await waitForWords(majas, 'Decline the proposal?')
  await photograph(majas, 'proposal-decline')
  await expectOpenToAll(majas)
  await majas.keyboard.press('Escape')
  await majas.waitForSelector('[role="dialog"]', { hidden: true })
  await takeOnlyChange(majas, BEFORE)
  await waitForWords(majas, 'Publish 1 of 2 changes')
  await pressButton(majas, 'Say it in other words')
  await fill(majas, 'Title of the step', BETTER)
  await photograph(majas, 'proposal-words')
  await expectOpenToAll(majas)
  const opened = majas.browser().waitForTarget((one) => one.url().includes('#proposal/'))
  await pressButton(majas, 'See it on the flow')
  const tab = await (await opened).page()
  if (!tab) throw new Error('No page was opened')
  await waitForWords(tab, 'As you have picked and worded it')
  await waitForWords(tab, BETTER)
  expect(await tab.$(`::-p-text(${AT_END})`)).toBeNull()
  await photograph(tab, 'proposal-as-worded', [480, 1024])
  await tab.close()
  await majas.bringToFront()
  await publishProposal(majas)
  await waitForWords(majas, 'You published it')
  await photograph(majas, 'proposal-decided')
  await expectOpenToAll(majas)
  const flow = await readFlow(rig.api.url, NAME)
  expect(flow.content.nodes.map(({ title }) => title)).toContain(BETTER)
  expect(JSON.stringify(flow.content)).not.toContain(AT_END)
  expect(await proposals()).toEqual([])
  await majas.keyboard.press('Escape')
  await waitForWords(majas, 'Nothing to decide')
  await photograph(majas, 'proposals-empty')
  await pick(majas, 'Decided')
  await waitForWords(majas, 'Published')
  await photograph(majas, 'proposals-decided')
  await expectOpenToAll(majas)
})

test('whoever found it is told', async () => {
  await judes.waitForSelector('::-p-aria([name="Unread notices: 1"])')
  await pressKey(judes, 'B')
  await waitForWords(judes, maja.name)
  await photograph(judes, 'bell-decided')
})

async function startFlow(panel: Page): Promise<void> {
  await waitForWords(panel, 'This ticket calls for')
  await panel.keyboard.press('/')
  await panel.keyboard.type('wombatfolder')
  await waitForFirstFlow(panel, NAME)
  await panel.keyboard.press('Enter')
  await waitForCard(panel, 'Does the server answer?')
}

async function proposals() {
  const { accessToken } = await signInAs(rig.api.url, maja.email, maja.password)
  const { proposals } = await askApi(rig.api.url, ListProposals, { status: 'open' }, accessToken)
  return proposals
}

/** The same case at another client, as a colleague solved it. */
async function workAs(role: 'admin' | 'lead'): Promise<void> {
  const { email, password } = demoPerson(role)
  const { accessToken, person } = await signInAs(rig.api.url, email, password)
  const flow = await readFlow(rig.api.url, NAME)
  const runId = v7()
  const pin = { id: flow.id, version: flow.version, slug: 'practice-folder', name: NAME }
  const taken = (nodeId: string, choice: string, leadsTo: string): EventData => ({
    ...{ type: 'step_taken', place: { runId, nodeId }, nodeKind: 'question' },
    title: content.nodes.find(({ id }) => id === nodeId)?.title ?? '',
    result: { kind: 'choice', choice, label: choice },
    leadsTo: { runId, nodeId: leadsTo },
  })
  const own = (title: string): { id: string; data: EventData }[] => {
    const customStepId = v7()
    const says = { kind: 'action', text: title } as const
    return [
      { id: customStepId, data: { type: 'custom_step_added', title } },
      { id: v7(), data: { type: 'custom_step_done', customStepId, result: 'done', says } },
    ]
  }
  const one = (data: EventData) => ({ id: v7(), data })
  const summary = 'A folder will not open'
  const did = [
    one({ type: 'session_started', ticket: { ref: null, summary } }),
    one({ type: 'flow_entered', runId, flow: pin, pins: [pin], start: 'answers', from: null }),
    one(taken('answers', 'yes', 'reads')),
    ...own(BEFORE),
    one(taken('reads', 'allowed', 'mapped')),
    ...own(AT_END),
    one({ type: 'session_finished', outcome: makeOutcome() }),
  ]
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const at = new Date().toISOString()
  const events = did.map((event) => ({ ...event, at, by }))
  const sessionId = v7()
  const asked = { sessionId, after: 0, events }
  const { refused } = await askApi(rig.api.url, AppendEvents, asked, accessToken)
  expect(refused).toEqual([])
  // They would be learned from within a minute, without being offered.
  const { offered } = await askApi(rig.api.url, OfferToFlow, { sessionId }, accessToken)
  expect(offered).toBe('joined')
}
