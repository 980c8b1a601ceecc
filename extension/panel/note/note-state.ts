/** What a note on its way knows, what may be done with it, and what it needs from around it. */
import type { StoreApi } from 'zustand/vanilla'
import type { PassedOver } from '#shared/note/finding.ts'
import type { HowWorded } from '#shared/note/how-worded.ts'
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import type { NoteFlags, NoteKind, TimeEntryAsked } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket, TicketStamp } from '#shared/ticket/ticket.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { LocalStore } from '../../client/local-store.ts'
import type { PostQueue } from '../../client/post-queue.ts'
import type { SessionStore } from '../../client/session-store.ts'
import type { Insertion } from './insert-note.ts'
import type { OwnText } from './own-text.ts'
import type { TimeOffer } from './starting-time.ts'
import type { BoxTold } from './tell-boxes.ts'

export interface NoteState {
  kind: NoteKind
  /** The act that a click on Post would be; its mark is shown with the text. */
  writeId: string
  /** A person's own text; none while the record's is shown. */
  own: OwnText | null
  isEditing: boolean
  /** Which of the kind's flag combinations. */
  flagsAt: number
  mailContact: boolean
  mailConfirmed: boolean
  /** A time entry to go with the note, or none. */
  time: TimeEntryAsked | null
  /** One is wanted, and its minutes are still being looked up. */
  isTimeAsked: boolean
  /** How the minutes that were offered came about, where the team rounds them. */
  rounding: TimeOffer['rounding']
  /** The words of FlowPilot that the person says to have read. */
  readText: string | null
  /** What a person has read and passed over, until it is written. */
  overridden: readonly PassedOver[]
  /** The ticket as it was when this preview was first shown. */
  seen: TicketStamp | null
  act: 'idle' | 'inserting' | 'posting'
  /** How the last act ended, in words. */
  told: Told | null
}

export interface Told {
  tone: 'good' | 'amber' | 'bad'
  title: string
  text: string
  /** What one click would do about it: let the page's boxes be set, and insert again. */
  offer?: 'setBoxes'
  /** The boxes of the page against what the note wants, where they are not certainly right. */
  boxes?: readonly BoxTold[]
}

export interface Composed {
  note: ComposedNote
  /** Rendered, and without secrets. */
  text: string
  /** FlowPilot's words, not the record's own. */
  isWorded: boolean
}

export interface NoteStore extends StoreApi<NoteState> {
  compose(session: Session): Composed
  turnTo(kind: NoteKind): Promise<void>
  edit(text: string): void
  /** Ends editing; keeps the text as an event, so that it is there on every machine. */
  leaveEditing(): void
  startEditing(): void
  takeNewVersion(): void
  set(
    change: Partial<
      Pick<NoteState, 'flagsAt' | 'mailContact' | 'mailConfirmed' | 'told' | 'readText'>
    >,
  ): void
  /** A time entry to go with it, as offered once that which it waits for is done, or none. */
  setTime(isOn: boolean, after?: Promise<void>): Promise<void>
  /** Its minutes and its words as a person says them: kept as they are said. */
  changeTime(time: TimeEntryAsked): void
  override(finding: PassedOver): void
  see(stamp: TicketStamp): void
  insert(ref: TicketRef, text: string, options?: InsertOptions): Promise<void>
  post(ref: TicketRef, text: string, options?: PostOptions): Promise<void>
  /** Another act for this text: the one before is spent. */
  renewAct(): Promise<void>
}

export interface PostOptions {
  /** The checks that were, for this very text. */
  passedOver?: readonly string[]
  /** How these words came about. */
  wording?: HowWorded
  /** The person knows that it may be in the ticket, and writes it on purpose. */
  isAgain?: boolean
}

export interface InsertOptions extends PostOptions {
  /** The boxes of the page may be set to what the note wants. */
  setBoxes?: boolean
}

export interface NoteDeps {
  db: LocalStore
  session: SessionStore
  posts: Pick<PostQueue, 'add'>
  timeZone: string
  /** Who writes it: a time entry tells their own work. */
  personId: string
  now: () => string
  newId: () => string
  digest: (text: string) => Promise<string>
  copy: (text: string) => Promise<boolean>
  /** Through the bridge, into the page that shows the ticket. */
  insert: (ref: TicketRef, text: string, flags: NoteFlags, setBoxes: boolean) => Promise<Insertion>
  /** The ticket as it is now, or as it was last known where that takes too long; none where it is unknown. */
  readTicket: (ref: TicketRef) => Promise<Ticket | null>
  /** FlowPilot's words for this state of the record; none where the record's own stand. */
  wordsFor: (kind: NoteKind, stateVersion: number) => ComposedNote | undefined
  /** The time entry to offer: what was worked and is in none yet. */
  startingTime: (writeId: string) => Promise<TimeOffer | null>
  later: (run: () => void, ms: number) => () => void
}

export const NO_FLAGS: NoteFlags = { internal: false, discussion: false, resolution: false }

export const flagsOf = ({ kind, flagsAt }: Pick<NoteState, 'kind' | 'flagsAt'>): NoteFlags =>
  NOTE_KINDS[kind].flags[flagsAt] ?? NOTE_KINDS[kind].flags[0] ?? NO_FLAGS
