/**
 * The main job: from an open ticket to the note in it, in a real browser, with the real code
 * on both sides.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  chooseTab,
  editorBlocks,
  listedNotes,
  noteBoxes,
  openNewNote,
  pressed,
  refreshTicket,
  waitUntilSettled,
} from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { endFileShare, FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  finishResolved,
  openNote,
  pick,
  post,
  pressButton,
  previewedText,
  setMinutes,
  tick,
  waitForWords,
  waitUntilOffered,
} from './rig/note.ts'
import { expectOpenToAll } from './rig/open-to-all.ts'
import { photograph } from './rig/picture.ts'
import { demoPerson, type Rig, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const TICKET = 48213

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: TICKET, tab: 'internal' })
  panel = await openPanel(rig.browser, page)
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

test('a technician signs in beside the ticket', async () => {
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  await waitForWords(panel, `#${TICKET}`)
  await waitForWords(panel, 'Pelican Row Dental Group')
})

test('the flow is walked by keyboard to a resolution', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS) await step(panel)
  await endFileShare(panel)
  await finishResolved(panel, 'the user opened, saved and deleted a test file')
})

test('the note goes into the page’s editor, and nobody presses Save', async () => {
  await openNewNote(page)
  await openNote(panel, 'Resolution')
  await waitUntilOffered(panel, `Insert into #${TICKET}`)
  await pressButton(panel, `Insert into #${TICKET}`)
  await waitForWords(panel, 'press Save')
  const blocks = await editorBlocks(page)
  expect(blocks?.[0]).toBe('PROBLEM')
  expect(blocks).toContain('RESOLUTION')
  expect(blocks?.join('\n')).toContain('whoami /groups on PRD-WS014 does not list Recalls-RW.')
  expect(await pressed(page)).toMatchObject({ save: 0, saveAndClose: 0, delete: 0 })
  expect(posted()).toEqual([])
})

test('what was put into the editor is posted on purpose only', async () => {
  await post(panel)
  await waitForWords(panel, 'A second copy?')
  await waitForWords(panel, 'If it was saved there, writing it once more makes a second copy.')
  await panel.evaluate(() => {
    const asked = [...document.querySelectorAll('button')]
    asked.find((b) => b.textContent === 'Post all the same')?.scrollIntoView({ block: 'center' })
  })
  await photograph(panel, 'second-copy')
  await expectOpenToAll(panel)
  await pressButton(panel, 'Leave it')
  expect(posted()).toEqual([])
})

test('a note and its time entry are posted once, under one’s own name, on the tabs that were shown', async () => {
  await page.reload() // no editor is open any more, so that posting is what the big button does
  await waitUntilSettled(page)
  // A page that is gone for a moment may close the note, and the panel hears of both a little later.
  await expect
    .poll(async () => {
      await panel.keyboard.press('w')
      return panel.$(`::-p-aria([name="Post to #${TICKET}"][role="button"])`)
    })
    .not.toBeNull()
  await openNote(panel, 'Client update')
  await tick(panel, 'Time entry with it')
  await setMinutes(panel, 15)
  await waitForWords(panel, '[rf:')
  const preview = await post(panel)
  await waitForWords(panel, `In #${TICKET}`)
  await waitForWords(panel, 'as Jude Okafor')

  const [note, ...more] = posted()
  expect(more).toEqual([])
  expect(note).toMatchObject({
    detailDescriptionFlag: true,
    internalAnalysisFlag: false,
    resolutionFlag: false,
  })
  expect(note?.text).toContain('is resolved.')
  expect(note?.text).toBe(preview) // to the byte
  const [time, ...others] = rig.world
    .timeEntriesOf(TICKET)
    .filter((entry) => entry.enteredBy === 'rflow_api')
  expect(others).toEqual([])
  expect(Date.parse(time?.timeEnd ?? '') - Date.parse(time?.timeStart ?? '')).toBe(15 * 60_000)
  expect(rig.world.ledger.filter((entry) => entry.kind === 'mail')).toEqual([])

  await refreshTicket(page)
  await chooseTab(page, 'discussion')
  await expect.poll(async () => (await listedNotes(page))[0]).toContain('is resolved.')
})

test('the same text is not posted a second time', async () => {
  await pick(panel, 'Client update')
  await waitForWords(panel, 'Change it to write another')
  expect(posted()).toHaveLength(1)
})

test('a note for the team stays out while the client would read it; the boxes are set only when asked', async () => {
  await openNewNote(page)
  expect(await noteBoxes(page)).toMatchObject({ discussion: true })
  await openNote(panel, 'Working')
  await waitUntilOffered(panel, `Insert into #${TICKET}`)
  await pressButton(panel, `Insert into #${TICKET}`)
  await waitForWords(panel, 'Set the boxes and insert')
  expect(await editorBlocks(page)).toEqual([''])
  expect(await noteBoxes(page)).toMatchObject({ discussion: true, internal: false })
  const preview = await previewedText(panel)
  await pressButton(panel, 'Set the boxes and insert')
  await waitForWords(panel, 'press Save')
  expect(await noteBoxes(page)).toEqual({ discussion: false, internal: true, resolution: false })
  expect((await editorBlocks(page))?.join('\n')).toBe(preview)
  expect(await pressed(page)).toMatchObject({ save: 0, saveAndClose: 0, delete: 0 })
})

test('no ticket was made by any of it', () => {
  const { ledger } = rig.world
  expect(ledger.some((entry) => entry.kind === 'call' && entry.method === 'POST')).toBe(true)
  const asked = ledger.filter(
    (entry) =>
      entry.kind === 'call' &&
      entry.method === 'POST' &&
      /^\/(service|project)\/tickets\/?$/.test(entry.path),
  )
  const added = ledger.filter(
    (entry) => entry.kind === 'write' && entry.record === 'ticket' && entry.action === 'added',
  )
  expect({ asked, added }).toEqual({ asked: [], added: [] })
})

const posted = () => rig.world.notesOf(TICKET).filter((note) => note.createdBy === 'rflow_api')
