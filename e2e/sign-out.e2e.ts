/**
 * Signing out on a machine that others use: with a panel, pages and the worker open, nothing of
 * the person stays in the browser, and nothing of their work is lost by it unasked.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { killWorker, openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import { expectAtEveryWidth, fill } from './rig/full-tab.ts'
import { databasesIn, keptInBrowser } from './rig/kept-in-browser.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213
const engineer = demoPerson('engineer')
const lead = demoPerson('lead')

let rig: Rig
let ticket: Page
let panel: Page
let settings: Page
let sessions: Page

beforeAll(async () => {
  rig = await startRig()
  ticket = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, ticket)
  settings = await openTab('settings')
  sessions = await openTab('sessions')
}, 180_000)
beforeEach(() => keepEvidence({ page: settings, panel, log: rig.api.log }))
afterAll(() => rig?.close())

async function openTab(name: string): Promise<Page> {
  const tab = await rig.browser.newPage()
  await tab.goto(`chrome-extension://${new URL(panel.url()).host}/${name}.html`)
  return tab
}

async function signIn(person: typeof engineer): Promise<void> {
  await signInToPanel(panel, rig.api.url, person)
  await waitForWords(settings, person.email)
  await waitForWords(sessions, 'Sessions')
}

async function walkOneStep(): Promise<void> {
  await ticket.bringToFront()
  await startFileShare(panel)
  await FILE_SHARE_STEPS[0]?.(panel)
}

/** In the panel, in every page, and in what the browser keeps. */
async function expectNobodyHere(): Promise<void> {
  await panel.waitForSelector('input[type="password"]')
  await waitForWords(settings, 'Nobody is signed in')
  await expect.poll(() => databasesIn(settings)).toEqual([])
  // That one is leaving is written down until all else is gone.
  await expect
    .poll(async () => {
      const kept = await keptInBrowser(settings)
      const words = [engineer.email, engineer.name, 'refreshToken', 'leaving']
      return words.filter((word) => kept.includes(word))
    })
    .toEqual([])
}

test('nothing of a person stays once all has arrived, whatever is open', async () => {
  await signIn(engineer)
  await walkOneStep()
  await expect.poll(() => databasesIn(settings)).toHaveLength(1)
  await settings.bringToFront()
  // What is kept of them would be left behind under the address of before.
  await fill(settings, 'Server', 'https://other.example')
  await settings.keyboard.press('Enter')
  await waitForWords(settings, 'Another server is another account: sign out below first.')
  await pressButton(settings, 'Sign out')
  await expectNobodyHere()
  await killWorker(rig.browser)
  await Promise.all([settings.reload(), sessions.reload(), panel.reload()])
  await expectNobodyHere()
})

test('back again, they find their open sessions, and where they stood', async () => {
  await signIn(engineer)
  await waitForWords(panel, 'No ticket in view') // a page of ours is in front
  await waitForWords(panel, `#${TICKET}`)
  await ticket.bringToFront()
  await panel.waitForSelector('#resume-title, #step-title')
})

test('with the server away, what has not arrived is told, and one may stay', async () => {
  await rig.api.stop()
  await ticket.bringToFront()
  if (await panel.$('#resume-title')) await panel.keyboard.press('Enter')
  await panel.waitForSelector('#step-title')
  await FILE_SHARE_STEPS[1]?.(panel)
  await settings.bringToFront()
  await pressButton(settings, 'Sign out')
  await waitForWords(settings, 'Some of your work is only in this browser')
  await waitForWords(settings, 'No answer from')
  await expectAtEveryWidth(settings)
  await pressButton(settings, 'Stay signed in')
  await settings.waitForSelector('[role="dialog"]', { hidden: true })
  expect(await databasesIn(settings)).toHaveLength(1)
})

test('kept here, it is nobody else’s, and arrives when they are back', async () => {
  await pressButton(settings, 'Sign out')
  await waitForWords(settings, 'No answer from') // until then the buttons may move
  await pressButton(settings, 'Keep it here and sign out')
  await panel.waitForSelector('input[type="password"]')
  await waitForWords(settings, 'Nobody is signed in')
  const [kept] = await databasesIn(settings)
  expect(kept).toContain('resolutionflow')

  await rig.api.start()
  await ticket.bringToFront()
  await signIn(lead)
  await waitForWords(panel, `#${TICKET}`)
  await expect.poll(() => databasesIn(settings)).toHaveLength(2)
  await settings.bringToFront()
  await pressButton(settings, 'Sign out')
  await panel.waitForSelector('input[type="password"]')
  await expect.poll(() => databasesIn(settings)).toEqual([kept])

  await ticket.bringToFront()
  await signIn(engineer)
  await settings.bringToFront()
  await pressButton(settings, 'Sign out')
  await expectNobodyHere()
})

test('deleted on request, it is gone, also with the server away', async () => {
  await ticket.bringToFront()
  await signIn(engineer)
  await panel.waitForSelector('#resume-title, #step-title')
  await rig.api.stop()
  if (await panel.$('#resume-title')) await panel.keyboard.press('Enter')
  await panel.waitForSelector('#step-title')
  await FILE_SHARE_STEPS[2]?.(panel)
  await settings.bringToFront()
  await pressButton(settings, 'Sign out')
  await waitForWords(settings, 'No answer from')
  await pressButton(settings, 'Delete it')
  await expectAtEveryWidth(settings)
  await pressButton(settings, 'Delete and sign out')
  await expectNobodyHere()
})
