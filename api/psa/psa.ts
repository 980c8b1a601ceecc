/**
 * What the rest of the API may ask of the ticket system, in our own words.
 *
 * One room knows how ConnectWise spells these things (`connectwise/`); everybody else, and the
 * small in-memory stand-in of the tests, speaks this. Nothing here throws for what the other
 * side may do: an answer, a refusal, silence and nonsense are all values, and the difference
 * that matters most is drawn in the types: after `unclear` a write may or may not stand in the
 * ticket, after every other failure it certainly does not.
 */
import type { ConnectionTest } from '#shared/psa/contract.ts'
import type { NoteFlags } from '#shared/session/event.ts'
import type { ThreadEntry, Ticket, TicketConfiguration } from '#shared/ticket/ticket.ts'
import type { RecordType } from '#shared/ticket/ticket-ref.ts'

/** Why there is no answer to use. `message` is whole sentences and says what to do next. */
export type PsaFailure =
  /** The record is not there, and the answer named it. */
  | { kind: 'not_found'; message: string }
  /** Understood and declined: a rule of the board, the ticket, the time sheet. */
  | { kind: 'refused'; message: string }
  /** Keys, company, address or client id: the connection is not set up right. */
  | { kind: 'credentials'; message: string }
  /** Our API member lacks a right. */
  | { kind: 'rights'; message: string }
  | { kind: 'too_many'; message: string; retryAfterMs: number }
  /** Asked, and nobody knows what became of it. */
  | { kind: 'unclear'; message: string }
  /** Nothing was sent. */
  | { kind: 'not_connected'; message: string }
  /** An answer that is none: another page, another ticket's record. */
  | { kind: 'not_understood'; message: string }

export type PsaOutcome<T> = { kind: 'ok'; body: T } | PsaFailure

/** A ticket by number; what kind it is may be known from the page, and may be wrong. */
export interface TicketAsked {
  ticketId: number
  recordType: RecordType
}

/** All of a ticket but what the API itself adds. */
export type PsaTicket = Omit<Ticket, 'origin' | 'stamp' | 'fetchedAt'> & {
  lastUpdated: string | null
}

/** As much of a ticket as decides whether it changed. */
export type TicketGlance = Pick<
  PsaTicket,
  'ticketId' | 'recordType' | 'summary' | 'status' | 'owner' | 'mergedInto' | 'lastUpdated'
> & { thread: ThreadEntry[] }

export interface PsaMember {
  memberId: number
  identifier: string
  name: string
  emails: string[]
  isInactive: boolean
  /** A member for programs: nobody writes as it by hand. */
  isApi: boolean
}

export interface NoteToWrite extends TicketAsked {
  text: string
  flags: NoteFlags
  /** The member whose name stands under it. */
  author: string
  mailContact: boolean
}

/** A note as it stands in the ticket. */
export interface NoteFound {
  id: number
  ticketId: number
  text: string
  flags: NoteFlags
  author: string
}

export interface TimeToWrite extends TicketAsked {
  from: string
  to: string
  text: string
  /** Where only the team reads it: carries the mark, which has no place on an invoice. */
  internalText: string
  author: string
  workTypeId?: number
}

export interface TimeFound {
  id: number
  ticketId: number
  text: string
  from: string
  to: string | null
  author: string
}

export interface Psa {
  test(): Promise<Omit<ConnectionTest, 'at'>>
  readTicket(ticket: TicketAsked): Promise<PsaOutcome<PsaTicket>>
  glanceAtTicket(ticket: TicketAsked): Promise<PsaOutcome<TicketGlance>>
  /** Whether each is closed, by number; those of which nobody knows are left out. */
  listClosed(tickets: readonly TicketAsked[]): Promise<PsaOutcome<ReadonlyMap<number, boolean>>>
  listMembers(): Promise<PsaOutcome<PsaMember[]>>
  /** What a client of this name has in use, by name; none for a name that nobody has. */
  listConfigurations(client: string): Promise<PsaOutcome<TicketConfiguration[]>>
  listWorkTypes(): Promise<PsaOutcome<{ id: number; name: string }[]>>
  /** Writes once; never tries again by itself, since only the caller knows what to read first. */
  writeNote(note: NoteToWrite): Promise<PsaOutcome<NoteFound>>
  writeTimeEntry(entry: TimeToWrite): Promise<PsaOutcome<TimeFound>>
  /** The notes on a ticket that carry a mark. */
  findNotes(ticket: TicketAsked, mark: string): Promise<PsaOutcome<NoteFound[]>>
  findTimeEntries(ticket: TicketAsked, mark: string): Promise<PsaOutcome<TimeFound[]>>
  /** Entries of a member that touch a stretch of time, on whatever ticket. */
  listTimeBetween(author: string, from: string, to: string): Promise<PsaOutcome<TimeFound[]>>
}
