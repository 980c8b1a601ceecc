/** Tickets, notes, time entries and what hangs on them, as whole JSON records. */
import type {
  Note,
  StandInTicket,
  Task,
  ThreadItem,
  TicketDocument,
  TimeEntry,
} from '../records.ts'
import type { World } from '../world.ts'
import type { JsonRecord } from './json.ts'
import { companyRef, contactRef, memberRef, reference, type Show } from './references.ts'

export function showServiceTicket(show: Show, ticket: StandInTicket): JsonRecord {
  const { world } = show
  const parent = world.ticket(ticket.mergedParentTicketId ?? 0)
  return {
    ...showTicket(show, ticket, '/service/tickets'),
    recordType: ticket.recordType,
    team: reference(show, 21, 'Service Team', 'team', '/service/boards/1/teams/21'),
    severity: ticket.severity,
    impact: ticket.impact,
    sla: reference(show, 2, 'Standard', 'sla', '/service/SLAs/2'),
    slaStatus: ticket.closedFlag ? 'Resolved' : 'Respond by tomorrow',
    parentTicketId: ticket.parentTicketId,
    hasChildTicket: world.tickets().some((t) => t.parentTicketId === ticket.id),
    hasMergedChildTicketFlag: world.tickets().some((t) => t.mergedParentTicketId === ticket.id),
    mergedParentTicket: parent && ticketRef(show, parent),
    _configurations: ticket.configurationIds.map((id) => ({ id })),
  }
}

export function showProjectTicket(show: Show, ticket: StandInTicket): JsonRecord {
  const { project, phase } = show.world.resolve(ticket.id)
  return {
    ...showTicket(show, ticket, '/project/tickets'),
    isIssueFlag: ticket.recordType === 'ProjectIssue',
    project:
      project &&
      reference(show, project.id, project.name, 'project', `/project/projects/${project.id}`),
    phase:
      project && phase
        ? reference(
            show,
            phase.id,
            phase.name,
            'phase',
            `/project/projects/${project.id}/phases/${phase.id}`,
          )
        : undefined,
    wbsCode: ticket.wbsCode,
  }
}

function showTicket(show: Show, ticket: StandInTicket, path: string): JsonRecord {
  const { world, href } = show
  const { board, status, type, priority, company, contact, owner } = world.resolve(ticket.id)
  const email = contact?.communicationItems.find((c) => c.communicationType === 'Email')
  const phone = contact?.communicationItems.find((c) => c.communicationType === 'Phone')
  const own = `${path}/${ticket.id}`
  return {
    id: ticket.id,
    summary: ticket.summary,
    board: reference(show, board.id, board.name, 'board', `/service/boards/${board.id}`),
    status: {
      ...reference(
        show,
        status.id,
        status.name,
        'status',
        `/service/boards/${board.id}/statuses/${status.id}`,
      ),
      sort: status.sortOrder,
    },
    company: companyRef(show, company),
    site: reference(
      show,
      company.id * 10,
      'Main',
      'site',
      `/company/companies/${company.id}/sites/${company.id * 10}`,
    ),
    siteName: 'Main',
    addressLine1: company.addressLine1,
    city: company.city,
    stateIdentifier: company.state,
    zip: company.zip,
    contact: contact && contactRef(show, contact),
    contactName: contact && nameOf(contact),
    contactPhoneNumber: phone?.value,
    contactPhoneExtension: phone?.extension,
    contactEmailAddress: email?.value,
    type:
      type &&
      reference(show, type.id, type.name, 'type', `/service/boards/${board.id}/types/${type.id}`),
    owner: owner && memberRef(show, owner),
    priority: {
      ...reference(
        show,
        priority.id,
        priority.name,
        'priority',
        `/service/priorities/${priority.id}`,
      ),
      sort: priority.sortOrder,
      level: priority.level,
    },
    serviceLocation: reference(show, 4, 'Remote', 'location', '/service/locations/4'),
    source: reference(show, 2, 'Email Connector', 'source', '/service/sources/2'),
    requiredDate: ticket.requiredDate,
    customerUpdatedFlag: world.notesOf(ticket.id).some((n) => n.customerUpdatedFlag),
    automaticEmailContactFlag: false,
    automaticEmailResourceFlag: false,
    automaticEmailCcFlag: false,
    closedDate: ticket.closedDate,
    closedBy: ticket.closedBy,
    closedFlag: ticket.closedFlag,
    actualHours: sumHours(world, ticket.id),
    approved: true,
    resources: ticket.resources.join(', '),
    billTime: 'NoDefault',
    billExpenses: 'NoDefault',
    billProducts: 'Billable',
    location: reference(show, 11, 'Elmsworth', 'location', '/system/locations/11'),
    department: {
      id: 10,
      identifier: 'Services',
      name: 'Services',
      _info: { department_href: href('/system/departments/10') },
    },
    customFields: [
      {
        id: 5,
        caption: 'Region',
        type: 'Text',
        entryMethod: 'List',
        numberOfDecimals: 0,
        value: null,
      },
      {
        id: 8,
        caption: 'PO checked\u200e',
        type: 'Checkbox',
        entryMethod: 'EntryField',
        numberOfDecimals: 0,
        value: false,
      },
    ],
    _info: {
      lastUpdated: ticket.lastUpdated,
      updatedBy: ticket.updatedBy,
      dateEntered: ticket.dateEntered,
      enteredBy: ticket.enteredBy,
      notes_href: href(`${own}/notes`),
      tasks_href: href(`${own}/tasks`),
      configurations_href: href(`${own}/configurations`),
      timeentries_href: href(
        `/time/entries?conditions=chargeToType="ServiceTicket" AND chargeToId=${ticket.id}`,
      ),
    },
  }
}

function sumHours(world: World, ticketId: number): number {
  const hours = world.timeEntriesOf(ticketId).reduce((sum, t) => sum + t.actualHours, 0)
  return Math.round(hours * 100) / 100
}

export function nameOf(person: { firstName: string; lastName?: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ')
}

export function ticketRef(show: Show, ticket: StandInTicket): JsonRecord {
  return {
    id: ticket.id,
    summary: ticket.summary,
    _info: { ticket_href: show.href(`/service/tickets/${ticket.id}`) },
  }
}

/** Right after a POST both old visibility flags come back true, whatever was stored. */
export function showNote(show: Show, note: Note, justPosted = false): JsonRecord {
  const { world } = show
  const member = world.member(note.memberId)
  const contact = world.contact(note.contactId)
  return {
    id: note.id,
    ticketId: note.ticketId,
    text: note.text,
    detailDescriptionFlag: note.detailDescriptionFlag,
    internalAnalysisFlag: note.internalAnalysisFlag,
    resolutionFlag: note.resolutionFlag,
    issueFlag: note.issueFlag,
    member: member && memberRef(show, member),
    contact: contact && contactRef(show, contact),
    customerUpdatedFlag: note.customerUpdatedFlag,
    processNotifications: undefined,
    dateCreated: note.dateCreated,
    createdBy: note.createdBy,
    internalFlag: justPosted ? true : undefined,
    externalFlag: justPosted ? true : undefined,
    _info: { lastUpdated: note.lastUpdated, updatedBy: note.updatedBy },
  }
}

export function showThreadItem(show: Show, item: ThreadItem, project: boolean): JsonRecord {
  const { world } = show
  const member = world.member(item.memberId)
  const contact = world.contact(item.contactId)
  const ticket = world.ticket(item.ticketId)
  return {
    id: item.id,
    noteType: item.noteType,
    ticket: ticket && ticketRef(show, ticket),
    text: item.text,
    detailDescriptionFlag: item.detailDescriptionFlag,
    internalAnalysisFlag: item.internalAnalysisFlag,
    resolutionFlag: item.resolutionFlag,
    timeStart: item.timeStart,
    timeEnd: item.timeEnd,
    bundledFlag: item.bundledFlag,
    mergedFlag: item.mergedFlag,
    issueFlag: item.issueFlag,
    originalAuthor: item.originalAuthor,
    ...(project ? {} : { isMarkdownFlag: true, createdByParentFlag: false }),
    member: member && memberRef(show, member),
    contact: contact && contactRef(show, contact),
    _info: { lastUpdated: item.lastUpdated, updatedBy: item.updatedBy },
  }
}

export function showTimeEntry(show: Show, entry: TimeEntry): JsonRecord {
  const { world } = show
  const company = world.company(entry.companyId)
  const member = world.member(entry.memberId)
  const workType = world.records.workTypes.find((w) => w.id === entry.workTypeId)
  const workRole = world.records.workRoles.find((w) => w.id === entry.workRoleId)
  const ticket = entry.chargeToType.endsWith('Ticket') ? world.ticket(entry.chargeToId) : undefined
  const around = ticket && world.resolve(ticket.id)
  return {
    id: entry.id,
    company: company && companyRef(show, company),
    companyType: company?.typeNames[0],
    chargeToId: entry.chargeToId,
    chargeToType: entry.chargeToType,
    member: member && memberRef(show, member),
    workType:
      workType &&
      reference(show, workType.id, workType.name, 'workType', `/time/workTypes/${workType.id}`),
    workRole:
      workRole &&
      reference(show, workRole.id, workRole.name, 'workRole', `/time/workRoles/${workRole.id}`),
    timeStart: entry.timeStart,
    timeEnd: entry.timeEnd,
    hoursDeduct: entry.hoursDeduct,
    actualHours: entry.actualHours,
    billableOption: entry.billableOption,
    notes: entry.notes,
    internalNotes: entry.internalNotes,
    addToDetailDescriptionFlag: entry.addToDetailDescriptionFlag,
    addToInternalAnalysisFlag: entry.addToInternalAnalysisFlag,
    addToResolutionFlag: entry.addToResolutionFlag,
    emailResourceFlag: entry.emailResourceFlag,
    emailContactFlag: entry.emailContactFlag,
    emailCcFlag: entry.emailCcFlag,
    hoursBilled: entry.billableOption === 'Billable' ? entry.actualHours : 0,
    hourlyCost: '45.00',
    enteredBy: entry.enteredBy,
    dateEntered: entry.dateEntered,
    invoice: entry.invoice && {
      ...entry.invoice,
      _info: { invoice_href: show.href(`/finance/invoices/${entry.invoice.id}`) },
    },
    status: entry.status,
    ticket: ticket && ticketRef(show, ticket),
    project:
      around?.project &&
      reference(
        show,
        around.project.id,
        around.project.name,
        'project',
        `/project/projects/${around.project.id}`,
      ),
    ticketBoard: around?.board.name,
    ticketStatus: around?.status.name,
    _info: { lastUpdated: entry.lastUpdated, updatedBy: entry.updatedBy },
  }
}

export function showTask(show: Show, task: Task): JsonRecord {
  const member = show.world.member(task.memberId)
  return {
    id: task.id,
    ticketId: task.ticketId,
    notes: task.notes,
    closedFlag: task.closedFlag,
    priority: task.priority,
    resolution: task.resolution,
    member: member && memberRef(show, member),
    _info: {},
  }
}

export function showDocument(show: Show, document: TicketDocument): JsonRecord {
  return {
    id: document.id,
    title: document.title,
    fileName: document.fileName,
    serverFileName: `${document.id}.bin`,
    owner: document.owner,
    linkFlag: false,
    imageFlag: false,
    publicFlag: false,
    readOnlyFlag: false,
    urlFlag: false,
    size: document.size,
    createdOnDate: document.createdOnDate,
    _info: {
      filename: document.fileName,
      document_href: show.href(`/system/documents/${document.id}/download`),
    },
  }
}
