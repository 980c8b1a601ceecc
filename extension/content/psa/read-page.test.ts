import { describe, expect, test } from 'vitest'
import { chargedTicket, readPage } from './read-page.ts'

/** There is no layout here; the marks below stand for it. A real browser tries the real one. */
const isShown = (element: Element) => !element.closest('[data-hidden]')

const banner = (text: string) =>
  `<div class="cw-main-banner"><div class="gwt-Label mm_label QX1 detailLabel cw_CwLabel">${text}</div></div>`
const ticketScreen = (id: number, more = '', attributes = '') => `
  <div class="QX7 ServiceTicket cw_PsaRootContainer" ${attributes}>
    <div class="pod_service_ticket_ticket"><div id="x-auto-9" class="mm_podHeader pod_service_ticket_ticket_header">
      <span id="x-auto-9-label">Service Ticket #${id}</span></div></div>
    <div class="pod_service_ticket_discussion">${more}</div>
  </div>`
const newNote = '<div class="CwButton-wrap TicketNote-newNoteButton"><div><svg></svg></div></div>'
const editor = '<div class="public-DraftEditor-content" contenteditable="true" tabindex="0"></div>'

describe('the tickets a page names', () => {
  test('header and pod of one ticket are one ticket, with the summary of the header', () => {
    expect(read(banner('Service Ticket #12 - Mail') + ticketScreen(12)).labels).toEqual([
      { ticketId: 12, recordType: 'service', summary: 'Mail' },
    ])
  })

  test('screens that are kept hidden do not count', () => {
    const page =
      banner('Service Ticket #12') + ticketScreen(12) + ticketScreen(99, '', 'data-hidden')
    expect(ids(page)).toEqual([12])
  })

  test('two screens in view name two tickets', () => {
    const page = banner('Service Ticket #12') + ticketScreen(12) + ticketScreen(99)
    expect(ids(page)).toEqual([12, 99])
    expect(read(page).screensShown).toBe(2)
  })

  test('without header and pod, another label counts, but not one of a list', () => {
    const label = '<div class="cw_CwLabel">Ticket #31 - x</div>'
    expect(ids(label)).toEqual([31])
    expect(
      ids(`<table class="srboard-grid"><tr class="cw-ml-row"><td>${label}</td></tr></table>`),
    ).toEqual([])
    expect(ids(banner('Service Ticket #12') + label)).toEqual([12])
  })

  test('a project shows in label, screen name or field', () => {
    const field = '<input class="cw_projectBoard">'
    expect(read(banner('Project Ticket #12')).labels[0]?.recordType).toBe('project')
    expect(read(banner('Service Ticket #12') + field).labels[0]?.recordType).toBe('project')
    const name = '<div class="navigationEntry cw_CwLabel">Project Board</div>'
    expect(read(banner('Ticket #12') + name).labels[0]?.recordType).toBe('project')
  })

  test.each([
    ['time sheet', '<div class="mytimesheetlist"></div>'],
    ['time sheet', '<div class="navigationEntry">Daily Time Entries</div>'],
    ['calendar', '<div class="navigationEntry">My Calendar</div>'],
    ['sign-in', '<form id="loginForm"></form>'],
  ])('a %s is not a ticket, whatever its labels say', (otherScreen, mark) => {
    expect(read(mark + banner('Service Ticket #12'))).toMatchObject({ labels: [], otherScreen })
  })
})

describe('the note editor', () => {
  test.each([
    ['no notes pod', '', 'absent'],
    ['the dialog closed', newNote, 'closed'],
    ['an editor open', newNote + editor, 'visible'],
    ['two editors open', editor + editor, 'several'],
    ['a hidden editor', `${newNote}<div data-hidden>${editor}</div>`, 'closed'],
    ['an old text box', '<textarea></textarea>', 'textarea'],
    ['a read-only text box', '<textarea readonly></textarea>', 'absent'],
    ['a locked editor', editor.replace('"true"', '"false"'), 'absent'],
    [
      'the editor of the first description',
      `<div id="cw-manage-service_service_ticket_initial_desc">${editor}</div>${newNote}`,
      'closed',
    ],
    [
      'the editor of a note that is there already',
      `<div class="TicketNote-row">${editor}</div>${newNote}`,
      'closed',
    ],
    [
      'a new note beside one that is being changed',
      `<div class="TicketNote-row">${editor}</div>${editor}`,
      'several',
    ],
  ])('with %s is seen as such', (_, pod, noteEditor) => {
    expect(read(banner('Service Ticket #12') + ticketScreen(12, pod)).noteEditor).toBe(noteEditor)
  })

  test('on a hidden ticket is none', () => {
    const page = ticketScreen(12) + ticketScreen(99, editor, 'data-hidden')
    expect(read(page).noteEditor).toBe('absent')
  })

  test('is, of several, the one with the caret', () => {
    document.body.innerHTML = ticketScreen(12, editor + editor)
    document.querySelectorAll<HTMLElement>('.public-DraftEditor-content')[1]?.focus()
    expect(readPage(document, false, isShown).noteEditor).toBe('visible')
  })
})

describe('the time-entry window', () => {
  test.each([
    ['Acme / Service Ticket #7256', 7256],
    ['#41', 41],
    ['123456', 123456],
    ['123456 - Printer offline', 123456],
    ['Ticket 7', 7],
    ['Acme / Project #88 / Ticket #1234', 1234],
    ['Acme / Ticket #1234 / Phase #2', 1234],
    ['Ticket #7 of the other Ticket #8', undefined],
    ['Project #88, Phase #2', undefined],
    ['Acme / Project #88', undefined],
    ['Acme / Project # 12345', undefined],
    ['Project 12345', undefined],
    ['Project #88 - #1234', 1234],
    ['Acme 2024', undefined],
    ['12345 and 67890', undefined],
    ['', undefined],
  ])('%j is charged to %s', (text, ticketId) => expect(chargedTicket(text)).toBe(ticketId))

  test('names its ticket and its editor', () => {
    document.body.innerHTML = `<input class="cw_ChargeToTextBox">${editor}`
    const field = document.querySelector('input')
    if (field) field.value = 'Service Ticket #123456'
    expect(readPage(document, true, isShown)).toMatchObject({
      timeTicketId: 123456,
      noteEditor: 'visible',
    })
  })
})

function read(html: string) {
  document.body.innerHTML = html
  return readPage(document, false, isShown)
}

function ids(html: string): number[] {
  return read(html).labels.map(({ ticketId }) => ticketId)
}
