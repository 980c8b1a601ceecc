/** What the checks of a note are given, and what each of them reports. */
import type { NoteFlags, NoteKind } from '../session/event.ts'
import type { Session } from '../session/session.ts'
import type { TicketStamp } from '../ticket/ticket.ts'
import type { CheckId, Repair } from './finding.ts'
import type { Levels } from './level.ts'
import type { ComposedNote } from './note.ts'

/** The words by themselves. */
export interface TextToCheck {
  kind: NoteKind
  /** The text as it would be written. */
  text: string
  /** Whose ticket it is. */
  client?: string
  /** Names of the team's other clients. */
  otherClients?: readonly string[]
}

/** A write by itself: all that the API can be sure of. */
export interface WriteToCheck extends TextToCheck {
  flags: NoteFlags
  /** Finds secrets: the same redaction that runs before anything leaves. */
  findSecrets: (
    text: string,
  ) => { start: number; end: number; family: string; placeholder: string }[]
  /** The time entry written in the same act. */
  time?: Pick<TimeToCheck, 'text'>
}

export interface NoteToCheck extends WriteToCheck {
  session: Session
  sessionId: string
  /** What the record composes now. */
  composed: ComposedNote
  /** A model worded the text that is shown, and nobody has said to have read it. */
  isUnread?: boolean
  mailContact: boolean
  mailConfirmed: boolean
  /** Record version the text was made from, and now; a person's draft may be older. */
  basedOn?: number
  version?: number
  /** The ticket as it was in the preview, and as it is. */
  seen?: TicketStamp
  ticketNow?: TicketStamp
  /** How hard the team takes the checks. */
  levels?: Levels
  time?: TimeToCheck
  /** Whether this client wants changes authorised. */
  needsAuthorisation?: boolean
}

/** What a group of checks reports; severity is added from the table. */
export type Found = {
  check: CheckId
  message: string
  /** What it rests on, where that is neither words of the text nor all said in the message. */
  about?: string
  at: { start: number; end: number } | null
  repair: Repair
}

export interface TimeToCheck {
  from: string
  to: string
  text: string
  /** The same person's other entries, on any ticket. */
  others?: readonly { from: string; to: string; ticketId: number }[]
  /** Texts of the entries before: the person's own, and the ticket's. */
  before?: readonly string[]
}
