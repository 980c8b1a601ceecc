/**
 * What is known of a client: asked once, filled in on its next ticket, corrected there, and asked
 * again where two people told two things.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ListClientFacts } from '#shared/client-fact/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, fillMissing, startFileShare } from './rig/file-share.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

/** Two tickets of one client, both about a share. */
const FIRST = 48219
const SECOND = 48088
const KEPT = 'ul[aria-label="Values filled in"]'
const KNOWN = 'section[aria-label^="Known of"]'

let rig: Rig
let page: Page
let panel: Page
let client: string

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: FIRST, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a value that is given on one ticket is known of the client', async () => {
  await toTheServer()
  await fillMissing(panel)
  await panel.waitForSelector(KEPT)
  await photograph(panel, 'values-filled-in')
  await panel.keyboard.press('t')
  await waitForWords(panel, 'File server PRD-FS01')
  await panel.waitForSelector(`${KNOWN} h3`) // what was filled in says the same beside the step
  client = await panel.$eval(`${KNOWN} h3`, (title) => title.textContent.replace('Known of ', ''))
  await waitForWords(panel, `${demoPerson('engineer').name}, `)
  await bringIntoView()
  await photograph(panel, 'known-of-client')
  await expectOpenToAll(panel)
  await panel.keyboard.press('t')
})

test('filled in on the client’s next ticket, and corrected there for that ticket alone', async () => {
  await goTo(SECOND)
  await waitForWords(panel, `Ticket #${SECOND}`)
  await toTheServer()
  const given = (value: string) =>
    `::-p-aria([name="File server is ${value}: give another value"][role="button"])`
  await panel.locator(given('PRD-FS01')).click()
  await panel.locator('section[aria-label="Another value"] input').fill('PRD-FS02')
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'PRD-FS01 is kept for ')
  await photograph(panel, 'whose-value')
  await expectOpenToAll(panel)
  await panel.keyboard.press('Tab')
  await panel.keyboard.press('Enter')
  await panel.waitForSelector(given('PRD-FS02'))
  expect(await known()).toMatchObject([{ value: 'PRD-FS01', other: null }])
})

test('told otherwise by somebody who did not know of it: both stand there until one is said to hold', async () => {
  await tellAsLead('PRD-FS07')
  await expect.poll(known).toMatchObject([{ value: 'PRD-FS07', other: { value: 'PRD-FS01' } }])
  await panel.reload()
  await waitForWords(panel, `Ticket #${SECOND}`)
  await waitForWords(panel, 'Go on')
  await panel.keyboard.press('t')
  await waitForWords(panel, 'or PRD-FS01')
  await bringIntoView()
  await photograph(panel, 'two-values')
  await pressButton(panel, 'PRD-FS01 holds')
  await expect.poll(known).toMatchObject([{ value: 'PRD-FS01', other: null }])
  await waitForWords(panel, 'File server PRD-FS01')
  await pressButton(panel, 'Forget File server')
  await waitForWords(panel, 'Forget it for the whole team?')
  await pressButton(panel, 'Forget')
  await expect.poll(known).toEqual([])
})

/** To the first card that names the server. */
async function toTheServer(): Promise<void> {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 7)) await step(panel)
}

const bringIntoView = (): Promise<void> =>
  panel.$eval(KNOWN, (section) => {
    section.scrollIntoView({ block: 'center' })
  })

const goTo = (id: number): Promise<void> =>
  page.evaluate((ticketId) => {
    window.__standIn.goTo({ name: 'ticket', id: ticketId, opened: 'fromList' })
  }, id)

async function known() {
  const { email, password } = demoPerson('lead')
  const { accessToken } = await signInAs(rig.api.url, email, password)
  const { facts } = await askApi(rig.api.url, ListClientFacts, { client }, accessToken)
  return facts.filter(({ name }) => name === 'file_server')
}

/** On a ticket of the same client, in another browser that has not seen what is kept. */
async function tellAsLead(value: string): Promise<void> {
  const { email, password } = demoPerson('lead')
  const { accessToken, person } = await signInAs(rig.api.url, email, password)
  const told: EventData[] = [
    { type: 'session_started', ticket: { ref: null, summary: 'A share is away', client } },
    {
      ...{ type: 'variable_set', name: 'file_server', value },
      ...{ keep: 'client', source: 'typed' },
    },
  ]
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const events = told.map((data) => ({ id: v7(), at: new Date().toISOString(), by, data }))
  await askApi(rig.api.url, AppendEvents, { sessionId: v7(), after: 0, events }, accessToken)
}
