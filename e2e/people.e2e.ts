/**
 * An admin gives somebody a new password: asked for their own first, shown the new one once, and
 * it stands in the audit trail. Whoever gets it chooses one of their own before anything else.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { untilRead } from './rig/until-read.ts'

const TICKET = 48213
const admin = demoPerson('admin')
const viewer = demoPerson('viewer')

let rig: Rig
let panel: Page
let tab: Page
/** What the admin has told the viewer by phone. */
let given: string

beforeAll(async () => {
  rig = await startRig()
  const page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, admin)
  tab = await rig.browser.newPage()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('an admin types their own password, and gives another a new one that is shown once', async () => {
  // A URL of this scheme has no origin of its own.
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/settings.html`)
  await waitForWords(tab, viewer.name)
  await untilRead(tab)
  await refuseOnceForProof(tab)
  await pressButton(tab, `New password for ${viewer.name}`)
  await pressButton(tab, 'Give a new password')

  const own = await tab.waitForSelector('::-p-aria([name="Your password"])')
  await own?.type('not this one')
  await tab.keyboard.press('Enter')
  await waitForWords(tab, 'This is not your password')
  await expectNarrow(tab)
  await own?.click({ count: 3 })
  await own?.type(admin.password)
  await tab.keyboard.press('Enter')

  const shown = await tab.waitForSelector('output')
  given = (await shown?.evaluate((element) => element.textContent)) ?? ''
  expect(given).toMatch(/^(\w{5}-){3}\w{5}$/)
  await expectNarrow(tab)
  await pressButton(tab, 'I have handed it over')
  await tab.waitForSelector('output', { hidden: true })

  await waitForWords(tab, `Gave ${viewer.name} a new password`)
  await waitForWords(tab, 'A wrong password was typed when it was asked for again')
  await expectNarrow(tab)
  expect(await tab.content(), 'shown once').not.toContain(given)
})

test('whoever was given one chooses their own, and then works', async () => {
  await pressButton(tab, 'Sign out')
  await panel.bringToFront()
  // Heard from the other page, once what waited there is sent.
  await panel.waitForSelector('::-p-aria([name="E-mail"][role="textbox"])')
  await signInToPanel(panel, rig.api.url, { ...viewer, password: given })
  await waitForWords(panel, 'An admin gave you your password')
  await expectNarrow(panel)
  const [present, next] = await panel.$$('input[type="password"]')
  await present?.type(given)
  await next?.type(given)
  await panel.keyboard.press('Enter')
  await waitForWords(panel, 'Choose another one')
  await next?.click({ count: 3 })
  await next?.type('nineteen quiet harbours')
  await panel.keyboard.press('Enter')
  await panel.waitForFunction(() => !document.querySelector('input[type="password"]'))
  await waitForWords(panel, 'No ticket in view') // the page of the admin is in front of it
})

/** As after five minutes, for which nobody waits here: once, and from then on the server answers. */
async function refuseOnceForProof(page: Page): Promise<void> {
  let isRefused = false
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const isGiving =
      request.method() === 'POST' && /\/people\/[\w-]+\/password$/.test(request.url())
    if (isRefused || !isGiving) return void request.continue()
    isRefused = true
    return void request.respond({
      status: 403,
      contentType: 'application/json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({ code: 'proofNeeded', message: 'Type your own password once more.' }),
    })
  })
}

async function expectNarrow(page: Page): Promise<void> {
  await page.setViewport({ width: 360, height: 780 })
  await expectOpenToAll(page)
}
