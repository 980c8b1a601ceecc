/**
 * Numbers, in a real browser: nothing for a new team, then the ticket that was opened and what was
 * worked on are counted; a lead sees the ways through a flow drawn and told, and takes a table along;
 * an engineer sees their own.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { ReadNumbers } from '#shared/numbers/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData, SessionEvent } from '#shared/session/event.ts'
import { makeOutcome } from '#shared/testing/make-session.ts'
import { openTicket } from './connectwise/pages/drive.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth } from './rig/full-tab.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const WIDTHS = [360, 480, 1024]
const lead = demoPerson('lead')

let dataDir: string
let rig: Rig
let ticketPage: Page
let panel: Page
let tab: Page
let base: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'resolutionflow-numbers-'))
  rig = await startRig({ dataDir, env: { ANTHROPIC_API_KEY: '' } })
  ticketPage = await rig.openPage()
  panel = await openPanel(rig.browser, ticketPage)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, lead)
  base = `chrome-extension://${new URL(panel.url()).host}`
  tab = await rig.browser.newPage()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(async () => {
  await rig?.close()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

test('a new team is told what brings something here', async () => {
  await tab.goto(`${base}/numbers.html`)
  await waitForWords(tab, 'Nothing to count in these days')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'numbers-empty', WIDTHS)
})

test('a ticket that was opened, and not worked on, is counted', async () => {
  await ticketPage.bringToFront()
  await openTicket(ticketPage, 48213)
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  const opened = async () => (await askApi(rig.api.url, ReadNumbers, {}, accessToken)).tickets.of
  await expect.poll(opened, { timeout: 15_000 }).toBe(1)
  await tab.bringToFront()
  await tab.reload()
  await waitForWords(tab, '0 of 1 tickets opened beside the panel')
})

test('what was worked on is counted, the common ways drawn and told', async () => {
  const flow = await plantWalks()
  await tab.reload()
  await waitForWords(tab, '10 finished')
  await waitForWords(tab, flow.name)
  await expectAtEveryWidth(tab)
  await expectReachedByTab(tab)
  await photograph(tab, 'numbers', WIDTHS)
  await tab.click(`a[href="#flow/${flow.id}"]`)
  await waitForWords(tab, 'Walked 10 times')
  await waitForWords(tab, '70 %')
  await tab.waitForSelector('[aria-label="The flow as a drawing"]')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'numbers-flow', WIDTHS)
})

test('each table, and the whole in a few numbers, is taken along as a file', async () => {
  const session = await tab.createCDPSession()
  await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: dataDir })
  expect(await save('Common ways', /^ways-.*\.csv$/)).toMatch(
    /^\uFEFF"Way","Walks","Share in %"\r\n.*,7,70\r\n/,
  )
  const steps = await save('Steps and answers', /^steps-.*\.csv$/)
  expect(steps).toContain('"Escalated","Escalated, cases","Escalated, of"')
  expect(steps, 'two of three were escalated').toMatch(/,67,2,3,21,94,6\r\n/)
  await tab.click('a[href="#all"]')
  await waitForWords(tab, 'In a few numbers')
  const whole = await save('In a few numbers', /^numbers\.csv$/)
  expect(whole).toMatch(/\r\n"Sessions finished",[^,]+,[^,]+,10,/)
})

async function save(of: string, name: RegExp): Promise<string> {
  await pressButton(tab, `Save as CSV: ${of}`)
  const find = () => readdirSync(dataDir).find((one) => name.test(one)) ?? ''
  await expect.poll(find, { timeout: 10_000 }).not.toBe('')
  const read = () => readFileSync(join(dataDir, find()), 'utf8')
  await expect.poll(read).toMatch(/\r\n$/)
  return read()
}

/** Ten finished sessions in one flow, seven of them by the same first answer. */
async function plantWalks() {
  const { accessToken, person } = await signInAs(rig.api.url, lead.email, lead.password)
  const { flows } = await askApi(rig.api.url, ListFlows, {}, accessToken)
  const listed = flows.find(({ kind, isSubFlow }) => kind === 'troubleshooting' && !isSubFlow)
  if (!listed) throw new Error('The library has no flow to walk.')
  const { version } = listed
  const flow = await askApi(rig.api.url, GetFlowVersion, { version }, accessToken)
  const first = flow.content.nodes.find(
    (node) => node.kind === 'question' && node.choices.length > 1,
  )
  if (first?.kind !== 'question') throw new Error('The flow asks nothing.')
  const [one, other] = first.choices
  if (!one || !other) throw new Error('It has one answer.')
  for (let n = 0; n < 10; n += 1) {
    const choice = n < 7 ? one : other
    const runId = v7()
    const began = Date.now() - 3_600_000
    const at = (minutes: number) => new Date(began + minutes * 60_000).toISOString()
    const pin = { id: listed.id, version, slug: flow.content.slug, name: flow.content.name }
    const data: EventData[] = [
      { type: 'session_started', ticket: null },
      { type: 'flow_entered', runId, flow: pin, pins: [pin], start: first.id, from: null },
      { type: 'worked', from: at(0), to: at(6) },
      {
        ...{ type: 'step_taken', place: { runId, nodeId: first.id }, nodeKind: 'question' },
        ...{ title: first.title, leadsTo: null },
        result: { kind: 'choice', choice: choice.id, label: choice.label },
      },
      {
        type: 'session_finished',
        outcome: makeOutcome({ outcome: n < 8 ? 'resolved' : 'escalate' }),
      },
    ]
    const events = data.map(
      (one, i): SessionEvent => ({
        ...{ id: v7(), at: at(i < 2 ? 0 : 7), data: one },
        by: { kind: 'person', id: person.id, name: person.name },
      }),
    )
    const { refused } = await askApi(
      rig.api.url,
      AppendEvents,
      { sessionId: v7(), after: 0, events },
      accessToken,
    )
    expect(refused).toEqual([])
  }
  return { id: listed.id, name: flow.content.name }
}
