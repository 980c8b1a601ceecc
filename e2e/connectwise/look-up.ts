/** Ways to find records and to follow their pointers. They read the world and change nothing. */
import type { Records, TimeEntry } from './records.ts'
import { mergeThread } from './thread.ts'

/** `read` gives the records as they are now: a reset replaces them as a whole. */
export function createLookUps(read: () => Records) {
  const status = (id: number) => {
    for (const board of read().boards) {
      const found = board.statuses.find((s) => s.id === id)
      if (found) return { board, status: found }
    }
    return undefined
  }

  return {
    ticket: (id: number) => read().tickets.find((t) => t.id === id),
    tickets: () => read().tickets,
    note: (id: number) => read().notes.find((n) => n.id === id),
    /** Notes only, in the order they were written. The texts of time entries are not here. */
    notesOf: (ticketId: number) => read().notes.filter((n) => n.ticketId === ticketId),
    timeEntry: (id: number) => read().timeEntries.find((t) => t.id === id),
    timeEntriesOf: (ticketId: number) =>
      read().timeEntries.filter((t) => isTicketTime(t) && t.chargeToId === ticketId),
    /** The whole conversation, oldest first: what the page's tabs show. */
    allNotesOf: (ticketId: number) => mergeThread(read(), ticketId),
    tasksOf: (ticketId: number) => read().tasks.filter((t) => t.ticketId === ticketId),
    documentsOf: (ticketId: number) => read().documents.filter((d) => d.ticketId === ticketId),
    member: (id: number | undefined) => read().members.find((m) => m.id === id),
    memberByIdentifier: (identifier: string) =>
      read().members.find((m) => m.identifier.toLowerCase() === identifier.toLowerCase()),
    company: (id: number | undefined) => read().companies.find((c) => c.id === id),
    contact: (id: number | undefined) => read().contacts.find((c) => c.id === id),
    configuration: (id: number) => read().configurations.find((c) => c.id === id),
    board: (id: number) => read().boards.find((b) => b.id === id),
    priority: (id: number) => read().priorities.find((p) => p.id === id),
    project: (id: number | undefined) => read().projects.find((p) => p.id === id),
    /** A status and the board it belongs to. */
    status,
    /** A ticket with its pointers followed. Throws when the ticket does not exist. */
    resolve: (ticketId: number) => follow(read(), ticketId),
  }
}

function follow(records: Records, ticketId: number) {
  const ticket = need(records.tickets, ticketId, 'ticket')
  const board = need(records.boards, ticket.boardId, 'board')
  const project = records.projects.find((p) => p.id === ticket.projectId)
  return {
    ticket,
    board,
    status: need(board.statuses, ticket.statusId, 'status'),
    type: board.types.find((t) => t.id === ticket.typeId),
    priority: need(records.priorities, ticket.priorityId, 'priority'),
    company: need(records.companies, ticket.companyId, 'company'),
    contact: records.contacts.find((c) => c.id === ticket.contactId),
    owner: records.members.find((m) => m.id === ticket.ownerId),
    configurations: ticket.configurationIds.map((id) =>
      need(records.configurations, id, 'configuration'),
    ),
    project,
    phase: project?.phases.find((p) => p.id === ticket.phaseId),
    mergedInto: records.tickets.find((t) => t.id === ticket.mergedParentTicketId),
  }
}

/** Time on a ticket, rather than on a company, a charge code or an activity. */
export function isTicketTime(entry: Pick<TimeEntry, 'chargeToType'>): boolean {
  return entry.chargeToType === 'ServiceTicket' || entry.chargeToType === 'ProjectTicket'
}

/** The record, or an error that says which one this world does not have. */
export function need<T extends { id: number }>(list: T[], id: number, what: string): T {
  const found = list.find((r) => r.id === id)
  if (!found) throw new Error(`This world has no ${what} ${id}.`)
  return found
}
