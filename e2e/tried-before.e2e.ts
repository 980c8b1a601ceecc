/** On opening a ticket: what earlier sessions for its client tried, told below it, each with its session. */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppendEvents } from '#shared/session/contract.ts'
import type { EventData } from '#shared/session/event.ts'
import { ListTriedBefore } from '#shared/tried-before/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48219
const CLIENT = 'Thistlewood & Okoro LLP'
const DEAD_END = 'Mapping the drive again by its address changed nothing'

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  await workAsLead()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('the same symptom of this client stands open, and leads to its session', async () => {
  await waitForWords(panel, DEAD_END)
  await waitForWords(panel, 'Same client, similar symptom, in 2 sessions')
  await panel.$eval('section[aria-label="Tried before"]', (section) =>
    section.scrollIntoView({ block: 'center' }),
  )
  await photograph(panel, 'tried-before')
  await expectOpenToAll(panel)
  const opened = rig.browser.waitForTarget((target) => target.url().includes('/sessions.html#'))
  await panel.locator('section[aria-label="Tried before"] ul button').click()
  const session = await (await opened).page()
  if (!session) throw new Error('No page was opened')
  await waitForWords(session, DEAD_END)
  await session.close()
})

/** Two sessions of a colleague for the same client, one after the other, with one dead end. */
async function workAsLead(): Promise<void> {
  const { email, password } = demoPerson('lead')
  const { accessToken, person } = await signInAs(rig.api.url, email, password)
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const summary = 'Network drive M: gone since the morning'
  const did: EventData[] = [
    { type: 'session_started', ticket: { ref: null, number: '4711', summary, client: CLIENT } },
    {
      ...{ type: 'attempt_failed', place: null, title: 'Mapping by address' },
      ...{ why: 'did_not_help', text: DEAD_END },
    },
  ]
  for (const sessionId of [v7(), v7()]) {
    const events = did.map((data) => ({ id: v7(), at: new Date().toISOString(), by, data }))
    await askApi(rig.api.url, AppendEvents, { sessionId, after: 0, events }, accessToken)
  }
  const { tried } = await askApi(rig.api.url, ListTriedBefore, { client: CLIENT }, accessToken)
  expect(tried).toMatchObject([{ times: 2 }])
}
