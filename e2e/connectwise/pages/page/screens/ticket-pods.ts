/** The two pods of fields that every ticket has: who it is for, and what it is. */
import type { TicketView } from '../../view.ts'
import type { Page } from '../context.ts'
import { badge, field, link, pod, podLine, podTable, priorityColor } from '../controls.ts'
import { h, row } from '../dom.ts'
import { makeGxtWindow } from '../gxt-window.ts'

export function makeCompanyPod(page: Page, root: HTMLElement) {
  const card = h('div', { class: 'obf-lines' })
  const flyOut = makeGxtWindow(page, root, {
    title: 'Contact',
    text: '',
    extra: card,
    class: 'pnlContactDialog',
  })
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
      podLine('', row('obf-links', open, link(page, 'Contact card', flyOut.open))),
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
      card.replaceChildren(
        ...linesOf(
          [view.contact, view.contactTitle, view.contactEmail, view.contactPhone].filter(Boolean),
        ),
      )
    },
  }
}

export function makeTicketPod() {
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

export function linesOf(texts: string[]): HTMLElement[] {
  return texts.length > 0 ? texts.map((text) => h('div', { text })) : [quiet('None.')]
}

export function quiet(text: string): HTMLElement {
  return h('div', { class: 'obf-quiet', text })
}
