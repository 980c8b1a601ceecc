/**
 * Tickets that are out of the ordinary: one of a project gets its note in the page and by REST
 * like any other; and where the page does not say which ticket it shows, the panel says why, what
 * to do, and puts nothing anywhere until it is certain.
 */
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  editorBlocks,
  openAt,
  openNewNote,
  openTicket,
  pressed,
  switchesUrl,
  waitUntilSettled,
} from './connectwise/pages/drive.ts'
import { openPanel } from './rig/browser.ts'
import { keepEvidence } from './rig/evidence.ts'
import { FILE_SHARE_STEPS, startFileShare } from './rig/file-share.ts'
import {
  openNote,
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
import { demoPerson, type Rig, SITE, startRig } from './rig/rig.ts'
import { signInToPanel } from './rig/sign-in.ts'

const OF_PROJECT = 48141
const OF_SERVICE = 48213

let rig: Rig
let page: Page
let panel: Page

beforeAll(async () => {
  rig = await startRig()
  page = await rig.openPage({ ticketId: OF_PROJECT })
  panel = await openPanel(rig.browser, page)
  await signInToPanel(panel, rig.api.url, demoPerson('engineer'))
  await waitForWords(panel, `#${OF_PROJECT}`)
})
beforeEach(() => keepEvidence({ page, panel, log: rig.api.log }))
afterAll(() => rig?.close())

const posted = (ticketId: number) =>
  rig.world.notesOf(ticketId).filter((note) => note.createdBy === 'rflow_api')

test('what came into a ticket since its note was opened stops the insertion, until it is read', async () => {
  await startFileShare(panel)
  for (const step of FILE_SHARE_STEPS.slice(0, 3)) await step(panel)
  await openNewNote(page)
  // What comes after this reading is new; what comes before it was seen with the note.
  const whole = `/tickets/${OF_PROJECT}?`
  await Promise.all([
    panel.waitForResponse(
      (answer) =>
        answer.request().method() === 'GET' &&
        answer.url().includes(whole) &&
        answer.url().includes('refresh='),
    ),
    openNote(panel, 'Client update'),
  ])
  await waitUntilOffered(panel, `Insert into #${OF_PROJECT}`)
  const flags = { detailDescriptionFlag: true, internalAnalysisFlag: false, resolutionFlag: false }
  const by = { member: 'mlindqvist', via: 'page' } as const
  rig.world.addNote({ ticketId: OF_PROJECT, text: 'The client called again.', ...flags }, by)
  await pressButton(panel, `Insert into #${OF_PROJECT}`)
  await waitForWords(panel, 'Nothing was inserted.')
  await waitForWords(panel, 'The ticket changed meanwhile. There is a new note.')
  expect(await editorBlocks(page)).toEqual([''])
  await photograph(panel, 'changed-before-insertion', [360, 480])
  await expectOpenToAll(panel)
  await pressButton(panel, 'I have read what changed')
  await panel.waitForFunction(
    () => !document.body.innerText.includes('The ticket changed meanwhile. There'),
  )
})

test('a note goes into the editor of a project ticket, and nobody presses Save', async () => {
  await waitUntilOffered(panel, `Insert into #${OF_PROJECT}`)
  const preview = await previewedText(panel)
  await pressButton(panel, `Insert into #${OF_PROJECT}`)
  await waitForWords(panel, 'press Save')
  expect((await editorBlocks(page))?.join('\n')).toBe(preview)
  expect(await pressed(page)).toMatchObject({ save: 0, saveAndClose: 0, delete: 0 })
  expect(posted(OF_PROJECT)).toEqual([])
})

test('a note and its time are posted to a project ticket, once, by the project’s own address', async () => {
  await page.reload() // no editor is open any more, so that posting is what the big button does
  await waitUntilSettled(page)
  await openNote(panel, 'Working')
  await tick(panel, 'Time entry with it')
  await setMinutes(panel, 10)
  // Work is still under way, and what is next is not said yet.
  await pressButton(panel, 'Write it all the same')
  await post(panel)
  await waitForWords(panel, `In #${OF_PROJECT}`)
  expect(posted(OF_PROJECT)).toMatchObject([
    { detailDescriptionFlag: false, internalAnalysisFlag: true, resolutionFlag: false },
  ])
  const times = rig.world
    .timeEntriesOf(OF_PROJECT)
    .filter((entry) => entry.enteredBy === 'rflow_api')
  expect(times).toMatchObject([{ chargeToType: 'ProjectTicket' }])
  const asked = rig.world.ledger.flatMap((entry) =>
    entry.kind === 'call' && entry.method === 'POST' ? [entry.path] : [],
  )
  expect(asked).toContain(`/project/tickets/${OF_PROJECT}/notes`)
  expect(asked).not.toContain(`/service/tickets/${OF_PROJECT}/notes`)
})

test('a page with two tickets on it: why nobody can tell, what to do, and no insertion', async () => {
  await openAt(page, switchesUrl(SITE, { visible: 'two' }))
  await openTicket(page, OF_SERVICE)
  await waitForWords(panel, 'It is not certain which ticket this is')
  await waitForWords(panel, 'The page shows several tickets at once')
  await waitForWords(panel, `#${OF_SERVICE}`)
  await waitForWords(panel, 'Open the one you work on again.')
  await waitForWords(panel, 'If it stays like this, reload the page.')
  expect(await panel.$('::-p-text(Insert into)')).toBeNull()
  await photograph(panel, 'uncertain', [360, 480])
  await expectOpenToAll(panel)
})

test('certain again, the ticket is there with its flows', async () => {
  await openAt(page, switchesUrl(SITE, { ticketId: OF_SERVICE }))
  await waitForWords(panel, `Ticket #${OF_SERVICE}`)
  await panel.waitForFunction(
    () => !document.body.innerText.includes('It is not certain which ticket this is'),
  )
  await waitForWords(panel, 'User cannot access a file share')
})

test('work under way stays in view when the page becomes uncertain, and nothing goes in', async () => {
  await startFileShare(panel)
  await openAt(page, switchesUrl(SITE, { ticketId: OF_SERVICE, label: 'race', dialog: 'open' }))
  await waitForWords(panel, 'It is not certain which ticket this is')
  await page.waitForFunction(() =>
    window.__standIn.editorState().some(({ isVisible }) => isVisible),
  )
  const before = await editorBlocks(page)
  await panel.keyboard.press('w')
  await waitForWords(panel, 'Nothing is inserted until it is certain')
  await photograph(panel, 'uncertain-at-work', [360, 480])
  await expectOpenToAll(panel)
  expect(await editorBlocks(page)).toEqual(before)
})
