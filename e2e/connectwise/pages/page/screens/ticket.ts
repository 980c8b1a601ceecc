/**
 * The ticket screen: toolbar, summary, action bar, and pods in the cells of a table. It is built
 * once and filled again for each ticket, as the pooled views of the imitated page are; field
 * values are set as properties and change nothing an observer could see.
 */
import type { TicketView } from '../../view.ts'
import { askTicket } from '../ask.ts'
import type { Page } from '../context.ts'
import { actionButton, link, pod } from '../controls.ts'
import { column, h, row } from '../dom.ts'
import { makeGxtWindow } from '../gxt-window.ts'
import { openHostedPod } from '../hosted-api.ts'
import { clearIsland, drawInitialDescription, drawNotes } from '../notes/draw-notes.tsx'
import type { Prepared, ScreenRoot } from '../screen-root.ts'
import { linesOf, makeCompanyPod, makeTicketPod, quiet } from './ticket-pods.ts'
import { makeTicketToolbar } from './ticket-toolbar.ts'

export function makeTicketScreen(page: Page): ScreenRoot {
  const { switches } = page
  const root = h('div', { class: 'obf-screen ServiceTicket cw_PsaRootContainer' })
  let ticketId = 0

  const summary = h('input', {
    class: 'cw_PsaSummaryHeader mm_textField',
    attrs: { maxlength: '100', 'aria-label': 'Summary' },
  })
  const age = h('div', { class: 'gwt-HTML mm_label cw_CwHTML' })
  const bar = h(
    'div',
    { class: 'cw_CwHorizontalPanel' },
    row('', age),
    actionButton(page, 'Follow', () => {}),
  )
  const error = h('div', {
    id: 'errorContainer',
    class: 'obf-mergedInto',
    style: 'display:none',
    text: 'The record could not be found. It may have been deleted.',
  })
  const merged = h('div', { class: 'obf-mergedInto', style: 'display:none' })
  const status = makeGxtWindow(page, root, {
    title: 'Status Note',
    text: 'This client has asked to be called before anybody connects to a machine.',
  })
  const saved = makeGxtWindow(page, root, {
    title: 'Note saved',
    text: 'Send this note to the contact by e-mail?',
    buttons: [
      { word: 'Yes', press: () => page.acted('mailContact') },
      { word: 'No', press: () => {} },
    ],
  })
  const company = makeCompanyPod(page, root)
  const ticketPod = makeTicketPod()
  const configurations = pod('pod_configurations', 'Configurations')
  const resources = pod('pod_service_ticket_resource', 'Resources')
  const expenses = pod('pod_service_expense_list', 'Expenses', quiet('No expenses.'))
  const products = pod('pod_service_product_list', 'Products', quiet('No products.'))
  const others = pod('pod_service_ticket_related', 'Open tickets of this company')
  const initialHost = h('div', {
    id: 'cw-manage-service_service_ticket_initial_desc',
    class: 'obf-initialHost',
  })
  const initial = pod('pod_service_ticket_initial_desc', 'Initial Description', initialHost)
  const notesHost = h('div', {
    id: 'cw-manage-service_service_ticket_discussion',
    class: 'obf-notesHost',
  })
  const notes = pod('pod_service_ticket_discussion', 'Notes', notesHost)
  notes.pod.dataset.cwid = 'pod_service_ticket_notes'
  const hosted = openHostedPod(page)
  const isDocked = switches.pod === 'docked'

  root.prepend(
    makeTicketToolbar(
      page,
      root,
      () => ticketId,
      () => hosted?.tell('beforeSave', ticketId),
    ),
    h('div', { class: 'obf-headline' }, summary, bar),
    error,
    merged,
    h(
      'table',
      { class: 'mm_portletSpacing' },
      h(
        'tbody',
        {},
        h(
          'tr',
          {},
          h(
            'td',
            { class: 'obf-narrow' },
            column(
              'obf-stack',
              company.pod.pod,
              ticketPod.pod.pod,
              configurations.pod,
              resources.pod,
            ),
          ),
          h(
            'td',
            {},
            column(
              '',
              initial.pod,
              isDocked && notes.pod,
              hosted?.pod,
              others.pod,
              row('obf-stack', expenses.pod, products.pod),
            ),
          ),
        ),
      ),
    ),
  )

  function draw(view: TicketView) {
    ticketId = view.id
    error.style.display = 'none'
    summary.value = view.summary
    age.textContent = `Age: ${view.age}`
    merged.style.display = view.mergedInto ? '' : 'none'
    merged.replaceChildren(
      `This ticket was merged into `,
      link(page, `#${view.mergedInto}`, () =>
        page.goTo({ name: 'ticket', id: view.mergedInto, opened: 'fromTicket' }),
      ),
    )
    company.fill(view)
    ticketPod.fill(view)
    ticketPod.pod.label.textContent = switches.label === 'none' ? '' : numberLabel(view)
    configurations.body.replaceChildren(...linesOf(view.configurations.map(configurationText)))
    resources.body.replaceChildren(
      ...linesOf(view.resources),
      quiet(`${view.minutesSpent} minutes entered`),
    )
    others.body.replaceChildren(
      ...view.others.map((other) =>
        h(
          'div',
          {},
          link(page, `#${other.id} ${other.summary}`, () =>
            page.goTo({ name: 'ticket', id: other.id, opened: 'fromTicket' }),
          ),
        ),
      ),
    )
    drawInitialDescription(page, initialHost, view)
    if (isDocked) {
      drawNotes(page, notesHost, view, () => {
        if (switches.confirm === 'shown') saved.open()
        page.refresh()
      })
    }
    hosted?.tell('onLoad', view.id)
  }

  return {
    kind: 'ticket',
    root,
    prepare: async (screen) => {
      const view = screen.name === 'ticket' ? await askTicket(screen.id) : undefined
      if (!view) {
        const isMissing = screen.name === 'ticket'
        const label = isMissing ? 'Record not found' : 'New Service Ticket'
        return withoutTicket(label, () => clear(isMissing))
      }
      const other = view.others[0] ?? { id: view.id + 1, summary: 'Another ticket' }
      return {
        nav: view.kind === 'project' ? 'Project Ticket' : 'Service Ticket',
        label: labelOf(view),
        otherLabel: labelOf({ ...other, kind: view.kind }),
        otherId: view.others[0]?.id ?? 0,
        draw: () => draw(view),
      }
    },
    shown: () => {
      if (switches.window === 'shown') status.open()
      if (switches.window === 'late') setTimeout(status.open, statusNoteAfterMs)
    },
  }

  function clear(isMissing: boolean) {
    ticketId = 0
    error.style.display = isMissing ? '' : 'none'
    summary.value = ''
    age.textContent = ''
    merged.style.display = 'none'
    ticketPod.pod.label.textContent = 'Service Ticket'
    for (const input of root.querySelectorAll('input')) input.value = ''
    for (const host of [initialHost, notesHost]) clearIsland(host)
    for (const one of [configurations, resources, others]) one.body.replaceChildren()
  }
}

const statusNoteAfterMs = 1500

export function labelOf(view: Pick<TicketView, 'id' | 'kind' | 'summary'>): string {
  return `${numberLabel(view)} - ${view.summary}`
}

function numberLabel(view: Pick<TicketView, 'id' | 'kind'>): string {
  return `${view.kind === 'project' ? 'Project' : 'Service'} Ticket #${view.id}`
}

/** Without a number: not saved yet, or not there. */
function withoutTicket(label: string, draw: () => void): Prepared {
  return { nav: 'Service Ticket', label, otherLabel: label, otherId: 0, draw }
}

function configurationText(one: TicketView['configurations'][number]): string {
  return [one.name, one.type, one.detail].filter(Boolean).join(' · ')
}
