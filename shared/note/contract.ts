/**
 * The questions one may ask about writing into a ticket.
 *
 * `writeId` is made when a person confirms the preview and is the key of that one act: the
 * same id always gets the same answer, and the same id with another text is refused.
 */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'
import { NoteFlags, NoteKind, TimeEntryAsked } from '../session/event.ts'
import { TicketStamp } from '../ticket/ticket.ts'
import { TicketRef } from '../ticket/ticket-ref.ts'

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
  request: z.object({
    sessionId: Id,
    writeId: Id,
    noteKind: NoteKind,
    ticket: TicketRef,
    text: z.string().check(z.minLength(1), z.maxLength(NOTE_MAX_CHARS)),
    flags: NoteFlags,
    mailContact: z.boolean(),
    time: z.nullable(TimeEntryAsked),
    /** The ticket as it was when the preview was confirmed; a change since stops the write. */
    seen: z.nullable(TicketStamp),
    /** Findings that a person has read and overridden, by id. */
    overridden: z._default(z.array(z.string()), []),
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
  request: z.object({ sessionId: Id, writeId: Id }),
  response: PsaWrite,
})
