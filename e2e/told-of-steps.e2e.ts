/**
 * What the work tells of a step, on screen: how its question was answered so far, as shares and of
 * nobody by name; and what a technician says of it, changed once, as those who keep the flow read it.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FEWEST_ANSWERS } from '#shared/flow/answers-taken.ts'
import { ListFlows } from '#shared/flow/contract.ts'
import { ReadStepRatings } from '#shared/flow/step-ratings.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { closePanel, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { finishWalks } from './rig/finished-walks.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { pick, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'

const QUESTION = 'Did it work before?'
const [YES, NEVER] = ['Yes, it worked', 'No, never for this user']
const OF_OTHERS = { flow: 'scope', node: 'before' }
const TO_MEND = 'Ask for the day too'
const lead = demoPerson('lead')

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  const answers = [NEVER, ...Array.from({ length: FEWEST_ANSWERS - 2 }, () => YES)]
  await finishWalks(rig.api.url, lead, { ...OF_OTHERS, answers })
  page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
}, 180_000)
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('while few have answered nothing is told of it', async () => {
  const told = panel.waitForResponse(
    (one) => one.url().endsWith('/answers-taken') && one.ok(),
    { timeout: 0 }, // as long as the test has
  )
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 4)) await step(panel)
  await waitForCard(panel, QUESTION)
  await told
  await panel.waitForNetworkIdle()
  expect(await card()).not.toMatch(/%|of the answers/)
})

test('once enough have, each answer has its share, and nobody is named', async () => {
  await finishWalks(rig.api.url, lead, { ...OF_OTHERS, answers: [YES] })
  await openAnew()
  await waitForWords(panel, '80 %')
  const told = await card()
  expect(told).toMatch(/Yes, it worked\s*80 % of the answers so far/)
  expect(told).toMatch(/No, never for this user\s*20 % of the answers so far/)
  for (const name of lead.name.split(' ')) expect(told).not.toContain(name)
  await photograph(panel, 'answers-taken')
  await expectOpenToAll(panel)
})

test('what is said of the step is said once, changed, and stands in the next panel', async () => {
  await panel.keyboard.press('m')
  await writeSentence(panel, TO_MEND)
  await panel.waitForSelector('[aria-label="You said what is wrong with this step"]')
  await panel.keyboard.press('m')
  await panel.waitForSelector('form textarea:focus')
  await pick(panel, 'It helped')
  await photograph(panel, 'rate-again')
  await expectOpenToAll(panel)
  await panel.focus('form textarea')
  await writeSentence(panel, '')
  await panel.waitForSelector('[aria-label="You said that this step helped"]')
  // It is shown at once and on disk a moment later; no hand closes a panel within that.
  await expect.poll(() => keptInBrowser(panel)).toContain('"verdict":"helped"')
  await openAnew()
  await panel.waitForSelector('[aria-label="You said that this step helped"]')
  await panel.keyboard.press('m')
  await pick(panel, 'Something is wrong')
  await panel.focus('form textarea')
  await writeSentence(panel, TO_MEND)
  await panel.waitForSelector('[aria-label="You said what is wrong with this step"]')
})

test('whoever keeps the flow reads the last word at its step, once, with who said it', async () => {
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  const { flows } = await askApi(rig.api.url, ListFlows, {}, accessToken)
  const flowId = flows.find(({ slug }) => slug === OF_OTHERS.flow)?.id ?? ''
  await expect
    .poll(async () => (await askApi(rig.api.url, ReadStepRatings, { flowId }, accessToken)).ratings)
    .toMatchObject([{ node: OF_OTHERS.node, verdict: 'to_mend', text: TO_MEND }])
  const other = await rig.openColleague()
  const theirs = await openPanel(other.browser, other.page)
  await signInToPanel(theirs, rig.api.url, lead)
  const tab = await other.browser.newPage()
  await tab.goto(`chrome-extension://${new URL(theirs.url()).host}/flows.html#${flowId}`)
  await waitForWords(tab, QUESTION)
  const said = await tab.waitForSelector(
    `#step-${OF_OTHERS.node} section[aria-label="What people said of this step"]`,
  )
  const words = await said?.evaluate((section) => section.textContent)
  expect(words).toContain(`1 to mendTo mend: ${TO_MEND} ${demoPerson('engineer').name}`)
  expect(words).not.toContain('helped')
  await said?.scrollIntoView()
  await photograph(tab, 'said-of-step', [360, 1024])
  await expectOpenToAll(tab)
})

const card = () => panel.$eval('article', (step) => step.textContent ?? '')

async function openAnew(): Promise<void> {
  await closePanel(rig.browser, page, panel)
  panel = await openPanel(rig.browser, page)
  await panel.waitForSelector('#resume-title')
  await panel.keyboard.press('Enter')
  await waitForCard(panel, QUESTION)
}
