/**
 * A drawing of many steps has a map: every step is in it and what is in sight stands where it is; a
 * press, a drag and the arrow keys in it look elsewhere, and only what is in sight is drawn.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SaveDraft } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { makeFlow } from '#shared/testing/make-flow.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const WIDE = 1440
const STEPS = 60
const COLUMNS = 10
const MAP = '[aria-roledescription="map"]'
const lead = demoPerson('lead')

let rig: Rig
let tab: Page

beforeAll(async () => {
  rig = await startRig({ env: { ANTHROPIC_API_KEY: '' } })
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  const draftId = v7()
  const draft = { draftId, basedOn: 0, of: null, content: inRows() }
  await askApi(rig.api.url, SaveDraft, draft, accessToken)
  const panel = await openPanel(rig.browser, await rig.openPage({ ticketId: 48213 }))
  await signInToPanel(panel, rig.api.url, lead)
  tab = await rig.browser.newPage()
  await tab.setViewport({ width: WIDE, height: 900 })
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/flows.html#draft/${draftId}`)
  await tab.waitForSelector(card('Step 1'))
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, log: rig.api.log }))
afterAll(() => rig?.close())

test('every step is in it, and what is in sight is where the walk begins', async () => {
  // Steps are measured before they are in it, and the window before what is out of sight is left out.
  await expect
    .poll(() =>
      tab.$$eval(`${MAP} path`, (all) =>
        all.slice(0, 2).map((path) => path.getAttribute('d')?.match(/M/g)?.length),
      ),
    )
    .toEqual([STEPS, 2])
  await expect
    .poll(() => tab.$$eval('.react-flow__node', (all) => all.length))
    .toBeLessThan(STEPS / 2)
  const { x, y } = await middleOnMap()
  expect(x).toBeLessThan(0.5)
  expect(y).toBeLessThan(0.5)
  await photograph(tab, 'flow-map', [WIDE])
  await expectOpenToAll(tab)
})

test('a press looks there, and a drag goes on with the hand', async () => {
  const { left, top, width, height } = await mapOnScreen()
  await tab.mouse.move(left + width * 0.85, top + height * 0.8)
  await tab.mouse.down()
  await tab.waitForSelector(card(`Step ${STEPS}`))
  await tab.waitForSelector(card('Step 1'), { hidden: true })
  await photograph(tab, 'flow-map-at-end', [WIDE])
  await tab.mouse.move(left + width * 0.2, top + height * 0.3, { steps: 6 })
  await tab.mouse.up()
  await tab.waitForSelector(card('Step 1'))
  // Whoever has let go can move over it, and nothing follows.
  const before = await middleAtRest()
  await tab.mouse.move(left + width / 2, top + height / 2, { steps: 3 })
  expect(await middleOnMap()).toEqual(before)
})

test('the arrow keys look on, half a window at a time', async () => {
  await tab.$eval(MAP, (map) => (map as SVGElement).focus())
  const before = await middleOnMap()
  await tab.keyboard.press('ArrowRight')
  await tab.keyboard.press('ArrowRight')
  await expect.poll(async () => (await middleOnMap()).x).toBeGreaterThan(before.x)
  await tab.keyboard.press('ArrowDown')
  await expect.poll(async () => (await middleOnMap()).y).toBeGreaterThan(before.y)
  await photograph(tab, 'flow-map-focus', [WIDE])
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp'] as const) await tab.keyboard.press(key)
  await tab.waitForSelector(card('Step 1'))
})

/** The step of exactly this title. */
const card = (title: string) => `.react-flow__node[aria-label$=": ${title}"]`

const mapOnScreen = () =>
  tab.$eval(MAP, (map) => {
    const { left, top, width, height } = map.getBoundingClientRect()
    return { left, top, width, height }
  })

/** Where the middle of what is in sight stands in the map, from 0 to 1. */
const middleOnMap = () =>
  tab.$eval(MAP, (map) => {
    const [x0 = 0, y0 = 0, wide = 1, high = 1] = (map.getAttribute('viewBox') ?? '')
      .split(' ')
      .map(Number)
    const window = map.querySelectorAll('path')[1]?.getAttribute('d') ?? ''
    const [x = 0, y = 0, width = 0, height = 0] = (
      window.slice(window.lastIndexOf('M')).match(/-?[\d.]+(?:e-?\d+)?/g) ?? []
    ).map(Number)
    return { x: (x + width / 2 - x0) / wide, y: (y + height / 2 - y0) / high }
  })

/** The same, once two looks one after the other have found it there. */
async function middleAtRest() {
  let at = await middleOnMap()
  await expect
    .poll(async () => {
      const before = at
      at = await middleOnMap()
      return at.x === before.x && at.y === before.y
    })
    .toBe(true)
  return at
}

/** A way from step to step, as somebody has left them in rows. */
function inRows(): FlowContent {
  const steps = Object.fromEntries(
    Array.from({ length: STEPS }, (_, n) => {
      const title = `Step ${n + 1}`
      return [`s${n}`, n === STEPS - 1 ? { title } : { title, ways: { on: `s${n + 1}` } }]
    }),
  )
  const flow = makeFlow('many-steps', steps, { name: 'Many steps' })
  return {
    ...flow,
    nodes: flow.nodes.map((node, n) => ({
      ...node,
      position: { x: (n % COLUMNS) * 320, y: Math.floor(n / COLUMNS) * 220 },
    })),
  }
}
