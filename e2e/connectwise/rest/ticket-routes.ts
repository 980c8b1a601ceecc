/**
 * Tickets, below `/service/tickets` and `/project/tickets`.
 *
 * A project ticket is of another shape under its own path. Live servers were seen to show project
 * tickets under the service path as well; writing to them there is refused, since nobody has seen
 * it work. What a ticket holds (`/configurations`, `/timeentries`, `/documents`) comes as
 * references only.
 */
import type { RecordType, StandInTicket } from '../records.ts'
import {
  type Api,
  type ApiContext,
  answerCount,
  answerList,
  answerOne,
  answerRecord,
  authorOf,
  type Call,
  callOf,
  needRight,
} from './call.ts'
import { isRecord } from './evaluate.ts'
import {
  deviceReferenceFields,
  documentReferenceFields,
  projectTicketFields,
  type RecordFields,
  taskFields,
  threadFields,
  ticketFields,
  timeReferenceFields,
} from './fields.ts'
import type { JsonRecord } from './json.ts'
import type { ListQuery } from './listing.ts'
import { sendMail } from './note-rules.ts'
import { readPatch } from './patch.ts'
import { parseBody, readObject } from './read-body.ts'
import { missing, noEndpoint, notFound } from './refusal.ts'
import { showProjectTicket, showServiceTicket, showTask, showThreadItem } from './show-tickets.ts'
import type { RightName } from './switches.ts'
import { defaultStatus, readTicketChanges, TICKET_PATHS } from './ticket-rules.ts'

export type Side = 'service' | 'project'

const PATCHABLE = [...TICKET_PATHS.settable]
const IGNORED = [...TICKET_PATHS.ignored, 'recordType', 'project', 'phase', 'wbsCode']

export function mountTickets(api: Api) {
  for (const side of ['service', 'project'] as const) mountSide(api, side)
}

/** The ticket, when it is to be seen below this path and the role lets it be seen. */
export function visibleTicket(c: ApiContext, side: Side, right: 'read' | 'edit'): StandInTicket {
  const call = callOf(c)
  const id = Number(c.req.param('ticketId') ?? c.req.param('id'))
  const ticket = call.world.ticket(id)
  const isProject = ticket ? isProjectKind(ticket.recordType) : side === 'project'
  const reading = needRight(call, isProject ? 'projectTickets' : 'serviceTickets')
  if (!ticket || reading === 'my' || !isBelow(call, ticket, side, right))
    throw notFound('Ticket', id)
  if (right === 'edit') needRight(call, isProject ? 'editProjectTickets' : 'editServiceTickets')
  return ticket
}

function isBelow(call: Call, ticket: StandInTicket, side: Side, right: 'read' | 'edit'): boolean {
  const isProject = isProjectKind(ticket.recordType)
  if (side === 'project') return isProject
  return !isProject || (right === 'read' && call.switches.projectTicketsUnderService)
}

function isProjectKind(recordType: RecordType): boolean {
  return recordType !== 'ServiceTicket'
}

function mountSide(api: Api, side: Side) {
  const base = `/${side}/tickets`
  const fields = side === 'service' ? ticketFields : projectTicketFields
  const right: RightName = side === 'service' ? 'serviceTickets' : 'projectTickets'
  const show = (call: Call, ticket: StandInTicket) =>
    side === 'service' ? showServiceTicket(call.show, ticket) : showProjectTicket(call.show, ticket)
  const all = (call: Call): JsonRecord[] =>
    call.world
      .tickets()
      .filter((t) => isBelow(call, t, side, 'read'))
      .filter((t) => call.switches.rights.projectTickets === 'all' || !isProjectKind(t.recordType))
      .map((t) => show(call, t))

  api.get(base, (c) => answerList(c, right, fields, () => all(callOf(c))))
  api.get(`${base}/count`, (c) => answerCount(c, right, fields, () => all(callOf(c))))
  api.post(`${base}/search`, (c) => {
    const query: ListQuery = { ...c.req.query(), ...searchQuery(callOf(c)) }
    return answerList(c, right, fields, () => all(callOf(c)), query)
  })
  api.get(`${base}/:id{[0-9]+}`, (c) => {
    const ticket = visibleTicket(c, side, 'read')
    return answerOne(c, right, fields, show(callOf(c), ticket))
  })
  api.patch(`${base}/:id{[0-9]+}`, (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, side, 'edit')
    const wanted = readPatch(call.body, 'ticket', { settable: PATCHABLE, ignored: IGNORED })
    const changes = readTicketChanges(call, ticket, wanted)
    call.world.patchTicket(ticket.id, changes, authorOf(call))
    if (changes.statusId !== undefined && wanted.processNotifications !== false)
      sendMail(call.world, {
        ticketId: ticket.id,
        cause: 'status',
        causeId: changes.statusId,
        to: new Set(['contact', 'resources']),
        text: call.world.resolve(ticket.id).status.name,
      })
    return answerRecord(c, fields, show(call, ticket), 200)
  })
  api.delete(`${base}/:id{[0-9]+}`, (c) => {
    const ticket = visibleTicket(c, side, 'edit')
    callOf(c).world.removeTicket(ticket.id, authorOf(callOf(c)))
    return c.body(null, 204)
  })
  mountBelow(api, side)
  if (side === 'service') mountCreation(api)
}

/** The lists below one ticket. */
function mountBelow(api: Api, side: Side) {
  const base = `/${side}/tickets/:ticketId{[0-9]+}`
  const right: RightName = side === 'service' ? 'serviceTickets' : 'projectTickets'
  const list = (path: string, fields: RecordFields, records: Records) => {
    const read = (c: ApiContext) => () => records(callOf(c), visibleTicket(c, side, 'read'))
    api.get(`${base}/${path}`, (c) => answerList(c, right, fields, read(c)))
    api.get(`${base}/${path}/count`, (c) => answerCount(c, right, fields, read(c)))
  }
  type Records = (call: Call, ticket: StandInTicket) => JsonRecord[]

  list('configurations', deviceReferenceFields, ({ world, show }, ticket) =>
    world.resolve(ticket.id).configurations.map((device) => ({
      id: device.id,
      deviceIdentifier: device.name,
      _info: { configuration_href: show.href(`/company/configurations/${device.id}`) },
    })),
  )
  list('timeentries', timeReferenceFields, ({ world, show }, ticket) =>
    world.timeEntriesOf(ticket.id).map((entry) => ({
      id: entry.id,
      _info: { time_href: show.href(`/time/entries/${entry.id}`), notes: entry.notes ?? '' },
    })),
  )
  list('documents', documentReferenceFields, ({ world, show }, ticket) =>
    world.documentsOf(ticket.id).map((document) => ({
      id: document.id,
      name: document.title,
      _info: { document_href: show.href(`/system/documents/${document.id}`) },
    })),
  )
  list('tasks', taskFields, ({ world, show }, ticket) =>
    world.tasksOf(ticket.id).map((task) => showTask(show, task)),
  )
  api.get(`${base}/allNotes`, (c) => {
    const ticket = visibleTicket(c, side, 'read')
    // Older servers do not know the combined list.
    if (callOf(c).switches.model === 'older') throw noEndpoint()
    const withKind = {
      ...threadFields,
      names: { ...threadFields.names, noteType: 'text' as const },
    }
    const query = c.req.query()
    // `noteType` is answered but cannot be filtered or sorted by.
    if (/noteType/i.test(`${query.conditions ?? ''} ${query.orderBy ?? ''}`))
      return answerList(c, right, threadFields, () => [])
    return answerList(c, right, withKind, () =>
      callOf(c)
        .world.allNotesOf(ticket.id)
        .map((item) => showThreadItem(callOf(c).show, item, side === 'project')),
    )
  })
}

function mountCreation(api: Api) {
  api.post('/service/tickets', (c) => {
    const call = callOf(c)
    needRight(call, 'editServiceTickets')
    const fields = readObject(call, 'ticket')
    fields.needText('summary', 100)
    if (!fields.has('company')) throw missing('ticket', 'company')
    const board = call.world.records.boards.find((b) => !b.projectFlag && !b.inactiveFlag)
    const priority = call.world.records.priorities.find((p) => p.defaultFlag)
    const status = board && defaultStatus(board)
    if (!board || !status || !priority) throw missing('ticket', 'board')
    const blank: StandInTicket = {
      id: 0,
      summary: '',
      recordType: 'ServiceTicket',
      boardId: board.id,
      statusId: status.id,
      priorityId: priority.id,
      companyId: 0,
      configurationIds: [],
      resources: [],
      severity: 'Medium',
      impact: 'Medium',
      closedFlag: false,
      dateEntered: '',
      enteredBy: '',
      lastUpdated: '',
      updatedBy: '',
    }
    const changes = readTicketChanges(call, blank, fields.body)
    const by = authorOf(call)
    const ticket = call.world.addTicket({ ...blank, ...changes }, by)
    for (const [name, flag] of [
      ['initialDescription', 'detailDescriptionFlag'],
      ['initialInternalAnalysis', 'internalAnalysisFlag'],
      ['initialResolution', 'resolutionFlag'],
    ] as const) {
      const text = fields.text(name)
      const none = {
        detailDescriptionFlag: false,
        internalAnalysisFlag: false,
        resolutionFlag: false,
      }
      if (text)
        call.world.addNote(
          { ticketId: ticket.id, text, ...none, [flag]: true, memberId: call.caller.id },
          by,
        )
    }
    return answerRecord(c, ticketFields, showServiceTicket(call.show, ticket), 201)
  })
}

/** Filters of a long query come in the body, in either case. */
function searchQuery(call: Call): ListQuery {
  const body = call.body.trim() === '' ? {} : parseBody(call.body)
  const query: ListQuery = {}
  if (!isRecord(body)) return query
  for (const [name, value] of Object.entries(body))
    for (const known of [
      'conditions',
      'childConditions',
      'customFieldConditions',
      'orderBy',
    ] as const)
      if (name.toLowerCase() === known.toLowerCase() && typeof value === 'string')
        query[known] = value
  return query
}
