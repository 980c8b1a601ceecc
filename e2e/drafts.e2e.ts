/**
 * A flow from nothing to a ticket: drawn by keyboard, published, walked; changed while a session
 * runs on it, which is not disturbed; and taken in from files, of which one is broken.
 */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElementHandle, Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ListFlows } from '#shared/flow/contract.ts'
import { PublishDraft, ReadDraft, SaveDraft } from '#shared/flow/drafts.ts'
import type { RequestOf, Route } from '#shared/route.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { pressButton, waitForWords, waitUntilOffered } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { answer, cardTitle, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const NAME = 'Badge reader offline'
const QUESTION = 'Does the wombatreader blink?'
const WIDTHS = [360, 480, 1024]
const TABLE = `By the sign on the reader:

| Sign on the reader | What it means | Who mends it | Where it is written down |
|---|:---:|---|---:|
| Red, slow | \`no-controller\` | The network team, by the switch below | Door book, page 12 |
| Red, fast | no power | The electrician | Door book, page 4 |`

let rig: Rig
let page: Page
let panel: Page
let tab: Page
let list: string

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  list = `chrome-extension://${new URL(panel.url()).host}/flows.html`
  tab = await rig.browser.newPage()
  await tab.goto(list)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

/** As a hand at the keyboard does: there, and Enter. */
async function enter(name: string): Promise<void> {
  const button = await tab.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)
  await button?.focus()
  await tab.keyboard.press('Enter')
}

async function pressCtrl(key: 's' | 'y' | 'z'): Promise<void> {
  await tab.keyboard.down('Control')
  await tab.keyboard.press(key)
  await tab.keyboard.up('Control')
}

/** In a list of alternatives one types how it begins; of more letters a busy list forgets the first. */
async function choose(label: string, letter: '2' | 'E'): Promise<void> {
  const field = await tab.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`)
  await field?.focus()
  await tab.keyboard.press(letter)
}

/** The row of a step, opened by its number. */
async function openStep(number: number): Promise<void> {
  const row = await tab.waitForSelector(`main ol > li:nth-child(${number}) > button`)
  await row?.focus()
  await tab.keyboard.press('Enter')
  await waitForTitleField()
}
const waitForTitleField = () => untilFocused('title')

/** Looked at with each frame: the focus moves without a change of the page. */
const untilFocused = (name: string) =>
  tab.waitForFunction((wanted) => document.activeElement?.getAttribute('name') === wanted, {}, name)

test('a flow is drawn by keyboard; what it lacks is named where it lacks it', async () => {
  await waitForWords(tab, 'User cannot access a file share')
  await enter('New flow')
  await waitForWords(tab, 'Draft of a new flow')
  await waitForWords(tab, 'Give the flow a name.')
  await expectAtEveryWidth(tab)
  await enter('11 to mend')
  await photograph(tab, 'draft-new', WIDTHS)
  await enter('11 to mend')
  await fill(tab, 'Name', NAME)
  await fill(tab, 'Which tickets it is for', 'A badge reader at a door does nothing.')
  await fill(tab, 'Category', 'Doors')
  await fill(tab, 'Words of tickets that call for it', 'wombatreader, badge')
  const short = await tab.$eval('input[name="slug"]', (field) => field.value)
  expect(short).toBe('badge-reader-offline')

  await openStep(1)
  await tab.keyboard.type(QUESTION)
  await fill(tab, 'What to do, in Markdown', TABLE)
  await choose('“Yes” leads to', '2')
  await enter('To a new step from “No”')
  await tab.waitForFunction(() => document.activeElement?.textContent === 'Question')
  for (let n = 0; n < 5; n++) await tab.keyboard.press('Tab')
  await tab.keyboard.press('Enter')
  await waitForWords(tab, 'It ends as')
  await waitForTitleField()
  await tab.keyboard.type('The door company has to come')
  await choose('It ends as', 'E')
  await fill(tab, 'Evidence that is handed on, one a line', 'Number of the reader')
  await openStep(3)
  await tab.keyboard.type('It reads again')
  await enter('1 to mend')
  await waitForWords(tab, 'Say at "It reads again" how it is verified')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-mend', WIDTHS)
})

test('a problem leads to its place, and what is done is undone by gesture', async () => {
  const problem = await tab.waitForSelector('ul[aria-label="To mend"] button')
  await problem?.focus()
  await tab.keyboard.press('Enter')
  await waitForTitleField()
  await fill(tab, 'How it is verified', 'The badge opens the door')
  await waitForWords(tab, 'Nothing to mend')
  const verification = () => tab.$eval('textarea[name="verification"]', (field) => field.value)
  await pressCtrl('z')
  await expect.poll(verification).toBe('')
  await pressCtrl('y')
  await expect.poll(verification).toBe('The badge opens the door')
})

test('a closed tab loses nothing, and the keyboard reaches everything', async () => {
  await waitForWords(tab, 'Kept in this browser until you save')
  // That was said of what was typed before, too.
  await expect.poll(() => keptInBrowser(tab)).toContain('The badge opens the door')
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(list)
  await waitForWords(tab, 'Not saved yet')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'drafts-list', WIDTHS)
  await tab.evaluate(() => document.querySelector<HTMLElement>('a[href^="#draft/"]')?.click())
  await waitForWords(tab, QUESTION)
  await openStep(1)
  await expectReachedByTab(tab)
  await enter('As a drawing')
  await tab.waitForSelector('.react-flow__node')
  await tab.setViewport({ width: 1024, height: 780 })
  await tab.$eval('.react-flow', (drawing) => drawing.scrollIntoView({ block: 'center' }))
  await photograph(tab, 'draft-drawing', WIDTHS)
  await enter('As a drawing')
})

test('what looks like a secret is asked about before it is published, and leads to its place', async () => {
  await openStep(3)
  await fill(tab, 'How it is verified', 'Sign in as door with the password Sommer2026!x')
  await waitUntilOffered(tab, 'Publish')
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'This looks as if it held secrets')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-secrets', WIDTHS)
  const [found] = await tab.$$('ul[aria-label="What looks like a secret"] button')
  expect(await found?.evaluate((one) => one.textContent)).toBe(
    '3. It reads againpassword in the verification',
  )
  await openStep(1)
  await found?.focus()
  await tab.keyboard.press('Enter')
  await untilFocused('verification')
  await pressButton(tab, 'Keep editing')
  await fill(tab, 'How it is verified', 'The badge opens the door')
})

test('published, it is walked on a ticket', async () => {
  await waitUntilOffered(tab, 'Publish')
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'Of your team')
  await page.bringToFront()
  await panel.reload() // it reads the library when it opens
  await startFlow()
  expect(await cardTitle(panel)).toContain(QUESTION)
})

test('a table of a step that is wider than the panel is scrolled inside itself, by key too', async () => {
  const table = await panel.waitForSelector('::-p-aria([name="Table"][role="group"])')
  await table?.scrollIntoView()
  await photograph(panel, 'step-table')
  await expectOpenToAll(panel)
  expect(await panel.$$eval('th[scope="col"]', (heads) => heads.length)).toBe(4)
  await table?.focus()
  await panel.keyboard.press('ArrowRight')
  await panel.waitForFunction((one) => (one?.scrollLeft ?? 0) > 0, {}, table)
})

/** Finds it by a word of its tickets and begins it. */
async function startFlow(): Promise<void> {
  await waitForWords(panel, 'User cannot access a file share')
  await panel.keyboard.press('/')
  await panel.keyboard.type('wombatreader')
  await waitForWords(panel, NAME)
  await panel.keyboard.press('Enter')
  await waitForCard(panel, QUESTION)
}

test('changed and published anew, the session under way goes on as it began', async () => {
  await tab.bringToFront()
  await pressButton(tab, 'Change this flow')
  await waitForWords(tab, 'Draft of the next version')
  await openStep(1)
  await fill(tab, 'Title', 'Is the reader warm?')
  await enter('What it changes in the published version')
  await waitForWords(tab, '“Is the reader warm?” says another title.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-changes', WIDTHS)
  await waitUntilOffered(tab, 'Publish')
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'Of your team')
  await waitForWords(tab, 'Is the reader warm?')

  await page.bringToFront()
  await panel.reload()
  await waitForCard(panel, QUESTION)
  await answer(panel, 'Yes')
  await waitForCard(panel, 'It reads again')

  // What is shown is on disk a moment later, and a panel goes away no sooner under a hand.
  await expect.poll(() => keptInBrowser(panel)).toContain('"step_taken"')
  await panel.reload()
  await waitForWords(panel, 'Flow changed since you began')
  await pressButton(panel, 'Flow changed since you began 1 change')
  await waitForWords(panel, '“Is the reader warm?” says another title.')
  await expectOpenToAll(panel)
  await photograph(panel, 'resume-changed')
})

test('of two who write at once the later sees both, and nothing of anybody’s is lost', async () => {
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  const ask = <R extends Route>(route: R, request: RequestOf<R>) =>
    askApi(rig.api.url, route, request, accessToken)
  await tab.bringToFront()
  await pressButton(tab, 'Change this flow')
  await fill(tab, 'Category', 'Doors and gates')
  await pressCtrl('s')
  await waitForWords(tab, 'Saved as a draft.')

  const draftId = new URL(tab.url()).hash.replace('#draft/', '')
  const { content, of } = await ask(ReadDraft, { draftId })
  await ask(SaveDraft, { draftId, basedOn: 1, of, content: { ...content, owner: 'Door team' } })
  await fill(tab, 'Which tickets it is for', 'A badge reader at a door or gate does nothing.')
  await pressCtrl('s')
  await waitForWords(tab, 'Dana Whitlock has saved this draft meanwhile')
  await waitForWords(tab, 'The flow says another summary and owner.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-conflict', WIDTHS)
  await pressButton(tab, 'Put both together')
  await tab.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[name="owner"]')?.value === 'Door team',
  )

  await fill(tab, 'Category', 'Doors, gates and bars')
  await expect.poll(() => keptInBrowser(tab)).toContain('Doors, gates and bars')
  await closeAndOpen(draftId, () =>
    ask(ReadDraft, { draftId }).then(({ content: now, revision }) =>
      ask(SaveDraft, { draftId, basedOn: revision, of, content: { ...now, owner: 'Gate team' } }),
    ),
  )
  await waitForWords(tab, 'Dana Whitlock has saved this draft meanwhile')
  await photograph(tab, 'draft-conflict-reopened', WIDTHS)
  await pressButton(tab, 'Put both together')
  await tab.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('input[name="owner"]')?.value === 'Gate team' &&
      document.querySelector<HTMLInputElement>('input[name="category"]')?.value ===
        'Doors, gates and bars',
  )
  await fill(tab, 'Category', 'Doors and gates')
  await pressCtrl('s')
  await waitForWords(tab, 'Saved as a draft.')

  const theirs = { draftId: v7(), basedOn: 0, of, content: { ...content, words: ['wombatgate'] } }
  const { revision } = await ask(SaveDraft, theirs)
  await ask(PublishDraft, { draftId: theirs.draftId, revision })
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'A newer version of this flow was published')
  await waitForWords(tab, 'The flow says another category and ticket words.')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-newer', WIDTHS)
  await pressButton(tab, 'Take it into this draft')
  await waitUntilOffered(tab, 'Publish')
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'Of your team')
  const { flows } = await ask(ListFlows, {})
  expect(flows.find(({ name }) => name === NAME)).toMatchObject({
    ...{ category: 'Doors and gates', words: ['wombatgate'] },
    summary: 'A badge reader at a door or gate does nothing.',
  })
})

/** The tab is closed with what was typed, something happens, and the draft is opened anew. */
async function closeAndOpen(draftId: string, meanwhile: () => Promise<unknown>): Promise<void> {
  await tab.close()
  await meanwhile()
  tab = await rig.browser.newPage()
  await tab.goto(`${list}#draft/${draftId}`)
}

test('an old version is compared with today’s, and a draft is begun from it', async () => {
  await waitForWords(tab, 'A badge reader at a door or gate does nothing.') // as published last
  await enter('Versions')
  await tab.waitForSelector('ol[aria-label="Versions"] > li:nth-child(4)')
  await expectAtEveryWidth(tab)
  const buttons = await tab.$$('ol[aria-label="Versions"] button')
  await buttons.at(-1)?.click()
  await waitForWords(tab, '“Is the reader warm?” says another title.')
  const marked = await tab.waitForSelector('.react-flow__node[aria-label^="Step 1, changed:"]')
  expect(await marked?.evaluate((card) => card.textContent)).toContain('Changed')
  await expectAtEveryWidth(tab)
  await marked?.evaluate((card) => card.scrollIntoView({ block: 'center' }))
  await photograph(tab, 'flow-versions', WIDTHS)
  await compareTwo('2', '4')
  await waitForWords(tab, 'The flow says another category and ticket words.')
  await expectAtEveryWidth(tab)
  const picks = await tab.waitForSelector('::-p-aria([name="One version"][role="combobox"])')
  await picks?.evaluate((one) => one.scrollIntoView({ block: 'start' }))
  await photograph(tab, 'flow-versions-two', WIDTHS)
  await pressButton(tab, 'Begin a draft from this version')
  await waitForWords(tab, 'Draft of the next version')
  await waitForWords(tab, QUESTION)
})

/** Versions by their place in the list of newest first, picked in the other order. */
async function compareTwo(later: string, earlier: string): Promise<void> {
  for (const [label, place] of [
    ['One version', earlier],
    ['Another version', later],
  ]) {
    const field = await tab.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`)
    const value = await field?.$eval(`option:nth-child(${Number(place) + 1})`, (one) =>
      one.getAttribute('value'),
    )
    await (field as ElementHandle<HTMLSelectElement>).select(value ?? '') // the selector says so
  }
}

test('open in two tabs it is written in one; published by a colleague, what was typed goes on as a new draft', async () => {
  const draftId = new URL(tab.url()).hash.replace('#draft/', '')
  await fill(tab, 'Category', 'Doors, begun in one tab')
  const first = tab
  tab = await rig.browser.newPage()
  await tab.goto(first.url())
  await waitForWords(tab, 'Open in another tab')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-elsewhere', WIDTHS)
  await pressButton(tab, 'Go on here')
  await tab.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('input[name="category"]')?.value ===
      'Doors, begun in one tab',
  )
  await waitForWords(first, 'Open in another tab')
  await first.close()

  await pressCtrl('s')
  await waitForWords(tab, 'Saved as a draft.')
  await fill(tab, 'Which tickets it is for', 'Typed after it was saved.')
  const { email, password } = demoPerson('admin')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  await askApi(rig.api.url, PublishDraft, { draftId, revision: 1 }, accessToken)
  await pressCtrl('s')
  await waitForWords(tab, 'This draft was published or dropped meanwhile')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'draft-gone', WIDTHS)
  await pressButton(tab, 'Go on as a new draft')
  await waitForWords(tab, 'Not saved yet')
  expect(new URL(tab.url()).hash).not.toContain(draftId)
  await pressCtrl('s')
  await waitForWords(tab, 'Saved as a draft.')
  const summary = await tab.waitForSelector('::-p-aria([name="Which tickets it is for"])')
  expect(await summary?.evaluate((field) => 'value' in field && field.value)).toBe(
    'Typed after it was saved.',
  )
})

test('a file that is broken is refused with its place; a good one becomes a draft', async () => {
  await tab.bringToFront()
  await tab.goto(`${list}#all`)
  const folder = await mkdtemp(join(tmpdir(), 'flow-files-'))
  const flow = {
    ...{ slug: 'taken-in', name: 'Taken in', kind: 'procedure', summary: 'x', category: 'y' },
    ...{ start: 'a', nodes: [{ id: 'a', kind: 'end', title: 'The end', ending: 'resolved' }] },
    edges: [],
  }
  const file = { format: 'resolutionflow/flow', formatVersion: 1, flow }
  const take = async (text: string) => {
    const path = join(folder, 'some.flow.json')
    await writeFile(path, text)
    const field = await tab.waitForSelector('input[type="file"]')
    await (field as ElementHandle<HTMLInputElement>).uploadFile(path) // the selector says so
  }
  await take(JSON.stringify(file, null, 2).slice(0, 120))
  await tab.waitForFunction(() => /\bline \d/.test(document.body.innerText), { polling: 100 })
  const [end] = flow.nodes
  await take(JSON.stringify({ ...file, flow: { ...flow, nodes: [{ ...end, ending: 'well' }] } }))
  await waitForWords(tab, 'flow.nodes.0.ending')
  await waitForWords(tab, 'in “The end”')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'drafts-broken-file', WIDTHS)
  await take(JSON.stringify(file))
  await waitForWords(tab, 'Draft of a new flow')
  await waitForWords(tab, 'The end')
})
