/**
 * A team that rounds the time it enters: a lead says so, the panel shows what was worked and what
 * comes of it before it is posted, and what is entered once is not offered again.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppendEvents, ListSessions } from '#shared/session/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { expectAtEveryWidth, photographPart } from './rig/full-tab.ts'
import { finishResolved, openNote, pick, post, setMinutes, tick, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const lead = demoPerson('lead')

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, lead)
}, 180_000)
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a lead has the time of entries rounded up', async () => {
  const tab = await rig.browser.newPage()
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/settings.html`)
  const step = await tab.waitForSelector('::-p-aria([name="Time of an entry"][role="combobox"])')
  await step?.select('15')
  await photographPart(tab, 'Notes and their time', 'rounding-setting')
  await expectAtEveryWidth(tab)
  await step?.evaluate((field) => field.closest('form')?.requestSubmit())
  await waitForWords(tab, 'Saved. It holds from the next note that is opened.')
  await tab.close()
  await page.bringToFront()
})

test('what was worked is rounded up once, shown, and posted as it was shown', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'frontdesk opened, saved and deleted a test file')
  await workSomeMinutes()
  // Until the panel knows of it too, it is not rounded; the walk itself may have taken a minute.
  await panel.waitForFunction(() => /(?<!\d)0:(0[6-9]|1\d)(?!\d)/.test(document.body.innerText))
  await openNote(panel, 'Working')
  await tick(panel, 'Time entry with it')
  await panel.waitForFunction(() =>
    /\d min worked, rounded up to 15 \(your team’s setting\)\./.test(document.body.innerText),
  )
  await expectOpenToAll(panel)
  await photograph(panel, 'rounded')
  await setMinutes(panel, 20)
  await waitForWords(panel, 'The minutes stay as you left them.')
  await setMinutes(panel, 15)
  await waitForWords(panel, 'rounded up to 15')
  await post(panel)
  await waitForWords(panel, `In #${TICKET}`)
  expect(entered()).toEqual([15])
})

test('what is entered is not offered a second time', async () => {
  await pick(panel, 'Time')
  await waitForWords(panel, 'and 15 entered already: nothing is left.')
  await photograph(panel, 'nothing-left')
})

const entered = () =>
  rig.world
    .timeEntriesOf(TICKET)
    .filter((entry) => entry.enteredBy === 'rflow_api')
    .map(({ timeStart, timeEnd }) => (Date.parse(timeEnd ?? '') - Date.parse(timeStart)) / 60_000)

/** As many as nobody waits for in a test: told to the record as from another panel of the same person. */
async function workSomeMinutes(): Promise<void> {
  const { accessToken, person } = await signInAs(rig.api.url, lead.email, lead.password)
  const ask = () => askApi(rig.api.url, ListSessions, { ticketId: TICKET }, accessToken)
  await expect.poll(async () => (await ask()).sessions.length, { timeout: 30_000 }).toBe(1)
  const { sessions } = await ask()
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString()
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const data = { type: 'worked' as const, from: at(20), to: at(14) }
  const { refused } = await askApi(
    rig.api.url,
    AppendEvents,
    { sessionId: sessions[0]?.id ?? '', after: 1, events: [{ id: v7(), at: at(0), by, data }] },
    accessToken,
  )
  expect(refused).toEqual([])
}
