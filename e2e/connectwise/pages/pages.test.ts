/**
 * The page program in a real browser: what it does without any switch.
 */
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  actionLog,
  chooseTab,
  editorBlocks,
  editors,
  headerLabel,
  listedNotes,
  noteBoxes,
  openAt,
  openBoard,
  openNewNote,
  openScreen,
  openTicket,
  pressed,
  refreshTicket,
  saveNewNote,
  startNavigation,
  switchesUrl,
  timeEntryUrl,
  waitUntilSettled,
} from './drive.ts'
import { readFragment } from './screen-state.ts'
import { launchBrowser, startPages } from './testing/start-pages.ts'

const hostile = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`

let pages: Awaited<ReturnType<typeof startPages>>
let browser: Browser
let page: Page
let first: number
let second: number

beforeAll(async () => {
  pages = await startPages()
  first = pages.addTicket('Scanner cannot reach the share').id
  second = pages.addTicket(hostile).id
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
})
beforeEach(async () => {
  page = await browser.newPage()
  page.setDefaultTimeout(5000)
})
afterEach(() => page.close())

/** With a short wait for the label, except where the wait is what is looked at. */
const at = (wanted = {}) => openAt(page, switchesUrl(pages.base, { labelDelay: 20, ...wanted }))
const fragment = () => new URL(page.url()).hash.slice(1)

describe('navigation', () => {
  it('goes from the list to a ticket, to another, and back, changing only the fragment', async () => {
    await at({ ticketId: first, form: 'srRecID' })
    const asked = new URL(page.url())
    const seen: unknown[] = []
    const note = async () => {
      const now = new URL(page.url())
      expect([now.pathname, now.search]).toEqual([asked.pathname, asked.search])
      seen.push([readFragment(fragment()), await headerLabel(page)])
    }
    await openBoard(page)
    await note()
    await openTicket(page, first)
    await note()
    await openScreen(page, { name: 'ticket', id: second, opened: 'fromTicket' })
    await note()
    await openBoard(page)
    await note()
    const count = pages.world.tickets().filter((t) => t.recordType === 'ServiceTicket').length
    expect(seen).toEqual([
      [{ name: 'board' }, `Service Board (${count})`],
      [
        { name: 'ticket', id: first, opened: 'fromList' },
        `Service Ticket #${first} - Scanner cannot reach the share`,
      ],
      [
        { name: 'ticket', id: second, opened: 'fromTicket' },
        `Service Ticket #${second} - ${hostile}`,
      ],
      [{ name: 'board' }, `Service Board (${count})`],
    ])
  })

  it('keeps earlier tickets hidden and takes their roots again', async () => {
    const third = pages.addTicket('Third').id
    await at({ ticketId: first })
    await page.evaluate(() =>
      document.querySelector('.ServiceTicket')?.setAttribute('data-my', '1'),
    )
    await openTicket(page, second)
    await openTicket(page, third)
    const roots = await page.$$eval('.ServiceTicket', (all) =>
      all.map((root) => ({
        mark: root.getAttribute('data-my'),
        isShown: root.checkVisibility(),
        summary: root.querySelector<HTMLInputElement>('.cw_PsaSummaryHeader')?.value,
      })),
    )
    expect(roots).toEqual([
      { mark: '1', isShown: true, summary: 'Third' },
      { mark: null, isShown: false, summary: hostile },
    ])
  })

  it('follows the back button', async () => {
    await at({ ticketId: first })
    await openTicket(page, second)
    await page.goBack()
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, first)
    expect(await headerLabel(page)).toContain(`#${first}`)
  })

  it('shows the old label until the new one comes', async () => {
    await at({ ticketId: first, labelDelay: 400 })
    await startNavigation(page, { name: 'ticket', id: second, opened: 'fromList' })
    await page.waitForFunction(
      (text) => {
        const shown = [...document.querySelectorAll<HTMLInputElement>('.cw_PsaSummaryHeader')]
        return shown.some((input) => input.checkVisibility() && input.value === text)
      },
      { polling: 10 },
      hostile,
    )
    expect(await headerLabel(page)).toContain(`#${first}`)
    await waitUntilSettled(page)
    expect(await headerLabel(page)).toContain(`#${second}`)
  })

  it('opens a ticket from a row of the list and from the search', async () => {
    await at()
    await page.type('#SR_Service_RecID-input', String(first))
    await page.click('.srboard-grid .cw-ml-svc-desc')
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, first)
    await page.type('.cw_NavigationSearchPsaComboBox', `${second}\n`)
    await page.waitForFunction((id) => document.title.includes(`#${id}`), { polling: 20 }, second)
    expect(readFragment(fragment())).toEqual({ name: 'ticket', id: second, opened: 'directly' })
  })

  it.each(['routeTo', 'srRecID', 'startscreen', 'fv_sr100_request', 'openrecord'] as const)(
    'opens the ticket of a %s address and leaves the address as it is',
    async (form) => {
      const url = switchesUrl(pages.base, { ticketId: first, form, labelDelay: 20 })
      await openAt(page, url)
      expect(await headerLabel(page)).toContain(`Service Ticket #${first} - `)
      expect(page.url()).toBe(url)
    },
  )

  it('says of other screens what they are', async () => {
    const projectTicket = pages.addTicket('Cabling', { recordType: 'ProjectTicket' }).id
    const companyId = pages.world.ticket(first)?.companyId ?? 0
    await at({ ticketId: projectTicket })
    expect(await headerLabel(page)).toBe(`Project Ticket #${projectTicket} - Cabling`)
    expect(await page.$('input.cw_projectBoard')).not.toBeNull()
    const labels: string[] = []
    for (const name of ['calendar', 'today', 'products', 'setup', 'newTicket'] as const) {
      await openScreen(page, { name })
      labels.push(await headerLabel(page))
    }
    await openScreen(page, { name: 'company', id: companyId })
    labels.push(await headerLabel(page))
    expect(labels).toEqual([
      'Calendar Ticket #1 and others',
      'Today',
      'Product Catalog',
      'Setup Tables',
      'New Service Ticket',
      pages.world.company(companyId)?.name,
    ])
    expect(await page.$('#ConnectWiseToday')).not.toBeNull()
    expect(await page.$('.gwt-appointment-panel .project .title .gwt-Label')).not.toBeNull()
  })

  it('draws what people wrote as text', async () => {
    await at({ ticketId: second })
    await openBoard(page)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  it('gives build-made classes other names on each load', async () => {
    const classes = () => page.$eval('.detailLabel', (label) => label.className)
    await at({ ticketId: first })
    const once = await classes()
    await at({ ticketId: first })
    expect(await classes()).not.toBe(once)
    expect(once).toMatch(/^gwt-Label mm_label G[A-Z0-9]{10} detailLabel cw_CwLabel$/)
    await at({ ticketId: first, seed: 7 })
    const seeded = await classes()
    await at({ ticketId: first, seed: 7 })
    expect(await classes()).toBe(seeded)
  })
})

describe.each(['0.11.7', '0.10.5'] as const)('the note editor on Draft.js %s', (draft) => {
  it('takes a synthetic paste into its own state', async () => {
    await at({ ticketId: first, draft })
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
    await at({ ticketId: first, draft })
    await openNewNote(page)
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('.public-DraftEditor-content')?.focus()
      document.execCommand('insertText', false, 'one')
    })
    await page.waitForFunction(() => !document.querySelector('.public-DraftEditor-content'))
    expect(await editorBlocks(page)).toBeUndefined()
  })

  it('shows after execCommand of several lines what it does not hold', async () => {
    await at({ ticketId: first, draft })
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
    const ticket = pages.addTicket('Saving')
    await at({ ticketId: ticket.id, tab: 'internal' })
    await openNewNote(page)
    expect(await noteBoxes(page)).toEqual({ discussion: false, internal: true, resolution: false })
    await page.click(
      '.TicketNote-newNoteDialogTopPadding > div > div > div:nth-child(3) > div > div',
    )
    expect(await noteBoxes(page)).toEqual({ discussion: false, internal: true, resolution: true })
    await page.click('.public-DraftEditor-content')
    await page.keyboard.type('Remapped H:\nWorks')
    await saveNewNote(page)
    expect(pages.world.notesOf(ticket.id)).toMatchObject([
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
    const ticket = pages.addTicket('Refreshing')
    await at({ ticketId: ticket.id })
    const flags = { internalAnalysisFlag: false, resolutionFlag: true }
    pages.world.addNote(
      {
        ticketId: ticket.id,
        text: 'Hello.',
        detailDescriptionFlag: true,
        ...flags,
        issueFlag: true,
      },
      { member: 'api', via: 'rest' },
    )
    pages.world.addNote(
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
    await at({ ticketId: first })
    await openNewNote(page)
    await page.click('.TicketNote-newNoteDialogSaveButton')
    await page.waitForFunction(() => document.body.textContent?.includes('A note needs a text'))
    expect(await editorBlocks(page)).toEqual([''])
  })

  it('half-written do not follow to another ticket, and are there when one comes back', async () => {
    await at({ ticketId: first })
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
    await at({ ticketId: first })
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
    await at({ ticketId: first })
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
    const ticket = pages.addTicket('Time on a ticket')
    await at({ ticketId: ticket.id })
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
    expect(pages.world.timeEntriesOf(ticket.id)).toMatchObject([{ notes: 'Fifteen minutes' }])
    await timePage.close()
  })

  it('has a second editor when asked', async () => {
    await openAt(page, timeEntryUrl(pages.base, first))
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
