/**
 * Puts a note into a ticket, and finds notes there again.
 *
 * Every flag is stated, so that nothing is left to a default: which tabs it stands on, whose name
 * it bears, whether anybody is mailed. A success counts only if the answer is that note on that
 * ticket; everything else that came with a 2xx leaves it unclear whether it was stored.
 */
import type { NoteFlags } from '#shared/session/event.ts'
import type { NoteFound, NoteToWrite, PsaOutcome, TicketAsked } from '../psa.ts'
import type { ConnectWiseClient } from './client.ts'
import { failureOf } from './outcome.ts'
import { CwNote, readRows } from './shapes.ts'
import { ticketPath } from './ticket-path.ts'
import { sayUnexpected } from './words.ts'
import { withRight } from './write-right.ts'

export async function writeNote(
  client: ConnectWiseClient,
  note: NoteToWrite,
): Promise<PsaOutcome<NoteFound>> {
  const answer = await client.post(notesPath(note), {
    text: note.text,
    detailDescriptionFlag: note.flags.discussion,
    internalAnalysisFlag: note.flags.internal,
    resolutionFlag: note.flags.resolution,
    member: { identifier: note.author },
    processNotifications: note.mailContact,
  })
  if (answer.kind === 'not_understood' && (answer.status ?? 0) < 400) return unclear('a note')
  if (answer.kind !== 'ok') return withRight(failureOf(answer), 'note', note.recordType)
  const read = CwNote.safeParse(answer.body)
  if (!read.success || read.data.ticketId !== note.ticketId) return unclear('the note written')
  return { kind: 'ok', body: foundOf(read.data, note.ticketId) }
}

/** The newest notes are looked through: what we seek is minutes old. */
export async function findNotes(
  client: ConnectWiseClient,
  ticket: TicketAsked,
  mark: string,
): Promise<PsaOutcome<NoteFound[]>> {
  const query = { orderBy: 'id desc', pageSize: NEWEST }
  const answer = await client.some(notesPath(ticket), query)
  if (answer.kind !== 'ok') return failureOf(answer)
  const notes = readRows(CwNote, Array.isArray(answer.body) ? answer.body : [])
  const found = notes.filter((note) => note.text.includes(mark))
  return { kind: 'ok', body: found.map((note) => foundOf(note, ticket.ticketId)) }
}

const NEWEST = 100

const notesPath = ({ recordType, ticketId }: TicketAsked) =>
  `${ticketPath(recordType === 'project' ? 'project' : 'service', ticketId)}/notes`

export const unclear = (what: string) =>
  ({ kind: 'unclear', message: sayUnexpected(what) }) as const

/** Some servers leave the ticket's number out of a list that is the ticket's own. */
function foundOf(note: CwNote, ticketId: number): NoteFound {
  const flags: NoteFlags = {
    discussion: note.detailDescriptionFlag,
    internal: note.internalAnalysisFlag,
    resolution: note.resolutionFlag,
  }
  return {
    id: note.id,
    ticketId: note.ticketId ?? ticketId,
    text: note.text,
    flags,
    author: note.member?.name || note.member?.identifier || note.createdBy,
  }
}
