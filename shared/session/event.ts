/**
 * Session events: the unit of the record.
 *
 * An event is one small fact about the work, made where it happens, never changed and
 * never deleted; taking something back is an event too. It holds what was true then in
 * words of its own (the question's title, the command as it was filled in, the sentence
 * the answer left), so that the record can be read without the flow it came from.
 *
 * New kinds of events are further members of {@link EventData}; the meaning of a stored one
 * never changes (`testing/old-logs/` holds logs that must fold the same for ever).
 */
import * as z from 'zod/mini'
import { Knew } from '../client-fact/knew.ts'
import { NodeId, SafetyClass, Says } from '../flow/flow.ts'
import { Id, Instant, Line, Output, Paragraphs, Sha256 } from '../ids.ts'
import { HowWorded } from '../note/how-worded.ts'
import { HiddenWords, LONGEST_HIDDEN, SHORTEST_HIDDEN } from '../redact/hidden-words.ts'
import { StepContent } from '../step-library/step-content.ts'
import { TicketRef } from '../ticket/ticket-ref.ts'
import { Checklist, CustomPlace, checklistMembers } from './checklist-event.ts'
import { fileMembers } from './file-event.ts'
import { handoffMembers } from './handoff-event.ts'
import { laneMembers } from './lane-event.ts'
import { LastTime } from './last-time.ts'
import { Place } from './place.ts'
import { Author, StatementKind, StatementSource } from './statement.ts'
import { Level, validationMembers } from './validation-event.ts'

export const VariableName = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))

/** The ticket a session is about. Without the extension's reading it can be typed in. */
export const SessionTicket = z.object({
  ref: z.nullable(TicketRef),
  /** As a person would say it; may be typed where there is no ticket screen. */
  number: z.optional(z.string().check(z.maxLength(40))),
  summary: z.string().check(z.maxLength(500)),
  client: z.optional(z.string().check(z.maxLength(200))),
})
export type SessionTicket = z.infer<typeof SessionTicket>

/** The batch of maintenance that a session belongs to, and what it looks after there. */
export const OfBatch = z.object({
  ...{ batchId: Id, name: Line, target: Line },
  last: z.optional(LastTime),
})
export type OfBatch = z.infer<typeof OfBatch>

/** Which version of a flow: editing or deleting the flow never disturbs a run. */
export const FlowPin = z.object({ id: Id, version: Sha256, slug: NodeId, name: Line })
export type FlowPin = z.infer<typeof FlowPin>

export const NoteKind = z.enum([
  'working',
  'resolution',
  'client_update',
  'time_entry',
  'escalation',
])
export type NoteKind = z.infer<typeof NoteKind>

export const VariableSource = z.enum(['typed', 'client', 'ticket', 'configuration', 'flow'])

/** How a step was settled. What did not help, or could not be done, is as much a result. */
export const StepResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choice'), choice: NodeId, label: Line }),
  z.object({
    kind: z.literal('value'),
    variable: VariableName,
    value: z.string().check(z.minLength(1), z.maxLength(500)),
    keep: z.enum(['client', 'session']),
    knew: z.optional(Knew),
  }),
  z.object({ kind: z.literal('ended'), ending: z.string().check(z.maxLength(40)) }),
])
export type StepResult = z.infer<typeof StepResult>

export const CauseStatus = z.enum(['confirmed', 'probable', 'not_determined'])
export type CauseStatus = z.infer<typeof CauseStatus>

export const SessionOutcome = z.enum([
  'resolved',
  /** Of a checklist: nothing was broken, so nothing is resolved. */
  'done',
  'workaround',
  'escalate',
  'vendor',
  'not_reproduced',
  'security',
  'no_contact',
  'refused',
])
export type SessionOutcome = z.infer<typeof SessionOutcome>

export const NextStep = z.object({
  text: Line,
  owner: z.optional(Line),
  due: z.optional(z.iso.date()),
})
export type NextStep = z.infer<typeof NextStep>

export const Outcome = z.object({
  outcome: SessionOutcome,
  cause: z.object({
    status: CauseStatus,
    text: z.string().check(z.maxLength(500)),
    /** The statements that show it; a cause said to be confirmed names at least one. */
    confirmedBy: z.array(Id).check(z.maxLength(20)),
  }),
  verification: z.object({
    text: z.string().check(z.maxLength(500)),
    by: z.enum(['user', 'technician', 'nobody']),
  }),
  told: z.optional(z.string().check(z.maxLength(500))),
  nextSteps: z.array(NextStep).check(z.maxLength(20)),
  remark: z.optional(Paragraphs),
})
export type Outcome = z.infer<typeof Outcome>

/** Exactly one of these is true on what we write; the fourth combination has two. */
export const NoteFlags = z.object({
  discussion: z.boolean(),
  internal: z.boolean(),
  resolution: z.boolean(),
})
export type NoteFlags = z.infer<typeof NoteFlags>

export const TimeEntryAsked = z.object({
  from: Instant,
  to: Instant,
  text: z.string().check(z.minLength(1), z.maxLength(4000)),
  workTypeId: z.optional(z.int()),
})
export type TimeEntryAsked = z.infer<typeof TimeEntryAsked>

/** A check of a note that a person passed over on purpose, by the number it is known by. */
export const CheckNumber = z.string().check(z.regex(/^N\d{2}$/))
/** Absent where none was, and in what was written before this was recorded. */
const Overridden = z.optional(z.array(CheckNumber).check(z.minLength(1), z.maxLength(40)))

/**
 * The record beside which a note was let go: the version that the server had confirmed, and how many
 * events of one's own stood behind it, waiting to be sent.
 */
export const MadeFrom = z.object({
  version: z.int().check(z.minimum(0)),
  ahead: z.int().check(z.minimum(0)),
})
export type MadeFrom = z.infer<typeof MadeFrom>

/** With the hash that the record had at that version. */
const HashedFrom = z.extend(MadeFrom, { hash: Sha256 })
export type HashedFrom = z.infer<typeof HashedFrom>

/** Words in clear; recorded before words were hidden, and taken from panels that do not hide them. */
const Passage = z
  .string()
  .check(z.trim(), z.minLength(SHORTEST_HIDDEN), z.maxLength(LONGEST_HIDDEN))

const members = {
  session_started: z.object({
    type: z.literal('session_started'),
    ticket: z.nullable(SessionTicket),
    /** Where it works on a target of a maintenance batch. */
    maintenance: z.optional(OfBatch),
    /** Where its outcome is to be validated. */
    level: z.optional(Level),
  }),
  ticket_linked: z.object({ type: z.literal('ticket_linked'), ticket: SessionTicket }),

  flow_entered: z.object({
    type: z.literal('flow_entered'),
    runId: Id,
    flow: FlowPin,
    /** The versions of every flow that can be entered from it, fixed now with it. */
    pins: z.array(FlowPin).check(z.maxLength(200)),
    start: NodeId,
    /** The node it was entered from. */
    from: z.nullable(Place),
    /** Where the flow is a list of steps, in whatever order they may be taken. */
    checklist: z.optional(Checklist),
  }),
  flow_left: z.object({ type: z.literal('flow_left'), runId: Id, reason: z.optional(Line) }),
  step_taken: z.object({
    type: z.literal('step_taken'),
    place: Place,
    nodeKind: z.enum(['question', 'check', 'action', 'input', 'sub_flow', 'end']),
    title: Line,
    group: z.optional(Line),
    result: StepResult,
    says: z.optional(Says),
    leadsTo: z.nullable(Place),
  }),
  /** Tried without effect, or not to be tried here. One stays where one is and picks a way on. */
  attempt_failed: z.object({
    type: z.literal('attempt_failed'),
    place: z.nullable(Place),
    title: Line,
    why: z.enum(['did_not_help', 'not_possible']),
    text: z.string().check(z.maxLength(500)),
  }),
  /** What a person says of the step of the flow itself, for those who look after the flow. */
  step_rated: z.object({
    type: z.literal('step_rated'),
    place: Place,
    title: Line,
    verdict: z.enum(['helped', 'to_mend']),
    text: z.string().check(z.maxLength(500)),
  }),
  went_back: z.object({ type: z.literal('went_back'), toStepId: Id }),

  command_copied: z.object({
    type: z.literal('command_copied'),
    command: z.string().check(z.minLength(1), z.maxLength(4000)),
    where: z.optional(Line),
    safety: SafetyClass,
  }),
  output_pasted: z.object({
    type: z.literal('output_pasted'),
    text: Output,
    command: z.optional(z.string().check(z.maxLength(4000))),
  }),
  link_opened: z.object({ type: z.literal('link_opened'), title: Line, url: z.url() }),
  variable_set: z.object({
    type: z.literal('variable_set'),
    name: VariableName,
    value: z.string().check(z.maxLength(500)),
    keep: z.enum(['client', 'session']),
    source: VariableSource,
    knew: z.optional(Knew),
  }),

  custom_step_added: z.object({
    type: z.literal('custom_step_added'),
    title: Line,
    body: z.optional(Paragraphs),
    command: z.optional(z.string().check(z.maxLength(4000))),
    /** Taken from the step library: all that it said then, to be filled in where one stands at it. */
    step: z.optional(StepContent),
    /** In a checklist it has a place, and is ticked there. */
    at: z.optional(CustomPlace),
  }),
  custom_step_done: z.object({
    type: z.literal('custom_step_done'),
    customStepId: Id,
    result: z.enum(['done', 'did_not_help', 'not_possible']),
    says: Says,
  }),
  custom_step_dropped: z.object({ type: z.literal('custom_step_dropped'), customStepId: Id }),

  statement_added: z.object({
    type: z.literal('statement_added'),
    kind: StatementKind,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
    stepId: z.optional(Id),
    owner: z.optional(Line),
    due: z.optional(z.iso.date()),
    /** How it is known, where it was read from something. */
    source: z.optional(StatementSource),
    /** The statement that it takes the place of once a person confirms it. */
    replaces: z.optional(Id),
    turnId: z.optional(Id),
  }),
  statement_changed: z.object({
    type: z.literal('statement_changed'),
    statementId: Id,
    kind: z.optional(StatementKind),
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
    /** Of a next step; what is not said stays as it was. */
    owner: z.optional(Line),
    due: z.optional(z.iso.date()),
  }),
  statement_confirmed: z.object({ type: z.literal('statement_confirmed'), statementId: Id }),
  statement_withdrawn: z.object({
    type: z.literal('statement_withdrawn'),
    statementId: Id,
    reason: z.optional(Line),
  }),

  /** A stretch of work on this ticket, told when it ends; never two tickets at once. */
  /** A colleague works on it too from now on: until then they can only look. */
  part_taken: z.object({ type: z.literal('part_taken') }),
  worked: z.object({ type: z.literal('worked'), from: Instant, to: Instant }),
  paused: z.object({
    type: z.literal('paused'),
    waitingFor: z.optional(Line),
    until: z.optional(Instant),
  }),
  resumed: z.object({ type: z.literal('resumed') }),
  session_finished: z.object({
    type: z.literal('session_finished'),
    outcome: Outcome,
    /** When the outcome was said that this one takes the place of: it is corrected, not reached. */
    corrects: z.optional(Instant),
  }),
  session_reopened: z.object({ type: z.literal('session_reopened'), reason: Line }),

  /**
   * A person says that these words must not go out: from now on they are masked in every text of
   * this session that leaves it, and in what is recorded. What was recorded before stays as it is,
   * since a record forgets nothing. The words themselves are not in it.
   */
  words_marked: z.object({ type: z.literal('words_marked'), words: HiddenWords }),
  /** Names the event that marked them. */
  words_unmarked: z.object({ type: z.literal('words_unmarked'), markId: Id }),
  /** The same with the words in clear: recorded once, and no more (`api/session/admit-event.ts`). */
  passage_marked: z.object({ type: z.literal('passage_marked'), passage: Passage }),
  passage_unmarked: z.object({ type: z.literal('passage_unmarked'), passage: Passage }),

  /** A person's own wording of a note, kept so that nothing typed is ever lost. */
  note_drafted: z.object({
    type: z.literal('note_drafted'),
    noteKind: NoteKind,
    text: z.string().check(z.maxLength(100_000)),
    basedOn: z.int(),
  }),
  note_draft_dropped: z.object({ type: z.literal('note_draft_dropped'), noteKind: NoteKind }),
  /** Put into the page's editor by the extension and found there. */
  note_inserted: z.object({
    type: z.literal('note_inserted'),
    noteKind: NoteKind,
    ticket: TicketRef,
    text: z.string(),
    sha256: Sha256,
    overridden: Overridden,
    wording: z.optional(HowWorded),
    madeFrom: z.optional(MadeFrom),
  }),
  /** Asked of the API: stored with its outbox row, written to the ticket after that. */
  note_posting: z.object({
    type: z.literal('note_posting'),
    writeId: Id,
    noteKind: NoteKind,
    ticket: TicketRef,
    text: z.string(),
    sha256: Sha256,
    flags: NoteFlags,
    mailContact: z.boolean(),
    time: z.nullable(TimeEntryAsked),
    overridden: Overridden,
    wording: z.optional(HowWorded),
    madeFrom: z.optional(HashedFrom),
  }),
  note_posted: z.object({
    type: z.literal('note_posted'),
    writeId: Id,
    psaNoteId: z.nullable(z.int()),
    psaTimeEntryId: z.nullable(z.int()),
    author: z.string(),
  }),
  note_post_failed: z.object({
    type: z.literal('note_post_failed'),
    writeId: Id,
    state: z.enum(['failed', 'unclear', 'no_psa']),
    message: z.string(),
    canRetry: z.boolean(),
  }),
} as const

/** What happened, without who and when. */
export const EventData = z.discriminatedUnion('type', [
  members.session_started,
  members.ticket_linked,
  members.flow_entered,
  members.flow_left,
  members.step_taken,
  members.attempt_failed,
  members.step_rated,
  members.went_back,
  checklistMembers.step_opened,
  checklistMembers.step_ticked,
  checklistMembers.step_unticked,
  members.command_copied,
  members.output_pasted,
  members.link_opened,
  members.variable_set,
  members.custom_step_added,
  members.custom_step_done,
  members.custom_step_dropped,
  members.statement_added,
  members.statement_changed,
  members.statement_confirmed,
  members.statement_withdrawn,
  members.part_taken,
  members.worked,
  members.paused,
  members.resumed,
  members.session_finished,
  members.session_reopened,
  members.words_marked,
  members.words_unmarked,
  members.passage_marked,
  members.passage_unmarked,
  members.note_drafted,
  members.note_draft_dropped,
  members.note_inserted,
  members.note_posting,
  members.note_posted,
  members.note_post_failed,
  handoffMembers.handed_off,
  handoffMembers.picked_up,
  laneMembers.said,
  laneMembers.replied,
  laneMembers.hypothesis_raised,
  laneMembers.hypothesis_dropped,
  laneMembers.check_proposed,
  laneMembers.check_done,
  laneMembers.check_dropped,
  laneMembers.question_asked,
  laneMembers.question_answered,
  laneMembers.question_dropped,
  laneMembers.fix_proposed,
  laneMembers.fix_decided,
  laneMembers.fix_tried,
  laneMembers.script_generated,
  fileMembers.file_attached,
  fileMembers.file_detached,
  validationMembers.outcome_validated,
])
export type EventData = z.infer<typeof EventData>
export type EventType = EventData['type']

/** Members only the server may author: what came back from outside. */
export const PROGRAM_ONLY: ReadonlySet<EventType> = new Set([
  'note_posted',
  'note_post_failed',
  'replied',
])

export const SessionEvent = z
  .object({
    /** Version 7, made where it happens: the event's idempotency key. */
    id: Id,
    /** When it happened, on the author's clock. */
    at: Instant,
    by: Author,
    data: EventData,
  })
  .check(z.meta({ id: 'SessionEvent' }))
export type SessionEvent = z.infer<typeof SessionEvent>

/** As the server keeps it. */
export const StoredEvent = z
  .object({
    /** 1, 2, 3 … in its session. The session's version is the last one. */
    seq: z.int().check(z.minimum(1)),
    receivedAt: Instant,
    /** Over the event and the hash before it; see `chain.ts`. */
    hash: Sha256,
    event: SessionEvent,
  })
  .check(z.meta({ id: 'StoredEvent' }))
export type StoredEvent = z.infer<typeof StoredEvent>
