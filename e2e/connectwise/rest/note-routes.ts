/** Notes of service and project tickets. The texts of time entries are not among them. */
import type { Note, StandInTicket } from '../records.ts'
import {
  type Api,
  type ApiContext,
  answerCount,
  answerList,
  answerRecord,
  authorOf,
  type Call,
  callOf,
  idIn,
} from './call.ts'
import { noteFields, projectNoteFields } from './fields.ts'
import type { JsonRecord } from './json.ts'
import { checkNotesAllowed, mailNote, readNote } from './note-rules.ts'
import { readPatch } from './patch.ts'
import { readFields, readObject } from './read-body.ts'
import { notFound } from './refusal.ts'
import { showNote } from './show-tickets.ts'
import { type Side, visibleTicket } from './ticket-routes.ts'

const PATHS = {
  settable: [
    'text',
    'detailDescriptionFlag',
    'internalAnalysisFlag',
    'resolutionFlag',
    'issueFlag',
    'member',
    'contact',
    'customerUpdatedFlag',
    'processNotifications',
  ],
  ignored: ['id', 'ticketId', 'dateCreated', 'createdBy', 'internalFlag', 'externalFlag', '_info'],
}

export function mountNotes(api: Api) {
  for (const side of ['service', 'project'] as const) mountSide(api, side)
}

function mountSide(api: Api, side: Side) {
  const base = `/${side}/tickets/:ticketId{[0-9]+}/notes`
  const fields = side === 'service' ? noteFields : projectNoteFields
  const right = side === 'service' ? 'serviceTickets' : 'projectTickets'
  const all = (c: ApiContext) => () => {
    const { world, show } = callOf(c)
    return world.notesOf(visibleTicket(c, side, 'read').id).map((note) => showNote(show, note))
  }

  api.get(base, (c) => answerList(c, right, fields, all(c)))
  api.get(`${base}/count`, (c) => answerCount(c, right, fields, all(c)))
  api.post(base, (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, side, 'edit')
    checkNotesAllowed(call, ticket)
    const posted = readObject(call, fields.name)
    const note = call.world.addNote(readNote(call, ticket.id, posted), authorOf(call))
    mailNote(call, posted, note)
    return answerRecord(c, fields, showNote(call.show, note, true), 201)
  })
  api.get(`${base}/:id{[0-9]+}`, (c) => {
    const note = noteOf(c, visibleTicket(c, side, 'read'))
    return answerRecord(c, fields, showNote(callOf(c).show, note), 200)
  })
  api.patch(`${base}/:id{[0-9]+}`, (c) => {
    const call = callOf(c)
    const ticket = visibleTicket(c, side, 'edit')
    const note = noteOf(c, ticket)
    const wanted = { ...stored(call, note), ...readPatch(call.body, fields.name, PATHS) }
    const changed = readNote(call, ticket.id, readFields(wanted, fields.name))
    call.world.updateNote(note.id, changed, authorOf(call))
    return answerRecord(c, fields, showNote(call.show, note), 200)
  })
  api.delete(`${base}/:id{[0-9]+}`, (c) => {
    const note = noteOf(c, visibleTicket(c, side, 'edit'))
    callOf(c).world.removeNote(note.id, authorOf(callOf(c)))
    return c.body(null, 204)
  })
}

function noteOf(c: ApiContext, ticket: StandInTicket): Note {
  const note = callOf(c).world.note(idIn(c))
  if (note?.ticketId !== ticket.id) throw notFound('ServiceNote', idIn(c))
  return note
}

/** The note as a body that would write it, so that a change is checked as a whole. */
function stored(call: Call, note: Note): JsonRecord {
  const member = call.world.member(note.memberId)
  return {
    text: note.text,
    detailDescriptionFlag: note.detailDescriptionFlag,
    internalAnalysisFlag: note.internalAnalysisFlag,
    resolutionFlag: note.resolutionFlag,
    issueFlag: note.issueFlag,
    customerUpdatedFlag: note.customerUpdatedFlag,
    member: member ? { id: member.id } : null,
    contact: note.contactId === undefined ? null : { id: note.contactId },
  }
}
