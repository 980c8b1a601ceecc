/**
 * What reaches people outside the panel, as it is set: one's own wishes, the team's chats, and what
 * did not get out, which an admin sends once more.
 */
import type { Page } from 'puppeteer-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Chat, startChat } from '#api/notice/testing/start-chat.ts'
import { HandOff } from '#shared/handoff/contract.ts'
import { AppendEvents } from '#shared/session/contract.ts'
import { askApi, signInAs } from './rig/ask-api.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { pressButton, tick, waitForWords } from './rig/note.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213

let chat: Chat
let rig: Rig
let panel: Page
let tab: Page

beforeAll(async () => {
  chat = await startChat()
  rig = await startRig({ env: { WEBHOOK_ALLOWED_HOSTS: `http://${chat.host}` } })
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('admin'))
  tab = await rig.browser.newPage()
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/settings.html`)
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(async () => {
  await rig?.close()
  await chat?.close()
})

test('one says what comes by mail and when it is quiet, and it is there again', async () => {
  await waitForWords(tab, 'No mail is sent yet')
  await tick(tab, 'Somebody takes over what I handed on')
  await tick(tab, 'Leave me in peace at certain hours')
  await fill(tab, 'Time zone', 'Europe/Atlantis', 'combobox')
  await waitForWords(tab, 'This time zone is not known')
  await fill(tab, 'Time zone', 'Europe/Berlin', 'combobox')
  await photographPart('Notifications', 'wishes')
  await expectAtEveryWidth(tab)
  await pressButton(tab, 'Save notifications')
  await waitForWords(tab, 'Saved.')
  await tab.reload()
  await tab.waitForSelector('input[type="time"]')
  const zone = await tab.waitForSelector('::-p-aria([name="Time zone"][role="combobox"])')
  expect(await zone?.evaluate((field) => 'value' in field && field.value)).toBe('Europe/Berlin')
})

test('a webhook is set, tried, and never shown', async () => {
  const webhook = await tab.waitForSelector('::-p-aria(Webhook of Slack)')
  await webhook?.type(chat.address)
  await pressNth('Save webhook', 0)
  await waitForWords(tab, `Tells ${chat.host}`)
  await pressButton(tab, 'Send a test message')
  await waitForWords(tab, 'The message was taken')
  expect(chat.came).toMatchObject([{ text: expect.stringContaining('tried from ResolutionFlow') }])
  expect(await tab.content()).not.toContain('a-secret-of-the-chat')
})

test('what does not get out is told with what to do, and is sent once more', async () => {
  chat.came.length = 0
  chat.answers((response) => void response.writeHead(404).end('no_service'))
  await escalate()
  await expect.poll(() => chat.came.length, { timeout: 20_000 }).toBe(1)
  // Its ticket is none of ConnectWise: nothing to open, so it says how to get there.
  expect(JSON.stringify(chat.came[0])).toContain('No rights there. To take it over, click')
  await expect
    .poll(
      async () => {
        await tab.reload()
        const read = await tab.waitForSelector('section[aria-labelledby="not-sent"] :is(li, p)')
        return read?.evaluate((row) => row.tagName === 'LI')
      },
      { timeout: 60_000 },
    )
    .toBe(true)
  await waitForWords(tab, 'The last message did not arrive')
  await photographPart('Escalations in your chat', 'channels')
  await expectAtEveryWidth(tab)
  chat.answers((response) => void response.end('ok'))
  await pressButton(tab, 'Try again')
  await waitForWords(tab, 'every message and mail arrived')
  await expect.poll(() => chat.came.length, { timeout: 20_000 }).toBe(2)
  expect(chat.came[1]).toEqual(chat.came[0])
})

async function escalate(): Promise<void> {
  const { email, password } = demoPerson('engineer')
  const { accessToken, person } = await signInAs(rig.api.url, email, password)
  const at = new Date().toISOString()
  const by = { kind: 'person' as const, id: person.id, name: person.name }
  const sessionId = v7()
  const ticket = { ref: null, number: 'T-17', summary: 'The till prints nothing' }
  const data = { type: 'session_started' as const, ticket }
  const events = [{ id: v7(), at, by, data }]
  await askApi(rig.api.url, AppendEvents, { sessionId, after: 0, events }, accessToken)
  await askApi(
    rig.api.url,
    HandOff,
    {
      ...{ sessionId, handoffId: v7(), at, intent: 'escalate', reason: 'No rights there' },
      ...{ toId: null, timeZone: 'UTC', words: {}, note: null },
      overridden: { lacking: ['tried'], reason: 'No time' },
    },
    accessToken,
  )
}

async function pressNth(name: string, n: number): Promise<void> {
  await tab.waitForSelector(`::-p-aria([name="${name}"][role="button"])`)
  const buttons = await tab.$$(`::-p-aria([name="${name}"][role="button"])`)
  await buttons[n]?.click()
}

async function photographPart(heading: string, name: string): Promise<void> {
  for (const width of [360, 480, 1024]) {
    await tab.setViewport({ width, height: 900 })
    await tab.evaluate((words) => {
      const headings = [...document.querySelectorAll('h2')]
      headings.find((h) => h.textContent === words)?.scrollIntoView()
    }, heading)
    await photograph(tab, name, [width])
  }
}
