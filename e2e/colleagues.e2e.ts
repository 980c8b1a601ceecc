/**
 * Two technicians on one ticket, each with a browser of their own: one works, the other looks on
 * live, takes part with one act, and both write one record. Who begins at the same moment is told
 * of the other.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTicket } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { openNote, post, pressButton, waitForWords } from './rig/note.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { writeSentence } from './rig/pilot.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle, leaveField, next, untilOffered, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const AT_ONCE = 48211
const maja = demoPerson('lead')
const jude = demoPerson('engineer')

let rig: Rig
/** Maja began; Jude comes to the same ticket. */
let majasPage: Page
let majas: Page
let judesPage: Page
let judes: Page

beforeAll(async () => {
  rig = await startRig()
  majasPage = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  majas = await openPanel(rig.browser, majasPage)
  await signInToPanel(majas, rig.api.url, maja)
  const other = await rig.openColleague({ ticketId: TICKET, tab: 'internal' })
  judesPage = other.page
  await startFileShare(majas)
  judes = await openPanel(other.browser, judesPage)
  await signInToPanel(judes, rig.api.url, jude)
}, 180_000)
beforeEach(() => keepEvidence({ page: majas, panel: judes, log: rig.api.log }))
afterAll(() => rig?.close())

const record = async (ticketId = TICKET) => {
  const [one, ...more] = await recordsOnServer(rig.api.url, ticketId)
  expect(more).toEqual([])
  return one?.events ?? []
}
const byJude = async () =>
  (await record()).filter(({ by }) => by.kind === 'person' && by.name === jude.name)

test('whoever opens the same ticket sees the colleague’s work and each step as it comes', async () => {
  await waitForWords(judes, 'Looking on')
  await waitForWords(judes, `${maja.name} at work`)
  await waitForWords(judes, 'Now at: Scope of the problem')
  const [first, second] = FILE_SHARE_STEPS
  await first?.(majas)
  await waitForWords(judes, `Now at: ${await cardTitle(majas)}`)
  await second?.(majas)
  await waitForWords(judes, 'Access is denied (0x80070005)')
  await waitForWords(judes, `Now at: ${await cardTitle(majas)}`)
  await photograph(judes, 'looking-on')
  await expectOpenToAll(judes)
})

test('looking writes nothing and runs no clock, whatever key is pressed', async () => {
  for (const key of ['o', 'w', 'f', 'p', 'x', 'u', 'b', '+', '1'] as const) {
    await judes.keyboard.press(key)
  }
  await waitForWords(judes, 'Looking on')
  expect(await judes.$('::-p-aria([name="Kind of note"][role="group"])')).toBeNull()
  expect(await judes.$('textarea')).toBeNull()
  expect(await byJude()).toEqual([])
})

test('one act takes part: what both do stands in one record, under the name of who did it', async () => {
  await pressButton(judes, 'Work on it too')
  await waitForCard(judes, await cardTitle(majas))
  await leaveField(judes)
  await judes.keyboard.press('o')
  await writeSentence(judes, 'The scanner in the next room writes to the same share')
  await openRecord(majas)
  await waitForWords(majas, 'The scanner in the next room writes to the same share')
  await waitForWords(majas, jude.name)
  await photograph(majas, 'two-at-work')
  await expectOpenToAll(majas)
  expect((await byJude()).map(({ data }) => data.type)).toEqual(['part_taken', 'statement_added'])
  expect(await record()).not.toEqual([])
})

test('whoever takes part goes on in another browser of theirs, where they left it', async () => {
  const { browser, page } = await rig.openColleague({ ticketId: TICKET, tab: 'internal' })
  const elsewhere = await openPanel(browser, page)
  await signInToPanel(elsewhere, rig.api.url, jude)
  await waitForWords(elsewhere, 'In progress')
  await elsewhere.keyboard.press('Enter')
  await waitForCard(elsewhere, await cardTitle(majas))
})

test('what one posts, the other sees posted', async () => {
  await openNote(judes, 'Working')
  await waitForWords(judes, `Worked on by ${maja.name} and ${jude.name}.`)
  await openNote(majas, 'Working')
  const override = await majas.waitForSelector('button::-p-text(Write it all the same)')
  await override?.evaluate((button) => (button as HTMLElement).click()) // the bar at the foot may lie above it
  await post(majas)
  await waitForWords(majas, `In #${TICKET}`)
  await waitForWords(judes, `In #${TICKET}`)
  await waitForWords(judes, `as ${maja.name}`)
  expect(rig.world.notesOf(TICKET).filter((note) => note.createdBy === 'rflow_api')).toHaveLength(1)
})

test('of two who begin at the same moment each is told of the other, and may go there', async () => {
  await Promise.all([openTicket(majasPage, AT_ONCE), openTicket(judesPage, AT_ONCE)])
  await Promise.all([majas, judes].map((panel) => waitForWords(panel, `#${AT_ONCE}`)))
  // Whoever still asks whether the ticket has work would be shown what the other begins.
  await Promise.all([untilOffered(majas), untilOffered(judes)])
  await Promise.all([next(majas), next(judes)])
  await waitForWords(judes, `${maja.name} works on this ticket too`)
  await photograph(judes, 'beside')
  await expectOpenToAll(judes)
  await pressButton(judes, 'Look at it')
  await waitForWords(judes, `${maja.name} at work`)
  await pressButton(judes, 'Begin a session of your own')
  await waitForWords(judes, `${maja.name} works on this ticket too`)
  // Said once, it is asked no more, after a visit to the note either.
  await startFirstFlow(judes)
  await pressButton(judes, 'Stay with this one')
  await openNote(judes, 'Working')
  const asked = judes.waitForResponse((answer) => answer.url().includes('/api/sessions?'))
  await judes.keyboard.press('Escape')
  await asked
  await waitForCard(judes, await cardTitle(majas))
  expect(await judes.$('aside[aria-label="A colleague on this ticket"]')).toBeNull()
})

test('a colleague’s session as a page grows while it is open, and leads beside its ticket', async () => {
  const tab = await judesPage.browser().newPage()
  await tab.goto(`chrome-extension://${new URL(judes.url()).host}/sessions.html`)
  await tab.waitForFunction(() => document.querySelectorAll('select').length === 2)
  const [, whose] = await tab.$$('select')
  await whose?.select('') // the whole team
  const row = await tab.waitForSelector(
    `::-p-xpath(//li/a[contains(., "#${AT_ONCE}") and contains(., "${maja.name}")])`,
  )
  await row?.evaluate((link) => (link as HTMLElement).click())
  await waitForWords(tab, `${maja.name} works on it`)
  await photograph(tab, 'colleagues-page', [360, 1280])
  await expectOpenToAll(tab)
  for (const step of FILE_SHARE_STEPS.slice(0, 2)) await step(majas)
  await waitForWords(tab, 'Access is denied (0x80070005)')
  await pressButton(tab, 'Show it beside its ticket')
  await waitForWords(judes, `#${AT_ONCE}`)
  await tab.close()
})

async function openRecord(panel: Page): Promise<void> {
  await panel.keyboard.press('Escape')
  await panel.keyboard.press('h')
}

async function startFirstFlow(panel: Page): Promise<void> {
  await untilOffered(panel)
  await next(panel)
}
