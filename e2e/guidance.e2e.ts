/**
 * A lead tells FlowPilot how the team works: saved without secrets, refused with what to do
 * instead, put back from an earlier version, and never over somebody else's.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { pressButton, waitForWords } from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const WIDTHS = [360, 480, 1024] as const
const FIELD = 'textarea[placeholder^="Switches and firewalls"]'

let rig: Rig
let panel: Page
let tab: Page
let other: Page

beforeAll(async () => {
  rig = await startRig()
  const page = await rig.openPage({ ticketId: 48213, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('lead'))
  // A URL of this scheme has no origin of its own.
  const settings = `chrome-extension://${new URL(panel.url()).host}/settings.html`
  tab = await rig.browser.newPage()
  await tab.goto(settings)
  other = await rig.browser.newPage()
  await other.goto(settings)
  await tab.bringToFront()
}, 180_000)
beforeEach(() => keepEvidence({ page: tab, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a first one is saved, without what looks like a secret', async () => {
  await write(tab, 'Switches are changed after 18:00 only. The password of the lab is Tr0ub4dor&3.')
  await pressButton(tab, 'Save for the team')
  await waitForWords(tab, 'Saved, without what looked like a secret')
  await waitForWords(tab, 'Version 1, saved on')
  expect(await textIn(tab)).not.toContain('Tr0ub4dor')
  await look(tab, 'guidance-saved')
  await expectAtEveryWidth(tab)
})

test('a colleague’s name is refused with what to write instead, and nothing typed is lost', async () => {
  const text = `Ask ${demoPerson('engineer').name} before a restart.`
  await write(tab, text)
  await pressButton(tab, 'Save for the team')
  await waitForWords(tab, 'Write what they do instead')
  expect(await textIn(tab)).toBe(text)
  await look(tab, 'guidance-refused')
  await expectAtEveryWidth(tab)
})

test('two who write at once: the second sees what the first has saved, and decides', async () => {
  await write(tab, 'Ask the client before a restart.')
  await pressButton(tab, 'Save for the team')
  await waitForWords(tab, 'Version 2, saved on')
  await other.bringToFront() // it may read version 2 by itself then, or be told when it saves
  await write(other, 'Restart nothing before noon.')
  await pressButton(other, 'Save for the team')
  await waitForWords(other, 'Somebody else has saved it meanwhile')
  await waitForWords(other, 'Ask the client before a restart.')
  expect(await textIn(other)).toBe('Restart nothing before noon.')
  await look(other, 'guidance-conflict')
  await expectAtEveryWidth(other)
  await pressButton(other, 'Go on with mine')
  await pressButton(other, 'Save for the team')
  await waitForWords(other, 'Version 3, saved on')
})

test('what stood there before can be put back', async () => {
  await pressButton(other, 'Before 2 versions')
  await look(other, 'guidance-before')
  await expectAtEveryWidth(other)
  await pressButton(other, 'Put this one back')
  await expect.poll(() => textIn(other)).toBe('Ask the client before a restart.')
  await pressButton(other, 'Save for the team')
  await waitForWords(other, 'Version 4, saved on')
})

async function write(of: Page, text: string): Promise<void> {
  await of.waitForSelector(FIELD)
  await of.focus(FIELD)
  await of.keyboard.down('Control')
  await of.keyboard.press('a')
  await of.keyboard.up('Control')
  await of.keyboard.type(text)
}

/** The part itself: it stands far down on its page. */
async function look(of: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await of.setViewport({ width, height: 780 })
    await of.$eval(FIELD, (field) => field.closest('section')?.scrollIntoView())
    await photograph(of, name, [width])
  }
}

const textIn = (of: Page): Promise<string> =>
  of.$eval(FIELD, (field) => (field as HTMLTextAreaElement).value)

async function expectAtEveryWidth(of: Page): Promise<void> {
  for (const width of WIDTHS) {
    await of.setViewport({ width, height: 780 })
    await expectOpenToAll(of)
  }
  await expectReachedByTab(of)
}
