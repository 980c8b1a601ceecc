/**
 * The time entry window. Its fields are set as properties, its class names have another prefix
 * than the main page's, and it holds one Draft editor or two.
 */
import type { TicketView } from '../../view.ts'
import { askTicket, sendTime } from '../ask.ts'
import type { Page } from '../context.ts'
import { actionButton, field, podLine, podTable, toolbarButton } from '../controls.ts'
import { h, row } from '../dom.ts'
import { chargedTicket } from './open-time-window.ts'
import { drawTimeNotes } from './TimeNotes.tsx'

export async function drawTimePage(page: Page, host: HTMLElement): Promise<void> {
  const ticketId = chargedTicket(page)
  const ticket = ticketId ? await askTicket(ticketId) : undefined
  const texts = { notes: '', internalNotes: '' }
  const fields = {
    chargeTo: field('Charge To', 'cw_ChargeToTextBox'),
    start: field('Start Time', 'cw_startTime'),
    end: field('End Time', 'cw_endTime'),
    hours: field('Actual Hours', 'cw_hours'),
    status: field('Status', 'cw_ticketStatus', 'combo'),
  }
  const contact = h('div', { class: 'cw_ContactLabel cw_contact', text: ticket?.contact ?? '' })
  const deduct = h('div', { class: 'cw_deduct', text: '0.00' })
  const notes = h('div')
  const message = h('div', { class: 'obf-refused' })
  const redraw = (hasInternal: boolean) =>
    drawTimeNotes(page, notes, { ticketId, hasInternal, texts })
  const addInternal = actionButton(page, 'Add Internal', () => redraw(true))
  addInternal.classList.add('cw_btnAddInternal')
  const save = async (then: () => void) => {
    page.acted('saveTime')
    const minutes = Math.round(Number(fields.hours.input.value) * 60)
    const shownIn = { discussion: true, internal: false, resolution: false }
    const refusal = await sendTime(ticketId, { ...texts, minutes, shownIn })
    message.textContent = refusal ?? 'Saved.'
    if (!refusal) then()
  }
  const bar = [
    ['cw_buttonSave', 'save', 'Save', () => save(() => {})],
    ['cw_buttonSaveAndClose', 'saveAndClose', 'Save and close', () => save(() => window.close())],
    ['cw_buttonSaveAndNew', 'add', 'Save and new', () => save(() => location.reload())],
    ['cw_buttonCancel', 'close', 'Cancel', () => window.close()],
  ] as const
  host.replaceChildren(
    h(
      'div',
      { class: 'obf-timePage TimeEntry' },
      h(
        'div',
        { class: 'mm_toolbarHolder' },
        ...bar.map(([cw, icon, title, press], at) =>
          toolbarButton(page, { cw, icon, title, press, left: 6 + at * 34 }),
        ),
      ),
      h(
        'div',
        { class: 'obf-timeGrid pod_timeEntryDetails' },
        podTable(
          fields.chargeTo.line,
          podLine('Contact', contact),
          fields.start.line,
          fields.end.line,
          fields.hours.line,
          podLine('Deduct', deduct),
          fields.status.line,
        ),
      ),
      h(
        'div',
        { class: 'obf-listTools' },
        h('label', { class: 'mm_label', text: 'Notes' }),
        row('cw_ToolbarButton_TimeStamp', h('span', { text: 'Time stamp' })),
        addInternal,
      ),
      h('div', { class: 'obf-timeNotes' }, notes, message),
    ),
  )
  fillFields(page, fields, ticket)
  redraw(page.switches.editors > 0)
}

type Fields = Record<'chargeTo' | 'start' | 'end' | 'hours' | 'status', { input: HTMLInputElement }>

function fillFields(page: Page, fields: Fields, ticket: TicketView | undefined) {
  const locale = page.switches.locale.replace('_', '-')
  const time = (ms: number) => new Date(ms).toLocaleTimeString(locale, { timeStyle: 'short' })
  const kind = ticket?.kind === 'project' ? 'Project Ticket' : 'Service Ticket'
  fields.chargeTo.input.value = ticket
    ? `${ticket.company} / ${kind} #${ticket.id} - ${ticket.summary}`
    : ''
  fields.start.input.value = time(Date.now() - 900_000)
  fields.end.input.value = time(Date.now())
  fields.hours.input.value = '0.25'
  fields.status.input.value = ticket?.status ?? ''
}
