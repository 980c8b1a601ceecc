/**
 * The ticket screen: toolbar, summary, action bar, and pods in the cells of a table. It is built
 * once and filled again for each ticket, as the pooled views of the imitated page are; field
 * values are set as properties and change nothing an observer could see.
 */
import type { TicketView } from '../../view.ts'
import { askTicket } from '../ask.ts'
import type { Page } from '../context.ts'
import {
  actionButton,
  badge,
  field,
  link,
  pod,
  podLine,
  podTable,
  priorityColor,
} from '../controls.ts'
import { column, h, row } from '../dom.ts'
import { makeGxtWindow } from '../gxt-window.ts'
import { openHostedPod } from '../hosted-api.ts'
import { clearIsland, drawInitialDescription, drawNotes } from '../notes/draw-notes.tsx'
import type { ScreenRoot } from '../screen-root.ts'
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
  const company = makeCompanyPod(page)
  const ticketPod = makeTicketPod()
  const configurations = pod('pod_configurations', 'Configurations')
  const resources = pod('pod_service_ticket_resource', 'Resources')
  const expenses = pod('pod_service_expense_list', 'Expenses', quiet('No expenses.'))
  const products = pod('pod_service_product_list', 'Products', quiet('No products.'))
  const others = pod('pod_service_ticket_related', 'Open tickets of this company')
  const initialHost = h('div', { id: 'cw-manage-service_service_ticket_initial_desc' })
  const initial = pod('pod_service_ticket_initial_desc', 'Initial Description', initialHost)
  const notesHost = h('div', { id: 'cw-manage-service_service_ticket_discussion' })
  const notes = pod('pod_service_ticket_discussion', 'Notes', notesHost)
  notes.pod.dataset.cwid = 'pod_service_ticket_notes'
  const hosted = openHostedPod(page)
  const isDocked = switches.pod === 'docked'

  root.prepend(
    makeTicketToolbar(page, root, () => ticketId),
    h('div', { class: 'obf-headline' }, summary, bar),
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
            column('', company.pod.pod, ticketPod.pod.pod, configurations.pod, resources.pod),
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
              row('', expenses.pod, products.pod),
            ),
          ),
        ),
      ),
    ),
  )

  function draw(view: TicketView) {
    ticketId = view.id
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
    hosted?.tellLoaded(view.id)
  }

  return {
    kind: 'ticket',
    root,
    prepare: async (screen) => {
      const view = screen.name === 'ticket' ? await askTicket(screen.id) : undefined
      if (!view) return emptyTicket(screen.name === 'newTicket' ? 'new' : 'gone', clear)
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

  function clear() {
    ticketId = 0
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

/** A ticket not saved yet has no number; one that is not there is told apart from it. */
function emptyTicket(why: 'new' | 'gone', draw: () => void) {
  const label = why === 'new' ? 'New Service Ticket' : 'Record not found'
  return { nav: 'Service Ticket', label, otherLabel: label, otherId: 0, draw }
}

function makeCompanyPod(page: Page) {
  let companyId = 0
  const company = field('Company', 'cw_company', 'combo')
  const contact = field('Contact', 'cw_contact', 'combo')
  const email = field('Email', 'cw_emailAddress')
  const phone = h('div', { class: 'cw_contactPhoneCommunications' })
  const address = h('div', { class: 'obf-quiet' })
  const open = link(page, 'Open company', () => page.goTo({ name: 'company', id: companyId }))
  const made = pod(
    'pod_service_ticket_company',
    'Company',
    podTable(
      company.line,
      contact.line,
      email.line,
      podLine('Phone', phone),
      podLine('Site', address),
      podLine('', open),
    ),
  )
  return {
    pod: made,
    fill: (view: TicketView) => {
      companyId = view.companyId
      company.input.value = view.company
      contact.input.value = view.contact
      email.input.value = view.contactEmail
      phone.textContent = view.contactPhone || view.companyPhone
      address.textContent = view.companyAddress
    },
  }
}

function makeTicketPod() {
  const inputs = {
    board: field('Board', 'cw_serviceBoard', 'combo'),
    status: field('Status', 'cw_status', 'combo'),
    type: field('Type', 'cw_type', 'combo'),
    subType: field('Subtype', 'cw_subType', 'combo'),
    item: field('Item', 'cw_item', 'combo'),
    owner: field('Ticket Owner', 'cw_ticketOwner', 'combo'),
    due: field('Due Date', ''),
    project: field('Project', ''),
    phase: field('Phase', ''),
  }
  inputs.due.input.parentElement?.classList.add('cw_dueDate')
  const priority = h('div', { class: 'cw_servicePriority' })
  const sla = h('div', { class: 'cw_slaStatus' })
  const impact = h('div', { class: 'cw_impact' })
  const made = pod(
    'pod_service_ticket_ticket',
    '',
    podTable(
      inputs.board.line,
      inputs.status.line,
      inputs.type.line,
      inputs.subType.line,
      inputs.item.line,
      podLine('Priority', priority),
      podLine('SLA', sla),
      podLine('Impact', impact),
      inputs.owner.line,
      inputs.due.line,
      inputs.project.line,
      inputs.phase.line,
    ),
  )
  made.label.classList.add('cw_CwLabel')
  return {
    pod: made,
    fill: (view: TicketView) => {
      const isProject = view.kind === 'project'
      inputs.board.input.value = view.board
      inputs.board.input.classList.toggle('cw_projectBoard', isProject)
      inputs.status.input.value = view.status
      inputs.type.input.value = view.type
      inputs.owner.input.value = view.owner
      inputs.due.input.value = view.dueDate
      inputs.project.input.value = view.project
      inputs.phase.input.value = view.phase
      inputs.project.line.style.display = isProject ? '' : 'none'
      inputs.phase.line.style.display = isProject ? '' : 'none'
      priority.replaceChildren(badge(view.priority, priorityColor(view.priorityColor)))
      sla.textContent = view.isClosed ? 'Resolved' : 'Respond by plan'
      impact.textContent = `${view.impact} impact, ${view.severity} severity`
    },
  }
}

function configurationText(one: TicketView['configurations'][number]): string {
  return [one.name, one.type, one.detail].filter(Boolean).join(' · ')
}

function linesOf(texts: string[]): HTMLElement[] {
  return texts.length > 0 ? texts.map((text) => h('div', { text })) : [quiet('None.')]
}

function quiet(text: string): HTMLElement {
  return h('div', { class: 'obf-quiet', text })
}
