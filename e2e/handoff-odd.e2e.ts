/**
 * Handing over when something stands in the way: a ticket that changed, no network, two who take it
 * at once; and the way back to whoever handed it over. Nothing is lost, nothing happens twice.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ListSessions } from '#shared/session/contract.ts'
import { openTicket } from './connectwise/pages/drive.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
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
import { pick, pressButton, waitForWords } from './rig/note.ts'
import { goOffline } from './rig/offline.ts'
import { recordsOnServer } from './rig/on-server.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { cardTitle, waitForCard } from './rig/walk.ts'

const TICKET = 48213
const NEXT_TICKET = 48174
const maja = demoPerson('lead')
const dana = demoPerson('admin')
const jude = demoPerson('engineer')

let rig: Rig
let judesPage: Page
let judes: Page
let majas: Page
let danas: Page
/** Of whoever was second. */
let lookingOn: Page

beforeAll(async () => {
  rig = await startRig()
  judesPage = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  judes = await openPanel(rig.browser, judesPage)
  await signInToPanel(judes, rig.api.url, jude)
  const [hers, other] = [await rig.openColleague(), await rig.openColleague()]
  majas = await openPanel(hers.browser, hers.page)
  await signInToPanel(majas, rig.api.url, maja)
  danas = await openPanel(other.browser, other.page)
  await signInToPanel(danas, rig.api.url, dana)
  await startFileShare(judes)
  for (const step of FILE_SHARE_STEPS.slice(0, 3)) await step(judes)
}, 240_000)
beforeEach(() => keepEvidence({ page: judes, panel: majas, log: rig.api.log }))
afterAll(() => rig?.close())

const count = async (type: string) =>
  (await recordsOnServer(rig.api.url, TICKET))
    .flatMap(({ events }) => events)
    .filter(({ data }) => data.type === type).length
const posted = () => rig.world.notesOf(TICKET).filter(({ createdBy }) => createdBy === 'rflow_api')

test('where the ticket does not take the note, all is there again with the reason', async () => {
  await askToHandOver(judes)
  await sayWhy(judes, 'I have no rights on the file server')
  await sayImpact(judes, 'Front desk, by noon')
  await sayFirstMove(judes, 'Look at the groups of the user')
  const flags = { detailDescriptionFlag: true, internalAnalysisFlag: false, resolutionFlag: false }
  const by = { member: 'jokafor', via: 'page' } as const
  rig.world.addNote({ ticketId: TICKET, text: 'Any news?', ...flags }, by)
  await confirmHandOver(judes)
  await waitForWords(judes, 'Not handed over')
  await judes.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some(({ value }) => value.includes('no rights on')),
  )
  await photograph(judes, 'not-handed-over')
  await expectOpenToAll(judes)
  expect(await count('handed_off')).toBe(0)
})

test('that it was not handed over is told when the panel was closed, and on the next ticket; it goes without the note', async () => {
  await judes.reload()
  await waitForWords(judes, 'Not handed over')
  await openTicket(judesPage, NEXT_TICKET)
  await waitForWords(judes, `#${TICKET} was not handed over`)
  await waitForWords(judes, `#${NEXT_TICKET}`)
  await photograph(judes, 'not-handed-over-elsewhere')
  await expectOpenToAll(judes)
  await pressButton(judes, 'Open it')
  await waitForWords(judes, 'What you wrote is all here.')
  await openTicket(judesPage, TICKET)
  await pressButton(judes, 'Hand over without the note')
  await waitForWords(judes, 'Waits for whoever looks after escalations')
  expect(await count('handed_off')).toBe(1)
  expect(posted()).toEqual([])
})

test('of two who read it one takes it over, and the other is told who', async () => {
  await Promise.all([readFirstWaiting(majas), readFirstWaiting(danas)])
  const [hers, other] = [takes(majas), takes(danas)]
  await Promise.all([majas.keyboard.press('Enter'), danas.keyboard.press('Enter')])
  const winner = await Promise.race([hers, other])
  const loser = winner === majas ? danas : majas
  const name = winner === majas ? maja.name : dana.name
  await waitForWords(loser, `${name} took it over`)
  await photograph(loser, 'taken-by-another')
  await expectOpenToAll(loser)
  await waitForWords(judes, `${name} took it over`)
  expect(await count('picked_up')).toBe(1)
  await pressButton(loser, 'Look at the work')
  await waitForWords(loser, 'Looking on')
  lookingOn = loser
})

test('it goes back to whoever handed it over, who stands where it was left', async () => {
  const holder = (await majas.$('#step-title')) ? majas : danas
  const at = await cardTitle(holder)
  await askToHandOver(holder)
  await pick(holder, 'Hand back')
  await sayWhy(holder, 'Your rights are there now')
  await sayImpact(holder, 'Front desk, by noon')
  await sayFirstMove(holder, 'Sign in again')
  await photograph(holder, 'hand-back')
  await confirmHandOver(holder)
  await waitForWords(holder, `Waits for ${jude.name}`)
  await judes.waitForSelector('::-p-aria([name="Waiting to be picked up: 1"])')
  await readFirstWaiting(judes)
  await judes.keyboard.press('Enter')
  await waitForCard(judes, at)
  await waitForWords(holder, `${jude.name} took it over`)
})

test('without a network it waits, kept, and is handed over once when there is one again', async () => {
  const plugIn = await goOffline(rig.browser)
  const before = await count('handed_off')
  await askToHandOver(judes)
  await sayWhy(judes, 'My shift ends')
  await pick(judes, 'Next shift')
  await sayImpact(judes, 'Front desk, by noon')
  await sayFirstMove(judes, 'Call the front desk')
  await confirmHandOver(judes)
  await waitForWords(judes, 'Handing over needs the server')
  await photograph(judes, 'waits-for-network')
  await expectOpenToAll(judes)
  await plugIn()
  await waitForWords(judes, 'Waits for whoever comes next', 40_000)
  expect(await count('handed_off')).toBe(before + 1)
})

test('on a ticket with work of one’s own the way to what waits there stands at the top', async () => {
  await pressButton(lookingOn, 'Begin a session of your own')
  await waitForWords(lookingOn, 'Read it and take it over')
  await photograph(lookingOn, 'waiting-here')
  await expectOpenToAll(lookingOn)
  await pressKey(lookingOn, 'Q')
  await waitForWords(lookingOn, 'FIRST MOVE')
})

test('its page leads the panel beside it to what the sender knew', async () => {
  const tab = await majas.browser().newPage()
  await tab.goto(await pageOf(majas))
  await waitForWords(tab, 'Waits for whoever comes next')
  await pressButton(tab, 'Read it and take it over')
  await waitForWords(majas, 'FIRST MOVE')
  await waitForWords(majas, 'My shift ends')
  await photograph(tab, 'handed-over-page', [360, 1280])
  await expectOpenToAll(tab)
  await tab.close()
})

test('whoever handed it over takes it back', async () => {
  await pressButton(judes, 'Take it back')
  await judes.waitForSelector('#step-title')
  await waitForWords(majas, `${jude.name} took it back`)
})

test('a lead hands over what a colleague has open, from its page', async () => {
  const tab = await majas.browser().newPage()
  await tab.goto(await pageOf(majas))
  await pressButton(tab, 'Hand it over')
  await majas.waitForSelector('::-p-aria([name="Hand over"][role="dialog"])')
  await sayWhy(majas, 'Jude is ill')
  await pick(majas, 'Colleague')
  await sayImpact(majas, 'Front desk, by noon')
  await sayFirstMove(majas, 'Call the front desk')
  await confirmHandOver(majas)
  await waitForWords(majas, 'Waits for any colleague')
  await waitForWords(judes, 'Waits for any colleague')
  await tab.close()
})

/** Of the session, as a link names it. */
async function pageOf(panel: Page): Promise<string> {
  const { email, password } = maja
  const { accessToken } = await signInAs(rig.api.url, email, password)
  const { sessions } = await askApi(rig.api.url, ListSessions, { ticketId: TICKET }, accessToken)
  return `chrome-extension://${new URL(panel.url()).host}/sessions.html#${sessions[0]?.id}`
}

const takes = (panel: Page): Promise<Page> =>
  panel.waitForSelector('#step-title').then(
    () => panel,
    () => new Promise<Page>(() => undefined),
  )
