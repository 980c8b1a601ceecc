/**
 * Turns the world's records into what the pages draw. Reads only.
 */
import type { ThreadItem } from '../records.ts'
import type { World } from '../world.ts'
import type { CompanyView, MemberView, NoteView, TicketRow, TicketView } from './view.ts'

export function lookAtMember(world: World, identifier: string): MemberView {
  const member = world.memberByIdentifier(identifier)
  const name = member ? `${member.firstName} ${member.lastName}` : identifier
  return {
    identifier: member?.identifier ?? identifier,
    name,
    initials: initialsOf(name),
    email: member?.primaryEmail ?? member?.officeEmail ?? '',
    role: member?.title ?? 'Technician',
  }
}

export function lookAtBoard(world: World, kind: TicketRow['kind']): TicketRow[] {
  return world
    .tickets()
    .map((ticket) => lookAtRow(world, ticket.id))
    .filter((row) => row.kind === kind)
    .sort((a, b) => Number(a.isClosed) - Number(b.isClosed) || b.id - a.id)
}

/** Undefined when there is no such ticket. */
export function lookAtTicket(world: World, id: number): TicketView | undefined {
  if (!world.ticket(id)) return undefined
  const { ticket, type, company, contact, configurations, project, phase, mergedInto } =
    world.resolve(id)
  const thread = world.allNotesOf(id)
  const first = thread.find((item) => item.issueFlag) ?? thread.find(isOpening)
  const minutes = world.timeEntriesOf(id).reduce((sum, entry) => sum + entry.actualHours * 60, 0)
  return {
    ...lookAtRow(world, id),
    type: type?.name ?? '',
    resources: ticket.resources.map((login) => lookAtMember(world, login).name),
    severity: ticket.severity,
    impact: ticket.impact,
    dueDate: ticket.requiredDate?.slice(0, 10) ?? '',
    companyId: company.id,
    companyAddress: addressOf(company),
    companyPhone: company.phoneNumber,
    contactId: contact?.id ?? 0,
    contactTitle: contact?.title ?? '',
    contactEmail: reachBy(contact, 'Email'),
    contactPhone: reachBy(contact, 'Phone'),
    project: project?.name ?? '',
    phase: phase?.name ?? '',
    mergedInto: mergedInto?.id ?? 0,
    configurations: configurations.map((one) => ({
      name: one.name,
      type: one.typeName,
      detail: [one.manufacturerName, one.modelNumber, one.osType, one.ipAddress]
        .filter(Boolean)
        .join(' · '),
    })),
    initial: first && lookAtNote(world, first),
    notes: thread
      .filter((item) => item !== first)
      .toReversed()
      .map((item) => lookAtNote(world, item)),
    minutesSpent: Math.round(minutes),
    others: world
      .tickets()
      .filter((other) => other.companyId === company.id && other.id !== id && !other.closedFlag)
      .slice(0, 4)
      .map((other) => ({ id: other.id, summary: other.summary })),
  }
}

/** Undefined when there is no such company. */
export function lookAtCompany(world: World, id: number): CompanyView | undefined {
  const company = world.company(id)
  if (!company) return undefined
  return {
    id,
    name: company.name,
    address: addressOf(company),
    phone: company.phoneNumber,
    website: company.website,
    status: company.statusName,
    tickets: world
      .tickets()
      .filter((ticket) => ticket.companyId === id)
      .map((ticket) => lookAtRow(world, ticket.id)),
  }
}

function lookAtRow(world: World, id: number): TicketRow {
  const { ticket, board, status, priority, company, contact, owner } = world.resolve(id)
  return {
    id,
    kind: ticket.recordType === 'ServiceTicket' ? 'service' : 'project',
    summary: ticket.summary,
    company: company.name,
    contact: contact ? nameOf(contact) : '',
    board: board.name,
    status: status.name,
    priority: priority.name,
    priorityColor: priority.color,
    owner: owner ? nameOf(owner) : '',
    age: ageOf(world.now().getTime() - Date.parse(ticket.dateEntered)),
    updatedAt: ticket.lastUpdated,
    isClosed: ticket.closedFlag,
  }
}

function lookAtNote(world: World, item: ThreadItem): NoteView {
  const member = world.member(item.memberId)
  const contact = world.contact(item.contactId)
  const person = member ?? contact
  const author = person ? nameOf(person) : lookAtMember(world, item.originalAuthor).name
  return {
    key: `${item.noteType}-${item.id}`,
    author,
    initials: initialsOf(author),
    isMember: contact === undefined,
    at: item.at,
    pill: pillOf(item),
    text: item.text,
    shownIn: {
      discussion: item.detailDescriptionFlag,
      internal: item.internalAnalysisFlag,
      resolution: item.resolutionFlag,
    },
  }
}

function pillOf(item: ThreadItem): string {
  if (item.noteType === 'TimeEntryNote') return 'Time'
  if (item.mergedFlag) return `Merged #${item.ticketId}`
  if (item.bundledFlag) return `Bundled #${item.ticketId}`
  if (item.resolutionFlag) return 'Resolution'
  return item.internalAnalysisFlag ? 'Internal' : 'Discussion'
}

function isOpening(item: ThreadItem): boolean {
  return item.detailDescriptionFlag && item.noteType === 'TicketNote'
}

function nameOf(person: { firstName: string; lastName?: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ')
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => [...part][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

function addressOf(company: { addressLine1: string; city: string; state: string; zip: string }) {
  return `${company.addressLine1}, ${company.city}, ${company.state} ${company.zip}`
}

type Reachable = { communicationItems: { communicationType: string; value: string }[] }

function reachBy(contact: Reachable | undefined, type: 'Email' | 'Phone'): string {
  return contact?.communicationItems.find((one) => one.communicationType === type)?.value ?? ''
}

function ageOf(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / 3_600_000))
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}
