/**
 * A draft is drawn upon beside its form: steps are picked, moved, led to one another, put between,
 * copied, grouped, taken out and put back, by mouse and by keyboard; and it is tried in place.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ReadDraft, SaveDraft } from '#shared/flow/drafts.ts'
import { beginFlow } from '#shared/flow/edit/begin-flow.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const WIDE = 1440
const draftId = '01900000-0000-7000-8000-00000000d001'
const lead = demoPerson('lead')

let rig: Rig
let tab: Page
let token: string

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  token = accessToken
  let n = 0
  const begun = beginFlow(() => `new-${n++}`)
  const [ask, end] = begun.nodes
  const content: FlowContent = {
    ...begun,
    name: 'Badge reader offline',
    slug: 'badge-reader',
    nodes: [
      ...(ask ? [{ ...ask, title: 'Does it blink?' }] : []),
      ...(end ? [{ ...end, title: 'It reads again' }] : []),
    ],
  }
  await askApi(rig.api.url, SaveDraft, { draftId, basedOn: 0, of: null, content }, token)
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  const panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, lead)
  tab = await rig.browser.newPage()
  await tab.setViewport({ width: WIDE, height: 900 })
  // A URL of this scheme has no origin of its own.
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/flows.html#draft/${draftId}`)
  await tab.waitForSelector(card('Does it blink?'))
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, log: rig.api.log }))
afterAll(() => rig?.close())

const card = (title: string) => `.react-flow__node[aria-label$="${title}"]`
const cards = () => tab.$$eval('.react-flow__node', (all) => all.map((one) => one.ariaLabel))
const lines = () => tab.$$eval('.react-flow__edge', (all) => all.map((one) => one.ariaLabel))
const waitForCards = (count: number) =>
  tab.waitForFunction(
    (wanted) => document.querySelectorAll('.react-flow__node').length === wanted,
    { polling: 100 },
    count,
  )
/** What the browser itself does at this key, which a key that is only sent does not do. */
const COMMANDS = { c: ['Copy'], v: ['Paste'], z: [], s: [] }

async function withControl(key: keyof typeof COMMANDS) {
  await tab.keyboard.down('Control')
  await tab.keyboard.press(key, { commands: COMMANDS[key] })
  await tab.keyboard.up('Control')
}
const waitForLines = (count: number) =>
  tab.waitForFunction(
    (wanted) => document.querySelectorAll('.react-flow__edge').length === wanted,
    { polling: 100 },
    count,
  )
/** Where it stands once it stands still: steps move when they are laid out anew, which takes a while. */
async function placeOf(selector: string): Promise<{ x: number; y: number }> {
  const found = await tab.waitForFunction(
    async (wanted) => {
      const look = () => document.querySelector(wanted)?.getBoundingClientRect()
      const before = look()
      for (let frames = 0; frames < 3; frames++) {
        await new Promise((drawn) => requestAnimationFrame(drawn))
      }
      const now = look()
      if (!before || !now || now.width === 0) return undefined
      if (document.querySelector('.react-flow[aria-busy]')) return undefined
      if (now.x !== before.x || now.y !== before.y) return undefined
      return { x: now.x + now.width / 2, y: now.y + now.height / 2 }
    },
    { polling: 50 },
    selector,
  )
  const place = await found.jsonValue()
  if (!place) throw new Error(`${selector} is not drawn.`)
  return place
}
async function pickByKey(title: string) {
  await tab.focus(card(title))
  await tab.keyboard.press('Enter')
  await tab.waitForSelector(`${card(title)}.selected`)
}
async function drag(from: { x: number; y: number }, to: { x: number; y: number }) {
  await tab.mouse.move(from.x, from.y)
  await tab.mouse.down()
  await tab.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await tab.mouse.move(to.x, to.y, { steps: 4 })
  await tab.mouse.up()
}

test('a line is drawn from an answer to a step, and a step is put between', async () => {
  await drag(
    await placeOf(`${card('Does it blink?')} .source`),
    await placeOf(`${card('It reads again')} .target`),
  )
  await waitForLines(1)
  await expect.poll(lines).toEqual(['From Does it blink? to It reads again'])
  await placeOf('.react-flow__edge') // where “Step between” will stand to be clicked
  await tab.$eval('.react-flow__edge', (line) => (line as SVGElement).focus())
  await tab.keyboard.press('Enter')
  await pressButton(tab, 'Step between')
  await waitForCards(3)
  await tab.waitForFunction(() => document.activeElement?.getAttribute('name') === 'title', {
    polling: 100,
  })
  await tab.keyboard.type('Count its lights')
  await tab.waitForSelector(card('Count its lights'))
  await expect
    .poll(async () => new Set(await lines()))
    .toEqual(
      new Set([
        'From Does it blink? to Count its lights',
        'From Count its lights to It reads again',
      ]),
    )
  await photograph(tab, 'drawing-between', [WIDE])
  await expectOpenToAll(tab)
})

test('a step is picked, moved, copied and taken out by keyboard; each is undone by one gesture', async () => {
  await tab.focus(card('Count its lights'))
  await tab.keyboard.press('Escape')
  // It lets go of the focus with the next frame.
  await tab.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  )
  await pickByKey('Count its lights')
  const before = await placeOf(card('Count its lights'))
  await tab.keyboard.press('ArrowDown')
  await tab.waitForSelector('::-p-aria([name="Tidy up"][role="button"])')
  const y = async () => (await placeOf(card('Count its lights'))).y
  await expect.poll(y).toBeGreaterThan(before.y)
  await withControl('c')
  await withControl('v')
  await waitForCards(4)
  const copies = async () => (await cards()).filter((name) => name?.endsWith('Count its lights'))
  await expect.poll(copies).toHaveLength(2)
  await withControl('z')
  await waitForCards(3)
  await pickByKey('Count its lights')
  await tab.keyboard.press('Delete')
  await waitForCards(2)
  await withControl('z')
  await waitForCards(3)
  await waitForLines(2)
  await pressButton(tab, 'Tidy up')
  await tab.waitForFunction(() => !document.body.innerText.includes('Tidy up'), { polling: 100 })
})

test('one is dragged, and with another picked beside it grouped', async () => {
  const [from, to] = [await placeOf(card('Count its lights')), await placeOf('.react-flow__pane')]
  await drag(from, { x: from.x, y: to.y + 240 })
  await tab.waitForSelector('::-p-aria([name="Tidy up"][role="button"])')
  const { x, y } = await placeOf(card('Does it blink?'))
  await tab.keyboard.down('Control')
  await tab.mouse.click(x, y - 20)
  await tab.keyboard.up('Control')
  await waitForWords(tab, '2 steps picked')
  const field = await tab.waitForSelector('::-p-aria([name="Group of the picked steps"])')
  await field?.type('At the door')
  await pressButton(tab, 'Group them')
  await photograph(tab, 'drawing-grouped', [WIDE])
  await withControl('s')
  await waitForWords(tab, 'Saved as a draft.')
  const { content } = await askApi(rig.api.url, ReadDraft, { draftId }, token)
  const groups = content.nodes.map(({ title, group }) => [title, group])
  expect(new Map(groups as [string, string | undefined][])).toEqual(
    new Map([
      ['Does it blink?', 'At the door'],
      ['Count its lights', 'At the door'],
      ['It reads again', undefined],
    ]),
  )
  expect(content.nodes.some(({ position }) => position)).toBe(true)
  // Opened again it is drawn as it was left.
  const before = await places()
  await tab.reload()
  await waitForCards(3)
  await expect.poll(places).toEqual(before)
})

/** Of each card, in the drawing's own measure: whatever part of it is in sight. */
const places = () =>
  tab.$$eval('.react-flow__node', (all) =>
    Object.fromEntries(
      all.map((one) => [
        one.getAttribute('aria-label'),
        one instanceof HTMLElement && one.style.transform,
      ]),
    ),
  )

test('it is tried in place, and nothing is recorded', async () => {
  await pressButton(tab, 'Try it')
  const dialog = '[role="dialog"]'
  await tab.waitForSelector(`${dialog} [aria-label="Answers"] button`)
  await tab.$eval(`${dialog} [aria-label="Answers"] button`, (way) =>
    (way as HTMLButtonElement).click(),
  )
  await tab.waitForFunction(
    () => document.querySelector('[role="dialog"] h2:not([id])')?.textContent?.includes('lights'),
    { polling: 100 },
  )
  await photograph(tab, 'drawing-try', [WIDE])
  await expectOpenToAll(tab)
  await tab.keyboard.press('Escape')
})
