/**
 * Notes and time on the page: real editors, what they hold, what saving stores, and the log of
 * what was done.
 */
import type { Page } from 'puppeteer-core'
import { describe, expect, it } from 'vitest'
import {
  actionLog,
  chooseTab,
  editorBlocks,
  editors,
  listedNotes,
  noteBoxes,
  openAt,
  openNewNote,
  openTicket,
  pressed,
  refreshTicket,
  saveNewNote,
  switchesUrl,
  timeEntryUrl,
  type Wanted,
  waitUntilSettled,
} from './drive.ts'
import { bringPages } from './testing/bring-pages.ts'

let first: number
let second: number
const { pages, page: tab } = bringPages(({ addTicket }) => {
  first = addTicket('Scanner cannot reach the share').id
  second = addTicket('Second').id
})

/** With a short wait for the label, except where the wait is what is looked at. */
const at = async (wanted: Wanted = {}) => {
  const page = tab()
  await openAt(page, switchesUrl(pages().base, { labelDelay: 20, ...wanted }))
  return page
}

describe.each(['0.11.7', '0.10.5'] as const)('the note editor on Draft.js %s', (draft) => {
  it('takes a synthetic paste into its own state', async () => {
    const page = await at({ ticketId: first, draft })
    await openNewNote(page)
    expect(await editorBlocks(page)).toEqual([''])
    await pasteAtEnd(page, 'Checked the share.\n- mapped again\n<b>ok</b>')
    expect(await editorBlocks(page)).toEqual(['Checked the share.', '- mapped again', '<b>ok</b>'])
    await page.keyboard.type('!')
    expect((await editorBlocks(page))?.at(-1)).toBe('<b>ok</b>!')
    const [editor] = await editors(page)
    expect(editor).toMatchObject({ ticketId: first, place: 'new note', hasFocus: true })
    expect(editor?.shownBlocks).toEqual(editor?.blocks)
  })

  it('is gone after execCommand into the empty editor', async () => {
    const page = await at({ ticketId: first, draft })
    await openNewNote(page)
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.public-DraftEditor-content')?.focus()
      document.execCommand('insertText', false, 'one')
    })
    await page.waitForFunction(() => !document.querySelector('.public-DraftEditor-content'))
    expect(await editorBlocks(page)).toBeUndefined()
  })

  it('shows after execCommand of several lines what it does not hold', async () => {
    const page = await at({ ticketId: first, draft })
    await openNewNote(page)
    await page.click('.public-DraftEditor-content')
    await page.keyboard.type('Before. ')
    await page.evaluate(() => document.execCommand('insertText', false, 'one\ntwo\nthree'))
    const [editor] = await editors(page)
    expect(editor?.shownBlocks).not.toEqual(editor?.blocks)
  })
})

describe('notes', () => {
  it('saved on the page are in the world, with the boxes that were ticked', async () => {
    const ticket = pages().addTicket('Saving')
    const page = await at({ ticketId: ticket.id, tab: 'internal' })
    await openNewNote(page)
    expect(await noteBoxes(page)).toEqual({ discussion: false, internal: true, resolution: false })
    await page.click(
      '.TicketNote-newNoteDialogTopPadding > div > div > div:nth-child(3) > div > div',
    )
    expect(await noteBoxes(page)).toEqual({ discussion: false, internal: true, resolution: true })
    await page.click('.public-DraftEditor-content')
    await page.keyboard.type('Remapped H:\nWorks')
    await saveNewNote(page)
    expect(pages().world.notesOf(ticket.id)).toMatchObject([
      {
        text: 'Remapped H:\nWorks',
        detailDescriptionFlag: false,
        internalAnalysisFlag: true,
        resolutionFlag: true,
      },
    ])
    expect(await listedNotes(page)).toEqual(['Remapped H:\nWorks'])
    expect(await pressed(page)).toMatchObject({ saveNote: 1, save: 0, delete: 0 })
  })

  it('written elsewhere appear after a refresh, and not before', async () => {
    const ticket = pages().addTicket('Refreshing')
    const page = await at({ ticketId: ticket.id })
    const flags = { internalAnalysisFlag: false, resolutionFlag: true }
    pages().world.addNote(
      {
        ticketId: ticket.id,
        text: 'Hello.',
        detailDescriptionFlag: true,
        ...flags,
        issueFlag: true,
      },
      { member: 'api', via: 'rest' },
    )
    pages().world.addNote(
      { ticketId: ticket.id, text: 'By REST', detailDescriptionFlag: false, ...flags },
      { member: 'api', via: 'rest' },
    )
    await chooseTab(page, 'resolution')
    expect(await listedNotes(page)).toEqual([])
    await page.click('.cw_ToolbarButton_Refresh .mm_button')
    await waitUntilSettled(page)
    expect(await listedNotes(page)).toEqual(['By REST'])
    await chooseTab(page, 'internal')
    expect(await listedNotes(page)).toEqual([])
    await refreshTicket(page)
    expect(
      await page.$$eval('.TicketNote-ticketNoteTable td', (all) => all.map((td) => td.textContent)),
    ).toEqual(['Discussion', 'Internal', 'Resolution 1', 'All 1'])
  })

  it('are refused without a text, and the dialog stays', async () => {
    const page = await at({ ticketId: first })
    await openNewNote(page)
    await page.click('.TicketNote-newNoteDialogSaveButton')
    await page.waitForFunction(() => document.body.textContent?.includes('A note needs a text'))
    expect(await editorBlocks(page)).toEqual([''])
  })

  it('half-written do not follow to another ticket, and are there when one comes back', async () => {
    const page = await at({ ticketId: first })
    await openNewNote(page)
    await page.click('.public-DraftEditor-content')
    await page.keyboard.type('Half')
    await openTicket(page, second)
    expect(await editorBlocks(page)).toBeUndefined()
    await openTicket(page, first)
    expect(await editorBlocks(page)).toEqual(['Half'])
  })
})

describe('the action log', () => {
  it('tells a person from a program, and a press from a click', async () => {
    const page = await at({ ticketId: first })
    await page.click('.cw_ToolbarButton_Save .mm_button')
    await page.$eval('.cw_ToolbarButton_Delete .mm_button', (button) => {
      if (button instanceof HTMLElement) button.click()
    })
    const clicks = (await actionLog(page)).filter((action) => action.type === 'click')
    expect(clicks).toMatchObject([
      { target: 'cw_ToolbarButton_Save', isTrusted: true },
      { target: 'cw_ToolbarButton_Delete', isTrusted: false },
    ])
    expect(await pressed(page)).toMatchObject({ save: 1, delete: 1, saveAndClose: 0, settings: 0 })
  })

  it('keeps keys and pastes of the editor', async () => {
    const page = await at({ ticketId: first })
    await openNewNote(page)
    await pasteAtEnd(page, 'pasted')
    await page.keyboard.press('x')
    const log = (await actionLog(page)).filter((a) => a.target === 'public-DraftEditor-content')
    expect(log).toContainEqual(
      expect.objectContaining({ type: 'paste', text: 'pasted', isTrusted: false }),
    )
    expect(log).toContainEqual(
      expect.objectContaining({ type: 'keydown', key: 'x', isTrusted: true }),
    )
  })
})

describe('the time entry window', () => {
  it('opens from the toolbar as a window of its own and stores the time', async () => {
    const ticket = pages().addTicket('Time on a ticket')
    const page = await at({ ticketId: ticket.id })
    const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve))
    await page.click('.cw_ToolbarButton_Time .mm_button')
    const timePage = await opened
    if (!timePage) throw new Error('No window was opened.')
    await waitUntilSettled(timePage)
    expect(new URL(timePage.url()).pathname).toBe('/v2025_1/timeexpensemodule.html')
    const chargeTo = await timePage.$eval('.cw_ChargeToTextBox', (e) => 'value' in e && e.value)
    expect(chargeTo).toContain(`Service Ticket #${ticket.id} - Time on a ticket`)
    await timePage.click('.public-DraftEditor-content')
    await timePage.keyboard.type('Fifteen minutes')
    await timePage.click('.cw_buttonSave .mm_button')
    await timePage.waitForFunction(() => document.body.textContent?.includes('Saved.'))
    expect(pages().world.timeEntriesOf(ticket.id)).toMatchObject([{ notes: 'Fifteen minutes' }])
    await timePage.close()
  })

  it('has a second editor when asked', async () => {
    const page = tab()
    await openAt(page, timeEntryUrl(pages().base, first))
    expect(await editors(page)).toHaveLength(1)
    await page.click('.cw_btnAddInternal .mm_button')
    await page.waitForFunction(() => window.__standIn.editorState().length === 2)
    const places = (await editors(page)).map((editor) => editor.place)
    expect(places).toEqual(['time notes', 'time internal notes'])
  })
})

/** A paste as a program makes it: caret at the end, a pause, then the event with plain text. */
async function pasteAtEnd(on: Page, text: string): Promise<void> {
  await on.evaluate(async (pasted) => {
    const editor = document.querySelector<HTMLElement>('.public-DraftEditor-content')
    if (!editor) throw new Error('No editor.')
    editor.focus()
    getSelection()?.selectAllChildren(editor)
    getSelection()?.collapseToEnd()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }, text)
}
