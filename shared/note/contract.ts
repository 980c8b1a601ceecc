/**
 * The questions one may ask about writing into a ticket.
 *
 * `writeId` is made when a person confirms the preview and is the key of that one act: the
 * same id always gets the same answer, and the same id with another text is refused.
 */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { CheckNumber, MadeFrom, NoteFlags, NoteKind, TimeEntryAsked } from '../session/event.ts'
import { ReplyMode } from '../session/lane-event.ts'
import { TicketStamp } from '../ticket/ticket.ts'
import { TicketRef } from '../ticket/ticket-ref.ts'
import { isTimeZone } from '../time-zone.ts'
import { HowWorded } from './how-worded.ts'

/** Above this a note is refused with the limit named; it is never cut. */
export const NOTE_MAX_CHARS = 60_000

export const WriteState = z.enum(['waiting', 'writing', 'posted', 'failed', 'unclear', 'no_psa'])

export const PsaWrite = z
  .object({
    id: Id,
    sessionId: Id,
    noteKind: NoteKind,
    ticketId: z.int(),
    state: WriteState,
    /** Whole sentences: what is, and what to do. */
    message: z.string(),
    canRetry: z.boolean(),
    attempts: z.int(),
    psaNoteId: z.nullable(z.int()),
    psaTimeEntryId: z.nullable(z.int()),
    /** Under whose name it stands in the ticket. */
    author: z.nullable(z.string()),
    askedAt: Instant,
    settledAt: z.nullable(Instant),
  })
  .check(z.meta({ id: 'PsaWrite' }))
export type PsaWrite = z.infer<typeof PsaWrite>

export const PostNote = route({
  method: 'POST',
  path: '/sessions/:sessionId/notes',
  summary: 'Write a confirmed note, and optionally a time entry, into the ticket: once',
  may: 'postNotes',
  pace: 'post',
  request: z.object({
    sessionId: Id,
    writeId: Id,
    noteKind: NoteKind,
    ticket: TicketRef,
    text: z.string().check(z.minLength(1), z.maxLength(NOTE_MAX_CHARS)),
    flags: NoteFlags,
    mailContact: z.boolean(),
    time: z.nullable(TimeEntryAsked),
    /**
     * The ticket as it was when the preview was confirmed; a change since stops the write. None
     * where it could not be read: then whatever came since the session began stops it.
     */
    seen: z.nullable(TicketStamp),
    /** The person has heard that this text may stand in the ticket, and writes it on purpose. */
    isAgain: z._default(z.boolean(), false),
    /** Checks whose findings a person has read and passed over: recorded with the note. */
    overridden: z._default(z.array(CheckNumber).check(z.maxLength(40)), []),
    /** How its words came about: recorded with the note. */
    wording: z.optional(HowWorded),
    /** The record that the text was made from, as the panel had it. */
    madeFrom: z.optional(MadeFrom),
  }),
  response: PsaWrite,
})

export const GetWrite = route({
  method: 'GET',
  path: '/sessions/:sessionId/notes/:writeId',
  summary: 'What became of a write',
  may: 'readSessions',
  request: z.object({ sessionId: Id, writeId: Id }),
  response: PsaWrite,
})

export const RetryWrite = route({
  method: 'POST',
  path: '/sessions/:sessionId/notes/:writeId/retry',
  summary: 'Try a failed write again; the ticket is read first, so that it is there once',
  may: 'postNotes',
  pace: 'post',
  request: z.object({ sessionId: Id, writeId: Id, isAgain: z._default(z.boolean(), false) }),
  response: PsaWrite,
})

/** A {@link import('./note.ts').ComposedNote} on its way. */
const ComposedNote = z.object({
  kind: NoteKind,
  sections: z.array(
    z.object({
      heading: z.nullable(z.string()),
      layout: z.enum(['lines', 'list', 'paragraph']),
      sentences: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
    }),
  ),
})

const Flagged = z.object({
  section: z.string(),
  text: z.string(),
  /** What cannot be held against the record, in sentences. */
  why: z.array(z.string()),
  /** What it rests on, as the record says it. */
  items: z.array(z.object({ ids: z.array(z.string()), text: z.string() })),
})
/** A sentence of the model that the technician may take. */
export type Flagged = z.infer<typeof Flagged>

export const Preview = z
  .object({
    /** Good for this state of the record and no other. */
    stateVersion: z.int(),
    /** Whose words: the model's where they passed, or the record's own. */
    mode: ReplyMode,
    /** True when it was made before and nothing has changed since. */
    fromCache: z.boolean(),
    note: ComposedNote,
    /** Sentences of the model that are doubtful: not in the note, and to be taken one by one. */
    flagged: z.array(Flagged),
    /** Sentences of the model that cannot be taken, and why. */
    setAside: z.array(z.object({ text: z.string(), why: z.string() })),
    /** Why the record's own words stand where a model was to word it; in a sentence. */
    message: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'Preview' }))
export type Preview = z.infer<typeof Preview>

/** IANA name. */
export const TimeZone = z
  .string()
  .check(z.maxLength(60), z.refine(isTimeZone, 'Must be an IANA time zone'))

/** Kept for each state of the record; asked again without a change it costs no model call. */
export const PreviewNote = route({
  method: 'POST',
  path: '/sessions/:sessionId/previews',
  summary: 'A note worded from the record by the model where its words pass, else by the record',
  may: 'workOnSessions',
  pace: 'compose',
  request: z.object({
    sessionId: Id,
    noteKind: NoteKind,
    timeZone: TimeZone,
    /** Word it anew although it is there already. */
    isAnew: z._default(z.boolean(), false),
  }),
  response: Preview,
})
