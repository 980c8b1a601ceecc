/**
 * What may be written as a note, and who is mailed about it.
 *
 * A note without one true flag is refused: nobody would see it. One whose notifications are
 * processed is mailed: to the contact when the customer may see it, to the resources in any case.
 * Undocumented `email…Flag` fields are taken as they are on live servers.
 */
import type { Board, StandInTicket } from '../records.ts'
import type { NewNote, World } from '../world.ts'
import type { Call } from './call.ts'
import { type Fields, readMember } from './read-body.ts'
import { invalid, missing, RestRefusal } from './refusal.ts'
import type { Switches } from './switches.ts'

export function readNote(call: Call, ticketId: number, fields: Fields): NewNote {
  const { world, switches } = call
  const text = fields.text('text')
  if (text === undefined || text === '') throw missing(fields.resource, 'text')
  const flags = {
    detailDescriptionFlag: fields.flag('detailDescriptionFlag') ?? false,
    internalAnalysisFlag: fields.flag('internalAnalysisFlag') ?? false,
    resolutionFlag: fields.flag('resolutionFlag') ?? false,
  }
  if (!Object.values(flags).includes(true))
    throw invalid(
      fields.resource,
      'detailDescriptionFlag',
      'InvalidObject',
      'Choose where the note is shown: detailDescriptionFlag, internalAnalysisFlag or resolutionFlag.',
    )
  const contacts = world.records.contacts.map((c) => ({ ...c, name: c.firstName }))
  const contact = fields.reference('contact', contacts, 'Contact')
  const member = readMember(call, fields)
  return {
    ticketId,
    text: breakLines(text, switches),
    ...flags,
    issueFlag: fields.flag('issueFlag') ?? false,
    customerUpdatedFlag: fields.flag('customerUpdatedFlag') ?? false,
    ...(contact && !member
      ? { contactId: contact.id }
      : { memberId: member?.id ?? call.caller.id }),
  }
}

/** Refuses notes where the board, or the state of the ticket, takes none. */
export function checkNotesAllowed(call: Call, ticket: StandInTicket) {
  const board: Board | undefined = call.world.board(ticket.boardId)
  if (board?.discussionsLockedFlag)
    throw new RestRefusal(400, {
      code: 'InvalidObject',
      message: `Discussions are locked on board ${board.name}.`,
      errors: [],
    })
  checkTicketOpen(call, ticket)
}

export function checkTicketOpen({ switches }: Call, ticket: StandInTicket) {
  const merged = ticket.mergedParentTicketId !== undefined
  if (merged ? switches.mergedTickets === 'accept' : switches.closedTickets === 'accept') return
  if (merged || ticket.closedFlag)
    throw new RestRefusal(400, {
      code: 'InvalidObject',
      message: merged
        ? `Ticket ${ticket.id} was merged into ticket ${ticket.mergedParentTicketId}.`
        : `Ticket ${ticket.id} is closed.`,
      errors: [],
    })
}

export function mailNote(call: Call, fields: Fields, note: NewNote & { id: number }) {
  const { world, switches } = call
  const to = new Set<'contact' | 'resources' | 'cc'>()
  if (fields.flag('processNotifications') ?? switches.notesMailByDefault) {
    if (note.detailDescriptionFlag || note.resolutionFlag) to.add('contact')
    to.add('resources')
  }
  if (fields.flag('emailContactFlag')) to.add('contact')
  if (fields.flag('emailResourceFlag')) to.add('resources')
  if (fields.flag('emailCcFlag')) to.add('cc')
  sendMail(world, { ticketId: note.ticketId, cause: 'note', causeId: note.id, to, text: note.text })
}

type Mail = {
  ticketId: number
  cause: 'note' | 'time' | 'status'
  causeId: number
  to: Set<'contact' | 'resources' | 'cc'>
  text: string
}

/** A mail goes to those who exist: no contact, no mail to one. */
export function sendMail(world: World, mail: Mail) {
  const ticket = world.ticket(mail.ticketId)
  if (ticket?.contactId === undefined) mail.to.delete('contact')
  if (ticket?.resources.length === 0) mail.to.delete('resources')
  if (mail.to.size > 0) world.sendMail({ ...mail, to: [...mail.to] })
}

function breakLines(text: string, { lineBreaks }: Switches): string {
  if (lineBreaks === 'kept') return text
  return text.replace(/\r\n|\r|\n/g, lineBreaks === 'crlf' ? '\r\n' : ' ')
}
