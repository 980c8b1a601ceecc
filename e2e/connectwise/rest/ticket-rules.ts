/**
 * What may be written to a ticket. The whole stored record is checked again on each change, so a
 * change of one field can be refused because of another, as on live servers.
 */
import type { Board, BoardStatus, StandInTicket } from '../records.ts'
import type { TicketChanges } from '../world.ts'
import { type Call, forbidden } from './call.ts'
import { isRecord } from './evaluate.ts'
import { LEVELS } from './fields.ts'
import type { Json, JsonRecord } from './json.ts'
import { type Fields, findReference, readFields } from './read-body.ts'
import { invalid, missing } from './refusal.ts'

const RESOURCE = 'ticket'

export const TICKET_PATHS = {
  settable: [
    'summary',
    'board',
    'status',
    'type',
    'company',
    'contact',
    'owner',
    'priority',
    'severity',
    'impact',
    'requiredDate',
    'processNotifications',
    'skipCallback',
  ],
  /** Set by the server, or not kept by this stand-in: taken without a word, changed by nothing. */
  ignored: [
    'id',
    'closedDate',
    'closedBy',
    'closedFlag',
    'actualHours',
    'resources',
    'hasChildTicket',
    'hasMergedChildTicketFlag',
    'mergedParentTicket',
    'parentTicketId',
    'slaStatus',
    'isInSla',
    '_info',
    'customFields',
    'automaticEmailContactFlag',
    'automaticEmailResourceFlag',
    'automaticEmailCcFlag',
    'automaticEmailCc',
    'externalXRef',
    'poNumber',
    'budgetHours',
  ],
} as const

/** The changes a body asks for, checked; `null` empties. */
export function readTicketChanges(
  call: Call,
  ticket: StandInTicket,
  wanted: JsonRecord,
): TicketChanges {
  const { world } = call
  const fields = readFields(wanted, RESOURCE)
  const changes: TicketChanges = {}
  if ('summary' in wanted) changes.summary = fields.needText('summary', 100)
  const board = fields.reference('board', world.records.boards, 'Board')
  if (board) changes.boardId = board.id
  const onBoard = board ?? world.board(ticket.boardId)
  if (onBoard) readStatus(call, onBoard, ticket, wanted.status, changes)
  if ('type' in wanted)
    changes.typeId = fields.reference('type', onBoard?.types ?? [], 'Service Type')?.id
  readPeople(call, ticket, fields, wanted, changes)
  if ('priority' in wanted) {
    const priority = fields.reference('priority', world.records.priorities, 'Priority')
    if (!priority) throw missing(RESOURCE, 'priority')
    changes.priorityId = priority.id
  }
  const severity = fields.oneOf('severity', LEVELS)
  if (severity) changes.severity = severity
  const impact = fields.oneOf('impact', LEVELS)
  if (impact) changes.impact = impact
  if ('requiredDate' in wanted) changes.requiredDate = fields.date('requiredDate')
  return changes
}

function readStatus(
  call: Call,
  board: Board,
  ticket: StandInTicket,
  wanted: Json | undefined,
  changes: TicketChanges,
) {
  const moved = board.id !== ticket.boardId
  if (wanted === undefined || wanted === null) {
    if (wanted === null) throw missing(RESOURCE, 'status')
    if (moved) changes.statusId = defaultStatus(board)?.id ?? ticket.statusId
    return
  }
  const status = isRecord(wanted) ? statusOn(board, wanted) : undefined
  if (!status) throw missing(RESOURCE, 'status')
  if (status.closedStatus && call.switches.rights.closeTickets !== 'all') throw forbidden(call)
  changes.statusId = status.id
}

export function statusOn(board: Board, wanted: JsonRecord): BoardStatus | undefined {
  const field = wanted.id === undefined ? 'status/name' : 'status/id'
  const named = wanted.id ?? wanted.name
  if (named === undefined || named === null) return undefined
  const found = board.statuses.find(
    (s) =>
      (s.id === wanted.id || (wanted.id === undefined && s.name === wanted.name)) && !s.inactive,
  )
  if (!found)
    throw invalid(
      RESOURCE,
      field,
      'NotFound',
      `Service Status ${String(named)} not found for Service Board ${board.name}`,
    )
  return found
}

export function defaultStatus(board: Board): BoardStatus | undefined {
  return board.statuses.find((s) => s.defaultFlag) ?? board.statuses[0]
}

function readPeople(
  { world }: Call,
  ticket: StandInTicket,
  fields: Fields,
  wanted: JsonRecord,
  changes: TicketChanges,
) {
  const company = fields.reference('company', world.records.companies, 'Company')
  if ('company' in wanted) {
    if (!company) throw missing(RESOURCE, 'company')
    changes.companyId = company.id
  }
  if ('owner' in wanted) {
    const members = world.records.members.filter((m) => !m.builtIn && !m.inactiveFlag)
    changes.ownerId = fields.reference('owner', members, 'Member')?.id
  }
  const companyId = company?.id ?? ticket.companyId
  const contacts = world.records.contacts
    .filter((c) => c.companyId === companyId)
    .map((c) => ({ id: c.id, name: [c.firstName, c.lastName].filter(Boolean).join(' ') }))
  if ('contact' in wanted)
    changes.contactId = isRecord(wanted.contact)
      ? findReference(wanted.contact, contacts, {
          resource: RESOURCE,
          field: 'contact',
          what: 'Contact',
        })?.id
      : undefined
  else if (company && company.id !== ticket.companyId) changes.contactId = undefined
}
