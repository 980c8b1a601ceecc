/**
 * A monthly maintenance over five targets: planned on its page, begun by its schedule while nobody
 * was there, worked on in the panel from target to target, live for whoever looks at the batch, and
 * told to the client.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Batch } from '#shared/maintenance/batch.ts'
import { ListBatches, ReadBatch } from '#shared/maintenance/contract.ts'
import { ListSessions } from '#shared/session/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { chooseOption } from './rig/choose-option.ts'
import { holdClipboard } from './rig/clipboard.ts'
import { keepEvidence } from './rig/evidence.ts'
import { finishTarget } from './rig/finish-target.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { letMomentCome } from './rig/let-time-pass.ts'
import { pick, pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { PANEL_WIDTH, photograph } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { giveMissing, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const PLAN = 'Servers of Varnholm'
const CLIENT = 'Varnholm Precision Parts'
const SERVERS = ['VRN-DC01', 'VRN-DC02', 'VRN-FS01', 'VRN-SQL01', 'VRN-BKP01']
const WIDTHS = [360, 480, 1024]
const lead = demoPerson('lead')

let dataDir: string
let rig: Rig
let page: Page
let panel: Page
let tab: Page
let base: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'resolutionflow-maintenance-'))
  rig = await startRig({ dataDir, env: { ANTHROPIC_API_KEY: '' } })
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await panel.setViewport({ width: PANEL_WIDTH, height: 780 })
  await signInToPanel(panel, rig.api.url, lead)
  // A URL of this scheme has no origin of its own.
  base = `chrome-extension://${new URL(panel.url()).host}`
  tab = await rig.browser.newPage()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(async () => {
  await rig?.close()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

test('a plan is written: what is missing is said, a closed tab loses nothing', async () => {
  await tab.goto(`${base}/maintenance.html`)
  await waitForWords(tab, 'Nothing is planned yet')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-empty', WIDTHS)
  await pressButton(tab, 'New plan')
  await fill(tab, 'Name', PLAN)
  await pressButton(tab, 'Save the plan')
  await waitForWords(tab, '3 to mend')
  await fill(tab, 'Client', CLIENT)
  await pressButton(tab, 'Take from ConnectWise')
  await (await tab.waitForSelector('::-p-text(4 Managed Server)'))?.click()
  await tab.waitForFunction(() => document.querySelector('textarea')?.value.includes('VRN-FS01, '))
  await photograph(tab, 'maintenance-taken', WIDTHS)
  await fill(tab, 'Targets', [SERVERS[0], SERVERS[0]].join('\n'))
  await waitForWords(tab, '“VRN-DC01” is there twice.')
  await fill(tab, 'Targets', SERVERS.map((name) => `${name}, server`).join('\n'))
  await expectAtEveryWidth(tab)
  await tab.close()
  tab = await rig.browser.newPage()
  await tab.goto(`${base}/maintenance.html`)
  await waitForWords(tab, 'Not saved yet')
  await tab.click('ul[aria-label="Not saved yet"] button')
  await chooseOption(tab, 'Flow', 'Monthly server check')
  await chooseOption(tab, 'It is due', 'On the first')
  await waitForWords(tab, 'Next: ')
  await expectReachedByTab(tab)
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-plan', WIDTHS)
  await pressButton(tab, 'Save the plan')
  await tab.waitForSelector('[role="dialog"]', { hidden: true })
  await waitForWords(tab, `${CLIENT}, 5 targets`)
  await waitForWords(tab, 'on the second Tuesday, 3 days after it, at 18:00')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-plans', WIDTHS)
})

test('its moment came while nobody was there: one batch is under way', async () => {
  await letMomentCome(rig.api, dataDir)
  await tab.reload()
  await waitForWords(tab, ': under way')
  await waitForWords(tab, '0 of 5 complete, 0 %')
  await rig.api.stop()
  await rig.api.start()
  await tab.reload()
  await waitForWords(tab, ': under way')
  const { batches } = await ask(ListBatches, {})
  expect(batches).toHaveLength(1)
  await tab.goto(`${base}/flows.html#${batches[0]?.flowId}`)
  await waitForWords(tab, ': under way')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-flow', WIDTHS)
  await tab.click('ul[aria-label="Under way"] a')
  await waitForWords(tab, 'Not started')
  expect(await buttons('Start: ')).toEqual(SERVERS.map((name) => `Start: ${name}`))
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-batch', WIDTHS)
}, 180_000)

test('a target that is started stands in the panel, with its name in the commands', async () => {
  await tab.bringToFront()
  const start = await tab.waitForSelector(named('button', `Start: ${SERVERS[0]}`))
  await start?.click({ count: 2 })
  await waitForWords(tab, 'It stands in the side panel now.')
  await waitForCard(panel, '1. Backup and test restore')
  await panel.waitForSelector('section[aria-label="Maintenance"]')
  await waitForWords(panel, `${SERVERS[0]}, 0 of 5 complete`)
  await expectOpenToAll(panel)
  await photograph(panel, 'maintenance-strip')
  expect((await ask(ListSessions, { batchId: (await batch()).id })).sessions).toHaveLength(1)
  for (const value of ['2026-11-27 02:10', '2026-11-10']) await giveMissing(panel, value)
  await panel.keyboard.press('j')
  await waitForCard(panel, '2. Updates')
  await waitForWords(panel, 'on VRN-DC01, elevated')
  await waitForWords(tab, '1 of 11')
  await tab.waitForSelector(named('button', `Resume: ${SERVERS[0]}`))
})

test('it is worked through with an exception, finished, and the next is one press away', async () => {
  await giveMissing(panel, '2026-11-20')
  await panel.keyboard.press('j')
  await waitForCard(panel, '3. Free space')
  await giveMissing(panel, 'C: 38 %, D: 6 %')
  await panel.keyboard.press('x')
  await writeSentence(panel, 'D: has 6 % left')
  await waitForCard(panel, '4. Errors in the logs')
  await giveMissing(panel, '3 of DCOM 10016')
  await panel.keyboard.press('j')
  for (const [title, value] of REST) {
    await waitForCard(panel, title)
    if (value) await giveMissing(panel, value)
    await panel.keyboard.press('j')
  }
  await waitForWords(panel, '11 of 11')
  await panel.keyboard.press('f')
  await panel.waitForSelector('[role="dialog"]')
  await pick(panel, 'Done')
  await pressButton(panel, 'Finish')
  await panel.waitForSelector(named('button', `Next: ${SERVERS[1]}`))
  await waitForWords(panel, `${SERVERS[0]}, 1 of 5 complete`, 40_000) // read again every ten seconds
  await expectOpenToAll(panel)
  await photograph(panel, 'maintenance-next')
  await pressButton(panel, `Next: ${SERVERS[1]}`)
  await waitForWords(panel, `${SERVERS[1]}, 1 of 5 complete`)
  await waitForCard(panel, '1. Backup and test restore')
})

test('the strip leads back to the batch, where each target offers what its state calls for', async () => {
  const { id } = await batch()
  const before = new Set(rig.browser.targets())
  await pressButton(panel, 'All targets')
  const opened = await rig.browser.waitForTarget(
    (target) => !before.has(target) && target.url() === `${base}/maintenance.html#batch/${id}`,
  )
  const hub = await opened.page()
  if (!hub) throw new Error('The batch was opened in no tab')
  await waitForWords(hub, '1 of 5, 20 %')
  await hub.close()
  await tab.goto(`${base}/maintenance.html#batch/${id}`)
  await expectTargets()
  await tab.reload()
  await expectTargets()
  await tab.bringToFront()
  await pressButton(tab, `Resume: ${SERVERS[1]}`)
  await waitForWords(tab, 'It stands in the side panel now.')
  await waitForCard(panel, '1. Backup and test restore')
  expect((await ask(ListSessions, { batchId: id })).sessions).toHaveLength(2)
  await tab.click(`a[aria-label="View ${SERVERS[0]}"]`)
  await tab.waitForFunction(() => location.pathname === '/sessions.html')
  await waitForWords(tab, 'D: has 6 % left')
  await tab.goto(`${base}/maintenance.html#batch/${id}`)
  await expectTargets()
})

/** The first is done, the second begun, the others wait; as soon as the record has got there. */
async function expectTargets(): Promise<void> {
  await waitForWords(tab, '1 of 5, 20 %')
  await expect.poll(readTargets, { timeout: 15_000 }).toEqual([
    { state: expect.stringMatching(/^Done/), offers: [`View ${SERVERS[0]}`] },
    { state: expect.stringMatching(/^In progress0 of 11/), offers: [`Resume: ${SERVERS[1]}`] },
    ...SERVERS.slice(2).map((name) => ({
      ...{ state: 'Not started', offers: [`Leave out: ${name}`, `Start: ${name}`] },
    })),
  ])
}

const readTargets = () =>
  tab.$$eval('ul[aria-label="Targets"] > li', (cards) =>
    cards.map((card) => ({
      state: card.querySelector('p')?.textContent ?? '',
      offers: [...card.querySelectorAll('button, a')].map((one) => one.getAttribute('aria-label')),
    })),
  )

const REST: [title: string, value?: string][] = [
  ['5. Services that should run'],
  ['6. Hardware or host'],
  ['7. Certificates'],
  ['8. Directory'],
  ['9. Clock', 'PDC, 0.02 s'],
  ['10. Administrators and scheduled tasks'],
  ['11. Last start', '2026-11-20 23:14'],
]

test('what colleagues finish elsewhere is there by itself, and its end is summed up', async () => {
  await tab.bringToFront()
  const here = await batch()
  await finishTarget(rig.api.url, lead, here, { name: 'VRN-DC02' })
  await waitForWords(tab, '2 of 5, 40 %')
  for (const name of ['VRN-FS01', 'VRN-SQL01']) {
    await finishTarget(rig.api.url, demoPerson('engineer'), here, { name })
  }
  await finishTarget(rig.api.url, demoPerson('engineer'), here, {
    ...{ name: 'VRN-BKP01', outcome: 'escalate', odd: ['disk'] },
  })
  await waitForWords(tab, 'All targets are complete')
  await waitForWords(tab, 'All 5 complete: 4 Done, 1 To be escalated')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-complete', WIDTHS)
})

test('the note for the ticket and the report say what is out of the ordinary and what remains', async () => {
  const copied = await holdClipboard(tab)
  await pressButton(tab, 'Copy for ticket')
  await waitForWords(tab, 'Copied for ticket')
  const note = await copied()
  expect(note).toContain('5 of 5 targets complete')
  expect(note).toContain('VRN-DC01: Free space. D: has 6 % left')
  expect(note).toContain('VRN-BKP01: Enlarge volume D:')
})

test('the batch stands in the history of its plan, and its sessions are listed alone', async () => {
  const { planId, flowId, id } = await batch()
  await tab.goto(`${base}/maintenance.html#plan/${planId}`)
  // The batch that stood there says the same words; the dots are of the plan alone.
  await expect
    .poll(readDots, { timeout: 15_000 })
    .toEqual([...Array.from({ length: 4 }, () => 'ended_well'), 'out_of_ordinary'])
  await waitForWords(tab, 'All 5 complete: 4 Done, 1 To be escalated')
  expect(await tab.$('ul[aria-label="Under way"]')).toBeNull()
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-history', WIDTHS)
  await tab.goto(`${base}/flows.html#${flowId}`)
  await waitForWords(tab, 'All 5 complete')
  expect(await tab.$('ul[aria-label="Under way"]')).toBeNull()
  await tab.click(`a[href$="#batch/${id}"]`)
  await waitForWords(tab, 'All targets are complete')
  await tab.goto(`${base}/sessions.html#batch/${id}`)
  await waitForWords(tab, 'Of one batch of maintenance')
  await waitForWords(tab, `${PLAN}: VRN-SQL01`)
  expect(await tab.$$eval('main ul li', (rows) => rows.length)).toBe(5)
})

const readDots = () =>
  tab.$$eval('[data-target]', (dots) => dots.map((dot) => dot.getAttribute('data-target')))

test('begun by hand, however often pressed, it is one batch; what is no more is left out of it', async () => {
  const { planId } = await batch()
  await tab.goto(`${base}/maintenance.html#plan/${planId}`)
  const begin = await tab.waitForSelector(named('button', `Begin now: ${PLAN}`))
  await begin?.click({ count: 2 })
  await tab.waitForSelector(named('button', `Start: ${SERVERS[0]}`))
  expect((await ask(ListBatches, { planId })).batches).toHaveLength(2)
  await pressButton(tab, `Leave out: ${SERVERS[4]}`)
  await tab.keyboard.type('Retired in spring')
  await expectAtEveryWidth(tab)
  await photograph(tab, 'maintenance-leave-out', WIDTHS)
  await tab.keyboard.press('Enter')
  await waitForWords(tab, 'Left out')
  await waitForWords(tab, `Retired in spring, ${lead.name}`)
  await waitForWords(tab, '0 of 4, 0 %')
})

test('begun again, a target shows at each step what was found there the last time', async () => {
  await pressButton(tab, `Start: ${SERVERS[0]}`)
  await waitForCard(panel, '1. Backup and test restore')
  await waitForWords(panel, '2026-11-27 02:10')
  for (const title of ['2. Updates', '3. Free space']) {
    await panel.keyboard.press('ArrowDown')
    await waitForCard(panel, title)
  }
  await waitForWords(panel, 'C: 38 %, D: 6 %')
  await waitForWords(panel, 'D: has 6 % left')
  await expectOpenToAll(panel)
  await photograph(panel, 'maintenance-last-time')
})

const named = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`

const buttons = (begins: string) =>
  tab.$$eval(
    'main button',
    (all, wanted) =>
      all
        .map((one) => one.getAttribute('aria-label') ?? '')
        .filter((label) => label.startsWith(wanted)),
    begins,
  )

async function ask<R extends typeof ListBatches | typeof ListSessions | typeof ReadBatch>(
  route: R,
  request: Parameters<typeof askApi<R>>[2],
) {
  const { accessToken } = await signInAs(rig.api.url, lead.email, lead.password)
  return askApi(rig.api.url, route, request, accessToken)
}

async function batch(): Promise<Batch> {
  const { batches } = await ask(ListBatches, {})
  return ask(ReadBatch, { batchId: batches[0]?.id ?? '' })
}
