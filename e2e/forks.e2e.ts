/**
 * A flow is forked for a reason, changed on its own, and takes a later change of its original over,
 * all by keyboard; flows are narrowed down by whose they are and by tags; one is deleted.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { type DraftOf, PublishDraft, SaveDraft } from '#shared/flow/drafts.ts'
import { applyEdits } from '#shared/flow/edit/apply-edit.ts'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { RequestOf, Route } from '#shared/route.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { waitForWords, waitUntilOffered } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'
import { untilInDialog } from './rig/within-dialog.ts'

const WIDTHS = [360, 480, 1024]
const ORIGINAL = 'Label printer offline'
const FORK = 'Label printer offline, north site'
const REASON = 'The north site prints by way of another server'

let rig: Rig
let page: Page
let panel: Page
let tab: Page
let ask: <R extends Route>(route: R, request: RequestOf<R>) => ReturnType<typeof askApi<R>>

const first = makeFlow(
  'label-printer',
  { ask: { ways: { yes: 'look', no: 'end' } }, look: { ways: { on: 'end' } }, end: {} },
  { name: ORIGINAL, category: 'Printing', tags: ['wombatprint', 'hardware'] },
)

/** As a colleague publishes it. */
async function publish(content: FlowContent, of: DraftOf | null = null): Promise<DraftOf> {
  const draftId = v7()
  const { revision } = await ask(SaveDraft, { draftId, basedOn: 0, of, content })
  return await ask(PublishDraft, { draftId, revision })
}

const listed = async (name: string) => {
  const { flows } = await ask(ListFlows, {})
  const flow = flows.find((one) => one.name === name)
  if (!flow) throw new Error(`no flow “${name}”`)
  return flow
}

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  ask = (route, request) => askApi(rig.api.url, route, request, accessToken)
  await publish(first)
  page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  tab = await rig.browser.newPage()
  // A URL of this scheme has no origin of its own.
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/flows.html`)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

/** As a hand at the keyboard does: there, and Enter. */
async function enter(name: string): Promise<void> {
  const button = await tab.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)
  await button?.focus()
  await tab.keyboard.press('Enter')
}

async function dialog(hidden: boolean): Promise<void> {
  if (hidden) await tab.waitForSelector('[role="dialog"]', { hidden })
  else await untilInDialog(tab)
}
const field = (name: string) => tab.waitForSelector(`::-p-aria([name="${name}"][role="textbox"])`)
const writtenIn = async (name: string) =>
  (await field(name))?.evaluate((one) => (one as HTMLInputElement | HTMLTextAreaElement).value)

test('the library offers a fork of each flow in a dialog that keys and clicks leave', async () => {
  await waitForWords(tab, ORIGINAL)
  await expectAtEveryWidth(tab)
  await photograph(tab, 'forks-library', WIDTHS)
  await enter(`Fork “${ORIGINAL}”`)
  await dialog(false)
  await expectOpenToAll(tab)
  await photograph(tab, 'forks-dialog', WIDTHS)
  await expectReachedByTab(tab)
  await tab.keyboard.press('Escape')
  await dialog(true)
  await enter(`Fork “${ORIGINAL}”`)
  await dialog(false)
  await tab.mouse.click(4, 4)
  await dialog(true)
})

test('it wants a name and a reason, and neither gets longer than it may', async () => {
  await enter(`Fork “${ORIGINAL}”`)
  await dialog(false)
  await enter('Fork it')
  await waitForWords(tab, 'Give the fork a name of its own.')
  await waitForWords(tab, 'Say why it is made.')
  await expectOpenToAll(tab)
  await photograph(tab, 'forks-dialog-lacks', WIDTHS)
  for (const [label, most] of [
    ['Name of the fork', 200],
    ['Why it is made', 500],
  ] as const) {
    await fill(tab, label, 'x'.repeat(most - 1))
    await tab.keyboard.type('yz')
    expect(await writtenIn(label)).toBe(`${'x'.repeat(most - 1)}y`)
  }
  await fill(tab, 'Name of the fork', FORK)
  await fill(tab, 'Why it is made', REASON)
  await tab.keyboard.down('Control')
  await tab.keyboard.press('Enter')
  await tab.keyboard.up('Control')
  await waitForWords(tab, 'Draft of a new flow')
  expect(await writtenIn('Name')).toBe(FORK)
})

test('published, it says what it is a fork of, and leaves the original as it was', async () => {
  const before = await listed(ORIGINAL)
  await fill(tab, 'Which tickets it is for', 'A label printer of the north site prints nothing.')
  await waitUntilOffered(tab, 'Publish')
  await enter('Publish')
  await waitForWords(tab, 'Fork of')
  await waitForWords(tab, REASON)
  await expectAtEveryWidth(tab)
  await photograph(tab, 'forks-page', WIDTHS)
  expect(await listed(ORIGINAL)).toEqual(before)
  expect(await listed(FORK)).toMatchObject({
    summary: 'A label printer of the north site prints nothing.',
    forkOf: { flow: before.id, version: before.version, name: ORIGINAL, reason: REASON },
  })
})

test('a later change of the original is pulled in by keyboard, and what was changed here stays', async () => {
  const original = await listed(ORIGINAL)
  const { content } = await ask(GetFlowVersion, { version: original.version })
  const edits: FlowEdit[] = [
    { type: 'setFlow', fields: { summary: 'Of every site.' } },
    { type: 'changeNode', node: 'look', fields: { title: 'Look at the label roll' } },
    { type: 'changeNode', node: 'end', fields: { title: 'It prints labels again' } },
  ]
  const next = applyEdits(content, edits)
  if (!next.ok) throw new Error(next.refusal.message)
  const now = await publish(next.flow, { flowId: original.id, version: original.version })

  await tab.reload()
  await waitForWords(tab, 'The original has changed since: 3 changes')
  await waitForWords(tab, '“Look at the label roll” says another title.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'forks-changed', WIDTHS)
  await enter('Take changes over')
  await waitForWords(tab, 'This fork has changed the same. Its own stays.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'forks-take-over', WIDTHS)
  const box = await tab.waitForSelector(
    '::-p-aria([name="“It prints labels again” says another title."][role="checkbox"])',
  )
  await box?.focus()
  await tab.keyboard.press('Space')
  await enter('Take over 1 of 3')
  await tab.waitForFunction(() => !document.body.innerText.includes('Take over 1 of 3'))
  await waitForWords(tab, 'Look at the label roll')
  await waitUntilOffered(tab, 'Publish')
  await enter('Publish')
  await waitForWords(tab, 'Fork of')
  const fork = await listed(FORK)
  expect(fork.forkOf).toMatchObject({ version: now.version })
  const { content: taken } = await ask(GetFlowVersion, { version: fork.version })
  expect(taken.nodes.map(({ title }) => title)).toEqual([
    ...['At ask', 'Look at the label roll', 'At end'],
  ])
  expect(taken.summary).toBe('A label printer of the north site prints nothing.')
  expect(await tab.evaluate(() => document.body.innerText)).not.toContain('has changed since')
})

test('one’s own flows and two tags narrow the library down', async () => {
  await tab.evaluate(() => {
    location.hash = 'all'
  })
  await waitForWords(tab, 'User cannot access a file share')
  const rows = () => tab.$$eval('main ul.divide-y > li > a', (links) => links.map((a) => a.hash))
  const until = (count: number) =>
    tab.waitForFunction(
      (wanted) => document.querySelectorAll('main ul.divide-y > li > a').length === wanted,
      { polling: 'mutation' },
      count,
    )
  await enter('wombatprint (2)')
  await enter('hardware (2)')
  await until(2)
  await expectAtEveryWidth(tab)
  await photograph(tab, 'forks-tags', WIDTHS)
  const whose = await tab.waitForSelector('::-p-aria([name="Whose"][role="combobox"])')
  await whose?.focus()
  await tab.keyboard.press('M')
  await until(1)
  expect(await rows()).toEqual([`#${(await listed(FORK)).id}`])
  await enter('wombatprint (1)')
  await enter('hardware (1)')
  await until(1)
  await photograph(tab, 'forks-mine', WIDTHS)
})

test('a favourite is at hand beside any ticket, by its digit', async () => {
  await enter(`Favourite “${FORK}”`)
  await tab.waitForSelector(`button[aria-pressed="true"][aria-label="Favourite “${FORK}”"]`)
  await page.bringToFront()
  await panel.reload() // it reads the library when it opens
  await waitForWords(panel, 'At hand')
  await waitForWords(panel, 'one of your favourites')
  await expectOpenToAll(panel)
  await photograph(panel, 'at-hand')
  const key = await panel.evaluate(
    (name) =>
      [...document.querySelectorAll('section[aria-label="Flows"] button')]
        .find((one) => one.textContent?.includes(name))
        ?.getAttribute('aria-keyshortcuts'),
    FORK,
  )
  await panel.keyboard.press(key as '5') // a digit's key is the digit
  await waitForCard(panel, 'At ask')
  await tab.bringToFront()
})

test('flows are kept in folders that move with what is in them', async () => {
  const fork = await listed(FORK)
  await tab.evaluate((id) => {
    location.hash = id
  }, fork.id)
  await enter('Move to a folder')
  await dialog(false)
  await expectOpenToAll(tab)
  await photograph(tab, 'folders-dialog', WIDTHS)
  await fill(tab, 'Folder', 'Sites / ', 'combobox')
  await tab.keyboard.press('Enter')
  await waitForWords(tab, 'Write a name before and after each slash.')
  await fill(tab, 'Folder', 'Sites / North', 'combobox')
  await tab.keyboard.press('Enter')
  await dialog(true)
  await waitForWords(tab, 'Sites / North')
  await expectAtEveryWidth(tab)

  await tab.evaluate(() => {
    location.hash = 'all'
  })
  const pick = await tab.waitForSelector('::-p-aria([name="Folder"][role="combobox"])')
  await tab.waitForSelector('::-p-xpath(//option[starts-with(normalize-space(), "Sites (")])')
  await pick?.focus()
  await tab.keyboard.press('S') // the folder stands before those in it
  await enter('Move or rename')
  await dialog(false)
  await fill(tab, 'Folder', 'Places', 'combobox')
  await tab.keyboard.press('Enter')
  await dialog(true)
  await waitForWords(tab, 'Places / North')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'folders-library', WIDTHS)
  expect((await listed(FORK)).folder).toEqual(['Places', 'North'])
})

test('an original that is deleted leaves its fork, which says so', async () => {
  const original = await listed(ORIGINAL)
  await tab.evaluate((id) => {
    location.hash = id
  }, original.id)
  await enter('Delete this flow')
  await dialog(false)
  await expectOpenToAll(tab)
  await photograph(tab, 'forks-delete', WIDTHS)
  await enter('Delete it')
  await waitForWords(tab, 'What technicians are led through')
  const { flows } = await ask(ListFlows, {})
  expect(flows.map(({ id }) => id)).not.toContain(original.id)
  await tab.evaluate(
    (id) => {
      location.hash = id
    },
    (await listed(FORK)).id,
  )
  await waitForWords(tab, `“${ORIGINAL}”, which is not in the library any more`)
  await expectAtEveryWidth(tab)
})
