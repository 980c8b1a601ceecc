/**
 * The editor of flows as a person feels it: a draft that the server keeps is opened by its address, a
 * step of it is dragged by the mouse, that is undone by its key, and one more is added; against bare
 * React Flow with the same graph in a window of the same size.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { SaveDraft } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { makeRandom } from '#shared/testing/make-random.ts'
import { askApi, signInAs } from '../../rig/ask-api.ts'
import { openPanel } from '../../rig/browser.ts'
import { demoPerson, startRig } from '../../rig/rig.ts'
import { signInToPanel } from '../../rig/sign-in.ts'
import type { Measure } from '../given.ts'
import { makeFlow } from '../make/flow.ts'
import { shuffle } from '../measure.ts'
import type { BareGraph } from './bare-flow/main.ts'
import { buildExtension } from './build-extension.ts'
import { type Felt, tellFelt } from './tell-editor.ts'
import { watchEditor } from './watched-editor.ts'

/** The last leaves room for a few more: a flow has 5,000 steps at most. */
const SIZES = [100, 1_000, 4_990] as const
/** Wide enough for the drawing to stand beside the form. */
const WINDOW = { width: 1400, height: 900 }

export const measureEditor: Measure = async (given) => {
  const { dir } = await buildExtension(given)
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-editor-'))
  given.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const flows = SIZES.map((size) => [size, placed(makeFlow(size))] as const)
  const graphs = Object.fromEntries(flows.map(([size, flow]) => [size, bare(flow)]))
  const rig = await startRig({
    extensionDir: await watchEditor(dir, join(folder, 'extension'), graphs),
  })
  given.atEnd(() => rig.close())
  const panel = await openPanel(rig.browser, await rig.openPage({ ticketId: 48213 }))
  const lead = demoPerson('lead')
  await signInToPanel(panel, rig.api.url, lead)
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  const keep = async (content: FlowContent): Promise<string> => {
    const draftId = v7()
    await askApi(rig.api.url, SaveDraft, { draftId, basedOn: 0, of: null, content }, accessToken)
    return draftId
  }
  const base = `chrome-extension://${new URL(panel.url()).host}`
  const tab = await rig.browser.newPage()
  await tab.setViewport(WINDOW)
  const sides: Side[] = []
  for (const [size, flow] of flows) {
    const address = `${base}/flows.html#draft/${await keep(flow)}`
    sides.push({ size, isBare: false, address, felt: [] })
    // Once before it counts; and the other is given just as much room.
    await openIn(tab, address)
    const { width = 0, height = 0 } = (await (await tab.$('.react-flow'))?.boundingBox()) ?? {}
    const room = `width=${Math.round(width)}&height=${Math.round(height)}`
    const bareAddress = `${base}/bare-flow.html?${room}#${size}`
    sides.push({ size, isBare: true, address: bareAddress, felt: [] })
    await openIn(tab, bareAddress)
  }
  const random = makeRandom(given.seed)
  for (let round = 0; round < (given.isQuick ? 2 : 7); round++) {
    for (const side of shuffle(sides, random)) side.felt.push(await feel(tab, side))
  }
  const feltOf = (size: number, isBare: boolean): Felt[] =>
    sides.find((side) => side.size === size && side.isBare === isBare)?.felt ?? []
  return {
    title: 'The editor of flows',
    about:
      'A draft of the team’s, opened in a tab by its address: read from the server, checked, with its form beside its drawing; a step of it dragged by the mouse, put back by Ctrl+Z, and one added. Against the least that shows the same graph: a page of the same extension with React Flow, its own nodes and the places known, from a file beside it, in the same room on the screen; to undo it puts back the nodes that it had. Both draw what is in sight alone. Opening counts from the navigation to the frame after the first card; adding and undoing from the press to the frame after the change; of dragging it is told how many frames a second show the step in a new place, and the longest that one stood.',
    rows: tellFelt(
      SIZES.map((size) => ({ size, felt: feltOf(size, false), bare: feltOf(size, true) })),
    ),
  }
}

interface Side {
  size: number
  isBare: boolean
  address: string
  felt: Felt[]
}

const BUTTONS = {
  draft: {
    button: 'section[aria-labelledby="draft-steps"] > div fieldset button',
    things: 'section[aria-labelledby="draft-steps"] > ol > li',
  },
  bare: { button: '#add', things: '.react-flow__node' },
} as const

/** One visit, as it is felt from beginning to end. */
async function feel(tab: Page, { address, isBare }: Side): Promise<Felt> {
  const openMs = await openIn(tab, address)
  const stood = await drag(tab)
  await tab.evaluate(() => window.benchArmUndo())
  await tab.keyboard.down('Control')
  await tab.keyboard.press('z')
  await tab.keyboard.up('Control')
  const undoMs = await tab.evaluate(() => window.benchUndone)
  const { button, things } = BUTTONS[isBare ? 'bare' : 'draft']
  const addMs = await tab.evaluate((b, t) => window.benchAdd(b, t), button, things)
  return { openMs, stood, undoMs, addMs }
}

/** Milliseconds from the beginning until its drawing is there. */
async function openIn(tab: Page, address: string): Promise<number> {
  await tab.goto('about:blank') // to another part of the same page is no navigation
  await tab.goto(address)
  const shown = await tab.waitForFunction(() => window.benchShownMs, { timeout: 60_000 })
  return Number(await shown.jsonValue())
}

const WAY = { there: 40, px: 5 }

/** The second step, there and back again by a hand that moves it each frame; how long each place stood. */
async function drag(tab: Page): Promise<number[]> {
  const box = await (await tab.waitForSelector('.react-flow__node[data-id="n1"]'))?.boundingBox()
  if (!box) throw new Error('The step to be dragged is not in sight.')
  const [x, y] = [box.x + box.width / 2, box.y + 30]
  await tab.evaluate(() => window.benchWatchDrag('n1'))
  await tab.mouse.move(x, y)
  await tab.mouse.down()
  for (let n = 1; n <= WAY.there; n++) await tab.mouse.move(x + n * WAY.px, y + n)
  for (let n = WAY.there - 1; n > 5; n--) await tab.mouse.move(x + n * WAY.px, y + n)
  const stood = await tab.evaluate(() => window.benchEndDrag())
  await tab.mouse.up()
  return stood
}

/** In rows, as somebody has left it. */
const placed = (flow: FlowContent): FlowContent => ({
  ...flow,
  nodes: flow.nodes.map((node, n) => ({
    ...node,
    position: { x: (n % 10) * 320, y: Math.floor(n / 10) * 220 },
  })),
})

const bare = ({ nodes, edges }: FlowContent): BareGraph => ({
  nodes: nodes.map(({ id, title, position = { x: 0, y: 0 } }) => ({
    ...{ id, position, width: 240, height: 120, data: { label: title } },
  })),
  edges: edges.map(({ id, from, to }) => ({ id, source: from, target: to })),
})
