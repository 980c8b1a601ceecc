/**
 * A hand-over reaches a colleague by mail, over a real connection to a mail server: one mail, even
 * where the answer to handing over was lost; its link opens the ticket, and the panel beside it
 * leads to what the sender knew.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MailSink, startMailSink } from '#api/notice/testing/start-mail-sink.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { fill } from './rig/full-tab.ts'
import { askToHandOver, confirmHandOver, sayFirstMove, sayWhy } from './rig/hand-over.ts'
import { loseFirstAnswer } from './rig/lose-answer.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const ANOTHER = 48211
const maja = demoPerson('lead')
const jude = demoPerson('engineer')
/** Past the question for what stands still. */
const WALKED = 5

let sink: MailSink
let rig: Rig
let judes: Page
let majas: Page
let majasPage: Page

beforeAll(async () => {
  sink = await startMailSink()
  rig = await startRig({
    env: { SMTP_URL: sink.url, MAIL_FROM: 'ResolutionFlow <flow@northwind-msp.example>' },
  })
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  judes = await openPanel(rig.browser, page)
  await signInToPanel(judes, rig.api.url, jude)
  const other = await rig.openColleague({ ticketId: ANOTHER })
  majasPage = other.page
  majas = await openPanel(other.browser, majasPage)
  await signInToPanel(majas, rig.api.url, maja)
  await startFileShare(judes)
  for (const step of FILE_SHARE_STEPS.slice(0, WALKED)) await step(judes)
}, 180_000)
beforeEach(() => keepEvidence({ page: majasPage, panel: majas, log: rig.api.log }))
afterAll(async () => {
  await rig?.close()
  await sink?.close()
})

test('what the walk has told of whom it stops stands there already, with where it is from', async () => {
  await askToHandOver(judes)
  await waitForWords(judes, 'From the record: “Reported impact on work: Recalls cannot be called')
  await judes.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some(
      ({ value }) => value === 'Recalls cannot be called until noon.',
    ),
  )
  await photograph(judes, 'hand-over-impact')
  await expectOpenToAll(judes)
})

test('handed over with its answer lost, it is stored once and mailed once', async () => {
  const asked = await loseFirstAnswer(judes, '*/handoffs')
  await sayWhy(judes, 'I cannot change groups on this domain')
  await sayFirstMove(judes, 'Look at the groups of the user')
  await fill(judes, 'To whom', maja.name, 'combobox')
  await judes.waitForFunction(
    (name) =>
      document.querySelector('[role=option][data-highlighted]')?.textContent?.includes(name),
    {},
    maja.name,
  )
  await judes.keyboard.press('Enter')
  await confirmHandOver(judes)
  await waitForWords(judes, `Waits for ${maja.name}`, 40_000)
  expect(asked(), 'an answer was lost').toBeGreaterThan(0)
  await expect.poll(() => sink.came.length, { timeout: 40_000 }).toBe(1)
  expect(sink.came[0]?.to).toEqual([maja.email])
  expect(mailText()).toContain(`${jude.name} escalated #${TICKET}`)
  expect(mailText()).toContain('I cannot change groups on this domain')
})

test('its link opens the right ticket, and the panel beside it leads to what the sender knew', async () => {
  await waitForWords(majas, `#${ANOTHER}`)
  const [link] = /https:\S+/.exec(mailText()) ?? []
  await majasPage.goto(link ?? '')
  await waitForWords(majas, `#${TICKET}`)
  await waitForWords(majas, `Waits for ${maja.name}`)
  await photograph(majas, 'mail-leads-here')
  await expectOpenToAll(majas)
  await pressButton(majas, 'Read it and take it over')
  await waitForWords(majas, 'FIRST MOVE')
  await waitForWords(majas, 'Look at the groups of the user')
  await waitForWords(majas, 'Recalls cannot be called until noon')
  await majas.keyboard.press('Enter')
  await majas.waitForSelector('#step-title')
  await waitForWords(judes, `${maja.name} took it over`)
})

test('all that came by then is that one mail, of that one hand-over', async () => {
  const types = (await recordsOnServer(rig.api.url, TICKET)).flatMap(({ events }) =>
    events.map(({ data }) => data.type),
  )
  expect(types.filter((type) => type === 'handed_off')).toHaveLength(1)
  expect(types.filter((type) => type === 'picked_up')).toHaveLength(1)
  expect(sink.came).toHaveLength(1)
})

/** As its reader sees it: quoted-printable taken off. */
function mailText(): string {
  const bytes = (sink.came[0]?.text ?? '')
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
