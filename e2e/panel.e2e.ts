/**
 * Every main screen of the panel at 360 px, light and dark: nothing that keeps
 * people out, nothing that scrolls sideways, and on the walk, the outcome and the note nothing
 * that the keyboard alone does not reach. With UPDATE_PICTURES=1 it also takes the
 * pictures of docs/pictures, page and panel side by side.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openNewNote } from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  finishResolved,
  openNote,
  pressButton,
  previewedText,
  shownNote,
  waitForWords,
  waitUntilOffered,
} from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { makeCamera, PANEL_WIDTH } from './rig/picture.ts'
import { expectReachedByTab } from './rig/reach-by-tab.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'
import { waitForCard } from './rig/walk.ts'

const TICKET = 48213

const camera = makeCamera()
let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
  await narrow(panel)
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(async () => {
  if (rig) await camera.join(rig.browser)
  await rig?.close()
})

test('first run', async () => {
  await panel.waitForSelector('input')
  await expectOpenToAll(panel)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
})

test('the flows that are offered, and the search', async () => {
  await waitForWords(panel, 'User cannot access a file share')
  await waitForWords(panel, 'Pelican Row Dental Group')
  await expectOpenToAll(panel)
  await panel.keyboard.press('/')
  await panel.keyboard.type('dns')
  await waitForWords(panel, 'DNS')
  await expectOpenToAll(panel)
  await panel.keyboard.press('Escape')
})

test('a value that is asked, a question, a check with its commands and missing values', async () => {
  await startFileShare(panel)
  for (const [i, step] of FILE_SHARE_STEPS.entries()) {
    if (i === CHECK) {
      await panel.waitForSelector('section[aria-label="Missing values"] input:focus')
      await expectOpenToAll(panel)
    } else if ([1, 5].includes(i)) await expectOpenToAll(panel)
    if (i === PICTURED) await camera.take('walk', page, panel, 'dark')
    await step(panel)
  }
  await waitForCard(panel, 'Share opens again')
  await expectOpenToAll(panel)
  await expectReachedByTab(panel)
}, 180_000)

test('the record', async () => {
  await panel.keyboard.press('h')
  await waitForWords(panel, 'whoami /groups')
  await expectOpenToAll(panel)
  await panel.keyboard.press('h')
})

test('the other sessions, and the keyboard', async () => {
  for (const [key, title] of [
    ['s', 'Other open sessions'],
    ['?', 'Keyboard'],
  ] as const) {
    await panel.keyboard.press(key)
    await panel.waitForSelector(`::-p-aria([name="${title}"][role="dialog"])`)
    await expectOpenToAll(panel)
    await panel.keyboard.press('Escape')
    await panel.waitForSelector('[role="dialog"]', { hidden: true })
  }
})

test('the outcome proposes the cause and what shows it, and begins at its first field', async () => {
  await endFileShare(panel)
  await panel.waitForSelector('::-p-aria([name="How did it end?"][role="dialog"])')
  await panel.waitForFunction(() => document.activeElement?.matches('input[name="outcome"]'))
  const proposed = await panel.evaluate(() => ({
    ticked: [...document.querySelectorAll<HTMLInputElement>('[role="dialog"] input:checked')].map(
      (input) => input.labels?.[0]?.textContent,
    ),
    cause: document.querySelector('[role="dialog"] textarea')?.textContent,
  }))
  expect(proposed.ticked).toEqual(expect.arrayContaining(['Resolved', 'Confirmed']))
  expect(proposed.cause).toMatch(/Recalls-RW|sign-in/)
  await expectOpenToAll(panel)
  await camera.take('outcome', page, panel, 'light')
  await expectReachedByTab(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
  await expectOpenToAll(panel)
})

test('the note, with the mark by which it is known again where it is posted', async () => {
  await openNote(panel, 'Resolution')
  await waitForWords(panel, 'ROOT CAUSE')
  await waitForWords(panel, '[rf:')
  expect(await shownNote(panel)).toMatch(/\n\[rf:[0-9a-f]{12}\]/)
  await waitUntilOffered(panel, `Post to #${TICKET}`)
  await expectOpenToAll(panel)
  await expectEvidenceByTab(panel)
  await openNewNote(page)
  await waitForWords(panel, `Insert into #${TICKET}`)
  await expect.poll(() => previewedText(panel), { timeout: 15_000 }).not.toContain('[rf:')
  await waitForWords(panel, 'Post ends the note with [rf:')
  await waitUntilOffered(panel, `Insert into #${TICKET}`)
  await pressButton(panel, `Insert into #${TICKET}`)
  await waitForWords(panel, 'press Save')
  await expectOpenToAll(panel)
  await expectReachedByTab(panel)
  await camera.take('note', page, panel, 'dark')
})

/** What a sentence rests on is shown to whoever reaches it by keyboard, one sentence at a time. */
async function expectEvidenceByTab(of: Page): Promise<void> {
  const isInText = () =>
    of.evaluate(() => document.activeElement?.closest('[aria-label^="The text as it"]') !== null)
  for (let presses = 0; presses < 40 && !(await isInText()); presses++) {
    await of.keyboard.press('Tab')
  }
  const reached = new Set<string>()
  for (const _ of [1, 2, 3]) {
    reached.add(await untilEvidenceShown(of, reached))
    await of.keyboard.press('Tab')
  }
  await untilEvidenceShown(of, reached)
  await of.keyboard.press('Escape')
  await of.waitForFunction(() => !document.querySelector('[role="dialog"]'))
  await waitForWords(of, 'ROOT CAUSE') // the note stays
}

/** Until another sentence has the focus, with what it rests on and nothing else; gives the sentence. */
async function untilEvidenceShown(of: Page, before: ReadonlySet<string>): Promise<string> {
  const sentence = await of.waitForFunction(
    (seen) => {
      const at = document.activeElement?.closest(
        '[aria-label^="The text as it"] [data-popup-open]',
      )?.textContent
      const shown = [...document.querySelectorAll('[role="dialog"]')]
      const isAlone = shown.length === 1 && shown[0]?.textContent?.includes('Rests on')
      return isAlone && at && !seen.includes(at) ? at : null
    },
    {},
    [...before],
  )
  return (await sentence.jsonValue()) ?? ''
}

const CHECK = 7
const PICTURED = 9

async function narrow(of: Page): Promise<void> {
  await of.setViewport({ width: PANEL_WIDTH, height: 780 })
}
