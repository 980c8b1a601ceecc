/**
 * The editor of flows as a person feels it: from its address to the drawing of a draft that the server
 * keeps, and from a press to the step that it adds; against bare React Flow with the same graph.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { SaveDraft } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { askApi, signInAs } from '../../rig/ask-api.ts'
import { openPanel } from '../../rig/browser.ts'
import { demoPerson, startRig } from '../../rig/rig.ts'
import { signInToPanel } from '../../rig/sign-in.ts'
import type { Measure } from '../given.ts'
import { makeFlow } from '../make/flow.ts'
import { compare, isLinear, ratioOf, type Timing, Took } from '../measure.ts'
import { type Row, tellMs, tellRatio, tellTiming } from '../table.ts'
import type { BareGraph } from './bare-flow/main.ts'
import { buildExtension } from './build-extension.ts'
import { watchEditor } from './watched-editor.ts'

const FEW = 200
const MANY = 1000
const GROWTH = MANY / FEW
/** Wide enough for the drawing to stand beside the form. */
const SIZE = { width: 1400, height: 900 }

export const measureEditor: Measure = async (given) => {
  const { dir } = await buildExtension(given)
  const folder = mkdtempSync(join(tmpdir(), 'resolutionflow-editor-'))
  given.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const [few, many] = [placed(makeFlow(FEW)), placed(makeFlow(MANY))]
  const graphs = { few: bare(few), many: bare(many) }
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
    return `flows.html#draft/${draftId}`
  }
  const addresses = {
    ...{ few: await keep(few), many: await keep(many) },
    ...{ bareFew: 'bare-flow.html#few', bareMany: 'bare-flow.html#many' },
  }
  const base = `chrome-extension://${new URL(panel.url()).host}`
  const tab = await rig.browser.newPage()
  await tab.setViewport(SIZE)
  const sidesOf = (side: (address: string) => () => Promise<Took>) => ({
    ...{ few: side(addresses.few), many: side(addresses.many) },
    ...{ bareFew: side(addresses.bareFew), bareMany: side(addresses.bareMany) },
  })
  const open = (address: string) => async () => new Took(await openIn(tab, `${base}/${address}`))
  const rounds = given.isQuick ? 2 : 9
  const opened = await compare(sidesOf(open), { rounds, sliceMs: 0, seed: given.seed })
  const add = (address: string) => async () => {
    await openIn(tab, `${base}/${address}`)
    const isBare = address.startsWith('bare')
    return new Took(
      await tab.evaluate((b, t) => window.benchAdd(b, t), ...(isBare ? BARE : EDITOR)),
    )
  }
  const added = await compare(sidesOf(add), { rounds, sliceMs: 0, seed: given.seed })
  return {
    title: 'The editor of flows',
    about:
      'A draft of the team’s, opened in a tab by its address: read from the server, checked, with its form beside its drawing; and a step added to it. Against the least that shows the same graph: a page of the same extension with React Flow, its own nodes and the places known, from a file beside it. Both draw what is in sight alone. Opening counts from the navigation to the frame after the first card; adding from the press to the frame after the new step.',
    rows: [...tellBoth('a draft opened', opened), ...tellBoth('a step added', added)],
  }
}

const EDITOR = [
  'section[aria-labelledby="draft-steps"] > div fieldset button',
  'section[aria-labelledby="draft-steps"] > ol > li',
] as const
const BARE = ['#add', '.react-flow__node'] as const

/** Milliseconds from the beginning until its drawing is there. */
async function openIn(tab: Page, address: string): Promise<number> {
  await tab.goto('about:blank') // to another part of the same page is no navigation
  await tab.goto(address)
  const shown = await tab.waitForFunction(() => window.benchShownMs, { timeout: 60_000 })
  return Number(await shown.jsonValue())
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

type Sides = Record<'few' | 'many' | 'bareFew' | 'bareMany', Timing>

function tellBoth(what: string, { few, many, bareFew, bareMany }: Sides): Row[] {
  const growth = ratioOf(many, few)
  return [
    {
      what: `${what}, ${FEW} steps`,
      product: tellTiming(few),
      against: `bare React Flow ${tellMs(bareFew.p50)}`,
      ratio: tellRatio(ratioOf(few, bareFew)),
    },
    {
      what: `${what}, ${MANY.toLocaleString('en')} steps`,
      product: tellTiming(many),
      against: `bare React Flow ${tellMs(bareMany.p50)}`,
      ratio: tellRatio(ratioOf(many, bareMany)),
    },
    {
      what: `${what}, growth from ${FEW} to ${MANY.toLocaleString('en')} steps`,
      product: tellMs(many.p50),
      against: tellMs(few.p50),
      ratio: tellRatio(growth),
      goal: `linear (${GROWTH})`,
      isMet: isLinear(growth, GROWTH),
    },
  ]
}
