/**
 * A checklist as it is written: its steps put in order by hand, by keyboard and by buttons, each of
 * it undone; the flows that a step goes into; and so with the answers of a question.
 */
import type { ElementHandle, Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { chooseOption } from './rig/choose-option.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressButton, waitForWords, waitUntilOffered } from './rig/note.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const WIDTHS = [360, 480, 1024]
const TITLES = ['Pack the desk', 'Move the desk', 'Plug it in']
const [FIRST = '', SECOND = '', THIRD = ''] = TITLES

let rig: Rig
let tab: Page

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  const panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  tab = await rig.browser.newPage()
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/flows.html`)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, log: rig.api.log }))
afterAll(() => rig?.close())

const ROWS = 'section[aria-labelledby="draft-steps"] > ol > li'

/** The steps as they stand, once they stand so. */
const waitForOrder = (...titles: string[]) =>
  tab.waitForFunction(
    (rows, wanted) =>
      [...document.querySelectorAll(`${rows} > button[aria-expanded] > span:first-of-type`)]
        .map((title) => title.textContent)
        .join('; ') === wanted,
    { polling: 50 },
    ROWS,
    titles.map((title, n) => `${n + 1}. ${title}`).join('; '),
  )

const grip = async (of: string): Promise<ElementHandle<Element>> => {
  const found = await tab.waitForSelector(`button[aria-label="Put ${of} elsewhere"]`)
  if (!found) throw new Error(`There is no grip of ${of}.`)
  return found
}

async function middleOf(thing: ElementHandle<Element>): Promise<{ x: number; y: number }> {
  const box = await thing.boundingBox()
  if (!box) throw new Error('It is not in sight.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Takes it by its grip and holds it over the upper edge of another thing. */
async function hold(from: ElementHandle<Element>, over: ElementHandle<Element>): Promise<void> {
  await from.evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const taken = await middleOf(from)
  await tab.mouse.move(taken.x, taken.y)
  await tab.mouse.down()
  const box = await over.boundingBox()
  await tab.mouse.move(taken.x, (box?.y ?? 0) + 3, { steps: 5 })
  await tab.waitForSelector('[data-drop]')
}

async function pressCtrl(key: 'y' | 'z'): Promise<void> {
  await tab.keyboard.down('Control')
  await tab.keyboard.press(key)
  await tab.keyboard.up('Control')
}

const row = async (number: number): Promise<ElementHandle<Element>> => {
  const found = await tab.waitForSelector(`${ROWS}:nth-child(${number})`)
  if (!found) throw new Error(`There is no step ${number}.`)
  return found
}

async function openStep(number: number): Promise<void> {
  await (await row(number)).$eval('button', (button) => button.click())
  await tab.waitForFunction(() => document.activeElement?.getAttribute('name') === 'title', {
    polling: 50,
  })
}

test('steps are dragged to their place, and one gesture takes it back', async () => {
  await pressButton(tab, 'New flow')
  await chooseOption(tab, 'Kind', 'Procedure')
  await fill(tab, 'Name', 'A desk moves')
  await fill(tab, 'Which tickets it is for', 'A desk moves to another room.')
  await fill(tab, 'Category', 'Moves')
  for (let n = 1; n <= TITLES.length; n++) {
    if (!(await tab.$(`${ROWS}:nth-child(${n})`))) await pressButton(tab, 'Step')
    else await openStep(n)
    await fill(tab, 'Title', TITLES[n - 1] ?? '')
  }
  await (await row(3)).$eval('button', (button) => button.click())
  await waitForOrder(...TITLES)
  await hold(await grip(`“${THIRD}”`), await row(1))
  await photograph(tab, 'checklist-dragged', WIDTHS)
  await tab.mouse.up()
  await waitForOrder(THIRD, FIRST, SECOND)
  await waitForWords(tab, `“${THIRD}”: now 1 of 3.`)
  await pressCtrl('z')
  await waitForOrder(...TITLES)

  await hold(await grip(`“${THIRD}”`), await row(1))
  await tab.keyboard.press('Escape')
  await tab.waitForSelector('[data-drop]', { hidden: true })
  await tab.mouse.up()
  await waitForOrder(...TITLES)
})

test('the arrow keys move what their grip has, and a button moves it for whoever does neither', async () => {
  await (await grip(`“${FIRST}”`)).focus()
  await tab.keyboard.press('ArrowDown')
  await waitForOrder(SECOND, FIRST, THIRD)
  await tab.keyboard.press('End')
  await waitForOrder(SECOND, THIRD, FIRST)
  const focused = await tab.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(focused).toBe(`Put “${FIRST}” elsewhere`)
  await openStep(3)
  await pressButton(tab, 'Move this step up')
  await pressButton(tab, 'Move this step up')
  await waitForOrder(...TITLES)
  await expectAtEveryWidth(tab)
})

test('a step says which flow does it, and which one an exception takes', async () => {
  await openFields()
  await chooseOption(tab, 'Flow for the exception', 'User cannot access')
  await waitForWords(tab, 'when it is an exception, or take the flow for it out')
  await fill(tab, 'It is an exception when', 'the desk is too heavy')
  await fill(tab, 'What the user is told once it is done', 'Your desk stands.')
  await chooseOption(tab, 'Flow that does this step', 'New employee')
  await expectAtEveryWidth(tab)
  const field = await tab.waitForSelector('select[name="exceptionFlow"]')
  await field?.evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await photograph(tab, 'checklist-step-flows', WIDTHS)
  await waitUntilOffered(tab, 'Publish')
  await pressButton(tab, 'Publish')
  await waitForWords(tab, 'Of your team')
  await waitForWords(tab, 'Goes through New employee in Microsoft 365 and comes back.')
  await waitForWords(tab, 'Goes through User cannot access a file share and comes back.')
  await waitForWords(tab, 'the desk is too heavy')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'checklist-read', WIDTHS)
})

async function openFields(): Promise<void> {
  if (await tab.$('input[name="title"]')) return
  await openStep(1)
}

test('so are the answers of a question put in order', async () => {
  await tab.goto(`${tab.url().split('#')[0]}#all`)
  await pressButton(tab, 'New flow')
  await openStep(1)
  await hold(await grip('“No”'), await answer('Yes'))
  await photograph(tab, 'answers-dragged', WIDTHS)
  await tab.mouse.up()
  await waitForWords(tab, '“No”: now 1 of 2.')
  const labels = () => tab.$$eval('input[name$=".label"]', (all) => all.map(({ value }) => value))
  expect(await labels()).toEqual(['No', 'Yes'])
  await pressCtrl('z')
  await expect.poll(labels, { timeout: 15_000 }).toEqual(['Yes', 'No'])
  await (await grip('“Yes”')).focus()
  await tab.keyboard.press('ArrowDown')
  await waitForWords(tab, '“Yes”: now 2 of 2.')
  expect(await labels()).toEqual(['No', 'Yes'])
})

async function answer(label: string): Promise<ElementHandle<Element>> {
  const found = await tab.waitForSelector(`::-p-aria([name="${label}"][role="group"])`)
  if (!found) throw new Error(`There is no answer ${label}.`)
  return found
}
