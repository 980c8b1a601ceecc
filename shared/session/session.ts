/**
 * A session as it stands: what `foldSession` makes of its events.
 *
 * Only what the events say is in here; everything a screen or a text needs beyond it is
 * computed from it (`place-in-flow.ts`, `note/`). Nothing in it is ever edited in place.
 */
import type { Attachment } from '../attachment/attachment.ts'
import type { SafetyClass } from '../flow/flow.ts'

import type { HiddenWords } from '../redact/hidden-words.ts'
import type { StepContent } from '../step-library/step-content.ts'
import type { TicketRef } from '../ticket/ticket-ref.ts'
import type { Checklist, CustomPlace, Tick } from './checklist-event.ts'
import type {
  FlowPin,
  MadeFrom,
  NoteFlags,
  NoteKind,
  OfBatch,
  Outcome,
  SessionTicket,
  StepResult,
  TimeEntryAsked,
} from './event.ts'
import type { GrowingList } from './growing-list.ts'
import type { Handoff } from './handoff.ts'
import type { Lane } from './lane.ts'
import type { Place } from './place.ts'
import type { Author, Statement } from './statement.ts'
import type { Level, ValidatedHow } from './validation-event.ts'

export interface Run {
  id: string
  flow: FlowPin
  pins: readonly FlowPin[]
  /** The sub-flow node it was entered from. */
  from: Place | null
  /** Where the flow is a list of steps. */
  checklist?: Checklist
  enteredAt: string
  leftAt: string | null
}

export interface CopiedCommand {
  command: string
  where?: string
  safety: SafetyClass
  at: string
}
export interface PastedOutput {
  id: string
  text: string
  command?: string
  at: string
}
export interface OpenedLink {
  title: string
  url: string
  at: string
}

/** A file kept with a step; its bytes lie beside the record. */
export interface AttachedFile extends Attachment {
  at: string
  by: Author
  /** The step one stood at when it was attached. */
  title?: string
}

/** What a person sees of the work: a node settled or a custom step done. */
export interface Step {
  /** The id of the event that settled it. */
  id: string
  /** Where in the flow; none for a custom step taken outside of one. */
  place: Place | null
  kind: 'question' | 'check' | 'action' | 'input' | 'sub_flow' | 'end' | 'step' | 'custom'
  title: string
  group?: string
  /** A custom step's result is a word of its own; an attempt that failed is told as one. */
  result:
    | StepResult
    | { kind: 'custom'; result: 'done' | 'did_not_help' | 'not_possible' }
    /** What a check outside of a flow has shown. */
    | { kind: 'seen'; label: string }
    /** A step of a checklist. */
    | { kind: 'ticked'; tick: Tick }
  at: string
  by: Author
  commands: CopiedCommand[]
  outputs: PastedOutput[]
  links: OpenedLink[]
  files: AttachedFile[]
  /** It left no sentence: its flow has none for this answer. */
  isBare?: true
  /** False once one went back before it: it stays in the record, off the path. */
  isOnPath: boolean
  /** Where one stood when it was taken, to return there. */
  stoodAt: Place | null
}

export interface CustomStep {
  id: string
  title: string
  body?: string
  command?: string
  /** What it says where it was taken from the step library. */
  step?: StepContent
  /** Its place in a checklist, where it stays when it is ticked. */
  at?: CustomPlace
  addedAt: string
  by: Author
}

/** What somebody said of a step; only what they said last. */
export interface StepRating {
  place: Place
  verdict: 'helped' | 'to_mend'
  text: string
  at: string
  by: Author
}

export interface Variable {
  value: string
  keep: 'client' | 'session'
  source: 'typed' | 'client' | 'ticket' | 'configuration' | 'flow'
  at: string
}

export interface NoteDraft {
  text: string
  basedOn: number
  at: string
  by: Author
  /** Of the record as it stood when the words were kept. */
  stateVersion: number
}

/** Words that must not go out; in clear where they were recorded before words were hidden. */
export interface Mark {
  /** The event that marked them. */
  id: string
  words: HiddenWords | string
  at: string
  by: Author
}

/** A note on its way into the ticket, or there. */
export interface WrittenNote {
  /** The write's id when posted; the event's when inserted. */
  id: string
  noteKind: NoteKind
  way: 'inserted' | 'posted'
  /** The ticket it went to, whatever ticket the session is about now. */
  ticket: TicketRef
  text: string
  sha256: string
  at: string
  by: Author
  state: 'inserted' | 'posting' | 'posted' | 'failed' | 'unclear' | 'no_psa'
  flags?: NoteFlags
  mailContact?: boolean
  time?: TimeEntryAsked
  /** Checks that were passed over on purpose, by number. */
  overridden?: readonly string[]
  /** The record it was made from; unknown where that was not told yet. */
  madeFrom?: MadeFrom
  /** Of the record as it stood when the text went out: what came later is not in it. */
  stateVersion: number
  psaNoteId?: number
  psaTimeEntryId?: number
  author?: string
  message?: string
  canRetry?: boolean
}

export interface Validation {
  how: ValidatedHow
  note?: string
  at: string
  by: Author
}

export interface Session {
  /**
   * Rises with each event that changes what a note, a briefing or a proposal could say; talk,
   * drafts and what becomes of a write do not. A preview is good for one of these.
   */
  stateVersion: number
  startedAt: string
  startedBy: Author
  /** Who has it now: whoever began it, until somebody picks it up. */
  owner: Author
  /** Who works on it beside whoever began it, in the order in which they took part. */
  joined: readonly { by: Author; at: string }[]
  ticket: SessionTicket | null
  /** Of a session that works on a target of a batch. */
  maintenance?: OfBatch
  /** Begun as a first-level walk; whether it still is one: `first-level.ts`. */
  level?: Level
  /** Escalated: handed over, with whatever intent, and nobody has picked it up yet. */
  status: 'active' | 'paused' | 'escalated' | 'finished'
  /** In the order in which it was handed over; only the last can wait. */
  handoffs: readonly Handoff[]
  /** When the last event happened. */
  lastAt: string
  runs: readonly Run[]
  /** Where one stands in a flow; none before the first and after an end. */
  position: Place | null
  steps: GrowingList<Step>
  /** At the present place, not part of a step until it is taken. */
  commands: readonly CopiedCommand[]
  outputs: readonly PastedOutput[]
  links: readonly OpenedLink[]
  files: readonly AttachedFile[]
  customSteps: readonly CustomStep[]
  statements: GrowingList<Statement>
  /** How many were ever made. */
  statementsMade: number
  /** What those said that were taken back or replaced: nothing proposes it again. */
  withdrawn: readonly string[]
  lane: Lane
  variables: Readonly<Record<string, Variable>>
  ratings: readonly StepRating[]
  pause: { since: string; waitingFor?: string; until?: string } | null
  /** Stretches of work, in the order told. */
  worked: readonly { from: string; to: string; by: Author }[]
  /** How the walk ended, until it is finished or continued. */
  ended: { stepId: string; ending: string } | null
  outcome: (Outcome & { at: string; by: Author }) | null
  /** How it is known that the outcome of a first-level walk holds. */
  validation: Validation | null
  /** What a person has marked: it stands in no text that leaves (`mask-session.ts`). */
  marks: readonly Mark[]
  /** Of these, in clear, what was recorded before words were hidden. */
  marked: readonly string[]
  drafts: Readonly<Partial<Record<NoteKind, NoteDraft>>>
  notes: readonly WrittenNote[]
}
