/**
 * Lists of tickets: the service board, and the project tickets. Every row holds a ticket number,
 * and none of them is an open ticket.
 */
import type { Screen } from '../../screen-state.ts'
import type { TicketRow } from '../../view.ts'
import { askBoard } from '../ask.ts'
import type { Page } from '../context.ts'
import { link, priorityColor } from '../controls.ts'
import { h, type Kid, row } from '../dom.ts'
import { icon } from '../icons.ts'
import type { ScreenRoot } from '../screen-root.ts'

type Kind = TicketRow['kind']

const columns = [
  ['Pri', '52px'],
  ['Ticket #', '84px'],
  ['Summary', ''],
  ['Company', '170px'],
  ['Contact', '120px'],
  ['Status', '130px'],
  ['Owner', '110px'],
  ['Age', '70px'],
] as const

export function makeBoardScreen(page: Page, kind: Kind): ScreenRoot {
  let rows: TicketRow[] = []
  const id = filter('SR_Service_RecID-input', 'Ticket #')
  const summary = filter('Summary-input', 'Summary')
  const description = filter('Description-input', 'Company')
  const body = h('tbody')
  const redraw = () => {
    const wanted = rows.filter(
      (one) =>
        String(one.id).includes(id.value.trim()) &&
        holds(one.summary, summary.value) &&
        holds(one.company, description.value),
    )
    body.replaceChildren(...wanted.map((one) => ticketRow(page, one)))
  }
  for (const input of [id, summary, description]) input.addEventListener('input', redraw)
  const view = h('input', {
    class: 'cw_CwComboBox mm_comboBox',
    attrs: {
      value: kind === 'service' ? 'All service tickets' : 'All project tickets',
      'aria-label': 'View',
    },
  })
  const tools = h(
    'div',
    { class: 'obf-listTools' },
    h('div', { class: 'cw-toolbar-view-dropdown' }, view),
    tool('cw-toolbar-search', 'search', 'Search', redraw),
    tool('cw-toolbar-clear', 'clear', 'Clear', () => {
      for (const input of [id, summary, description]) input.value = ''
      redraw()
    }),
    tool('cw-toolbar-export', 'export', 'Export', () => {}),
    tool('cw-toolbar-actions', 'more', 'Actions', () => {}),
  )
  const filters = [undefined, id, summary, description]
  const grid = h(
    'div',
    { class: 'obf-list' },
    h(
      'table',
      { class: 'cw-ml-header' },
      widths(),
      h(
        'tbody',
        {},
        h('tr', {}, ...columns.map(([name]) => h('td', {}, h('span', { text: name })))),
        h('tr', {}, ...columns.map((_, at) => h('td', {}, filters[at]))),
      ),
    ),
    h(
      'div',
      { id: 'srboard-listview-scroller' },
      h('table', { class: 'srboard-grid' }, widths(), body),
    ),
  )
  const nav = kind === 'service' ? 'Service Board' : 'Project Tickets'
  return {
    kind: kind === 'service' ? 'board' : 'projectTickets',
    root: h('div', { class: `obf-screen ServiceBoard` }, tools, grid),
    prepare: async () => {
      const loaded = (await askBoard(kind)) ?? []
      const draw = () => {
        rows = loaded
        redraw()
      }
      return { nav, label: `${nav} (${loaded.length})`, otherLabel: nav, otherId: 0, draw }
    },
  }
}

/** The rows, which the company screen lists as well. */
export function ticketRow(page: Page, one: TicketRow): HTMLTableRowElement {
  const open = (): void => {
    const screen: Screen = { name: 'ticket', id: one.id, opened: 'fromList' }
    page.goTo(screen)
  }
  const cells: Kid[] = [
    h('span', {
      class: 'obf-dot',
      style: `background:${priorityColor(one.priorityColor)}`,
      title: one.priority,
    }),
    link(page, String(one.id), open, 'multilineClickable'),
    link(page, one.summary, open, 'multilineClickable cw-ml-svc-desc'),
    ...[one.company, one.contact, one.status, one.owner, one.age].map((text) =>
      h('span', { text }),
    ),
  ]
  return h(
    'tr',
    { class: `cw-ml-row ${one.isClosed ? 'obf-closed' : ''}` },
    ...cells.map((cell, at) => h('td', { attrs: { cellindex: String(at) } }, h('div', {}, cell))),
  )
}

function widths(): HTMLElement {
  return h(
    'colgroup',
    {},
    ...columns.map(([, width]) => h('col', width ? { style: `width:${width}` } : {})),
  )
}

function filter(id: string, name: string): HTMLInputElement {
  return h('input', { id, attrs: { 'aria-label': name, autocomplete: 'off' } })
}

function tool(cw: string, picture: Parameters<typeof icon>[0], word: string, press: () => void) {
  const made = row('', h('span', { text: word }))
  const button = h('div', { class: `${cw} obf-tool`, on: { click: press } }, made)
  button.prepend(icon(picture))
  return button
}

function holds(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted.trim().toLowerCase())
}
