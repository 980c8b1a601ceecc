/**
 * First-level walks: a junior walks a flow to its end and a lead says from her own panel that it
 * holds; another walk is escalated, and stands below the queue with the way that was walked.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTicket } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  askToHandOver,
  confirmHandOver,
  pressKey,
  sayFirstMove,
  sayImpact,
  sayWhy,
} from './rig/hand-over.ts'
import { finishUnverified, pressButton, tick, waitForWords } from './rig/note.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const ESCALATED = 48219
const maja = demoPerson('lead')
const jude = demoPerson('engineer')

let rig: Rig
let judesPage: Page
let judes: Page
let majas: Page

beforeAll(async () => {
  rig = await startRig()
  judesPage = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  judes = await openPanel(rig.browser, judesPage)
  await signInToPanel(judes, rig.api.url, jude)
  const other = await rig.openColleague()
  majas = await openPanel(other.browser, other.page)
  await signInToPanel(majas, rig.api.url, maja)
}, 180_000)
beforeEach(() => keepEvidence({ page: judes, panel: majas, log: rig.api.log }))
afterAll(() => rig?.close())

const types = async (ticketId: number) =>
  (await recordsOnServer(rig.api.url, ticketId)).flatMap(({ events }) =>
    events.map(({ data }) => data.type),
  )
const bell = (of: Page) => of.waitForSelector('::-p-aria([name="Unread notices: 1"])')

test('said before the start, the flow is walked as a first-level walk, and marked as one', async () => {
  await waitForWords(judes, 'As a first-level walk')
  await tick(judes, 'As a first-level walk')
  await photograph(judes, 'walk-choice')
  await expectOpenToAll(judes)
  await startFileShare(judes)
  await waitForWords(judes, 'First level')
  await photograph(judes, 'walk-step')
  for (const step of FILE_SHARE_STEPS) await step(judes)
  await expect
    .poll(async () => (await recordsOnServer(rig.api.url, TICKET))[0]?.events[0]?.data, {
      timeout: 30_000,
    })
    .toMatchObject({ type: 'session_started', level: 'first' })
})

test('ended without the client’s word it waits, and the lead is told at once', async () => {
  await endFileShare(judes)
  await waitForWords(judes, 'Else a lead looks at it')
  await finishUnverified(judes)
  await waitForWords(judes, 'Does it hold?')
  await photograph(judes, 'walk-ended')
  await expectOpenToAll(judes)
  await bell(majas)
})

test('the lead finds it below the queue, reads how it ended, and says that it holds', async () => {
  await pressKey(majas, 'Q')
  await waitForWords(majas, 'Walks to validate')
  await waitForWords(majas, 'Nothing waits to be picked up')
  expect(await majas.evaluate(() => document.body.innerText)).not.toContain('Escalated first-level')
  await photograph(majas, 'walks-to-validate')
  await expectOpenToAll(majas)
  await pressKey(majas, 'B')
  await waitForWords(majas, `${jude.name} ended a first-level walk`)
  await majas.keyboard.press('1')
  await waitForWords(majas, 'It did not hold')
  await photograph(majas, 'validate-walk')
  await expectOpenToAll(majas)
  await pressButton(majas, 'It holds')
  await waitForWords(majas, `By ${maja.name}`)
  await waitForWords(judes, `By ${maja.name}`)
  await bell(judes)
  await photograph(judes, 'walk-validated')
  await pressKey(judes, 'B')
  await waitForWords(judes, `${maja.name} validated your first-level walk`)
  await judes.keyboard.press('Escape')
  // She has taken no part in it by saying so.
  const told = await types(TICKET)
  expect(told.filter((one) => one === 'outcome_validated')).toHaveLength(1)
  expect(told).not.toContain('part_taken')
})

test('the next walk is one too; escalated it stands below the queue with its way', async () => {
  await openTicket(judesPage, ESCALATED)
  await waitForWords(judes, `#${ESCALATED}`)
  await startFileShare(judes)
  await waitForWords(judes, 'First level')
  for (const step of FILE_SHARE_STEPS.slice(0, 5)) await step(judes)
  await askToHandOver(judes)
  await sayWhy(judes, 'I cannot change groups on this domain')
  await sayImpact(judes, 'Front desk, by noon')
  await sayFirstMove(judes, 'Look at the groups of the user')
  await confirmHandOver(judes)
  await waitForWords(judes, 'Waits for whoever looks after escalations')
  await pressKey(majas, 'Q')
  await waitForWords(majas, 'Escalated first-level walks')
  expect(await majas.evaluate(() => document.body.innerText)).not.toContain('Walks to validate')
  await photograph(majas, 'escalated-walk')
  const row = await majas.waitForSelector('section section button[aria-expanded="false"]')
  await row?.focus()
  await majas.keyboard.press('Enter')
  await waitForWords(majas, 'Access is denied (0x80070005)')
  await photograph(majas, 'escalated-walk-open')
  await expectOpenToAll(majas)
  await pressButton(majas, 'Read the hand-off')
  await waitForWords(majas, 'Take it over')
  await majas.keyboard.press('Enter')
  await majas.waitForSelector('#step-title')
  // It is hers now, and ordinary work.
  await waitForWords(majas, `#${ESCALATED}`)
  expect(await majas.$eval('header', (header) => header.textContent)).not.toContain('First level')
})
