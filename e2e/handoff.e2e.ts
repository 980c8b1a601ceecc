/**
 * A junior hands a half-walked session over; a senior in a browser of her own sees it at once, reads
 * what is known before anything else, and goes on at the exact step. The junior sees who has it.
 * How it ends, and what comes of it, is the journey of `knowledge-loop.e2e.ts`.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  askToHandOver,
  confirmHandOver,
  pressKey,
  readFirstWaiting,
  sayFirstMove,
  sayImpact,
  sayWhy,
} from './rig/hand-over.ts'
import { keptInBrowser } from './rig/kept-in-browser.ts'
import { waitForWords } from './rig/note.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle } from './rig/walk.ts'

const TICKET = 48213
const maja = demoPerson('lead')
const jude = demoPerson('engineer')
const WALKED = 5

let rig: Rig
let judes: Page
let majas: Page

beforeAll(async () => {
  rig = await startRig()
  const judesPage = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  judes = await openPanel(rig.browser, judesPage)
  await signInToPanel(judes, rig.api.url, jude)
  const other = await rig.openColleague()
  majas = await openPanel(other.browser, other.page)
  await signInToPanel(majas, rig.api.url, maja)
  await startFileShare(judes)
  for (const step of FILE_SHARE_STEPS.slice(0, WALKED)) await step(judes)
}, 180_000)
beforeEach(() => keepEvidence({ page: judes, panel: majas, log: rig.api.log }))
afterAll(() => rig?.close())

const types = async () =>
  (await recordsOnServer(rig.api.url, TICKET)).flatMap(({ events }) =>
    events.map(({ data }) => data.type),
  )
const count = async (type: string) => (await types()).filter((one) => one === type).length

test('what whoever takes over would miss is asked, and nothing is handed over without a reason', async () => {
  await askToHandOver(judes)
  await waitForWords(judes, 'Who is affected, and until when')
  await photograph(judes, 'hand-over')
  await expectOpenToAll(judes)
  await confirmHandOver(judes)
  await waitForWords(judes, 'Say why you hand it over.')
  await waitForWords(judes, 'Fill it in, or say why it goes without.')
  await photograph(judes, 'hand-over-lacking')
  expect(await count('handed_off')).toBe(0)
})

test('what was typed is there again when the panel was closed meanwhile', async () => {
  await sayWhy(judes, 'I cannot change groups on this domain')
  await expect
    .poll(() => keptInBrowser(judes), { timeout: 10_000 })
    .toContain('I cannot change groups on this domain')
  await judes.reload()
  await waitForWords(judes, 'Go on')
  await askToHandOver(judes)
  await judes.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some((field) =>
      field.value.includes('change groups'),
    ),
  )
})

test('handed over it waits, is seen at once by a lead, and stands in the ticket', async () => {
  await sayImpact(judes, 'Front desk, by noon')
  await sayFirstMove(judes, 'Look at the groups of the user')
  await confirmHandOver(judes)
  await waitForWords(judes, 'Waits for whoever looks after escalations')
  // How soon is measured where speed is; that it comes by itself is seen here.
  await majas.waitForSelector('::-p-aria([name="Waiting to be picked up: 1"])')
  await photograph(judes, 'handed-over')
  await expectOpenToAll(judes)
  expect(await count('handed_off')).toBe(1)
  await judes.waitForFunction(() => !document.body.innerText.includes('to send'))
  const posted = () =>
    rig.world.notesOf(TICKET).filter(({ createdBy }) => createdBy === 'rflow_api')
  await expect.poll(() => posted().length, { timeout: 15_000 }).toBe(1)
  expect(posted()[0]?.text).toContain('Front desk, by noon')
})

test('the lead’s bell tells it once, leads there, and is read', async () => {
  await majas.waitForSelector('::-p-aria([name="Unread notices: 1"])')
  await pressKey(majas, 'B')
  await waitForWords(majas, `${jude.name} escalated #${TICKET}`)
  await photograph(majas, 'bell')
  await expectOpenToAll(majas)
  await majas.keyboard.press('1')
  await waitForWords(majas, 'FIRST MOVE')
  await majas.waitForSelector('::-p-aria([name="Notices"][role="button"])')
  await majas.reload()
  await majas.waitForSelector('::-p-aria([name="Notices"][role="button"])')
})

test('the queue names ticket, client, who and why; a row leads to all that is known', async () => {
  await pressKey(majas, 'Q')
  await waitForWords(majas, 'Waiting to be picked up')
  await waitForWords(majas, 'I cannot change groups on this domain')
  await waitForWords(majas, jude.name)
  await photograph(majas, 'queue')
  await expectOpenToAll(majas)
  await readFirstWaiting(majas)
  await waitForWords(majas, 'Look at the groups of the user')
  await waitForWords(majas, 'Front desk, by noon')
  await photograph(majas, 'pickup')
  await expectOpenToAll(majas)
})

test('taken over it goes on at the exact step, beside its ticket; the sender sees who has it', async () => {
  await majas.keyboard.press('Enter')
  await majas.waitForSelector('#step-title')
  await waitForWords(majas, `#${TICKET}`)
  const at = await cardTitle(majas)
  await waitForWords(judes, `${maja.name} took it over`)
  await waitForWords(judes, `Now at: ${at}`)
  await judes.waitForSelector('::-p-aria([name="Unread notices: 1"])')
  await photograph(judes, 'taken-over')
  await expectOpenToAll(judes)
  expect(await count('picked_up')).toBe(1)
  await majas.waitForSelector('button[aria-label^="Waiting to be picked up"]', { hidden: true })
})

test('while she works on it, what was handed over is one key away, and so is the work', async () => {
  await pressKey(majas, 'H')
  await waitForWords(majas, 'FIRST MOVE')
  await waitForWords(majas, 'You took it over')
  await photograph(majas, 'handed-over-again')
  await expectOpenToAll(majas)
  await majas.keyboard.press('Enter')
  await majas.waitForSelector('#step-title')
  await majas.keyboard.press('h')
  await waitForWords(majas, 'Affected: Front desk, by noon')
  await photograph(majas, 'handed-over-in-record')
  await expectOpenToAll(majas)
})
