/**
 * The one door to a session's record, and the lists of sessions.
 *
 * Events go in as a batch with the version last seen. The answer tells what was stored,
 * what was refused and why, and what others did meanwhile, so that one round trip brings
 * both sides to the same record. An event sent again is answered as before.
 */
import * as z from 'zod/mini'
import { Id, Instant, LAST_SEQ, Sha256 } from '../ids.ts'
import { route } from '../route.ts'
import { SiteOrigin } from '../ticket/ticket-ref.ts'
import { SessionEvent, SessionTicket, StoredEvent } from './event.ts'
import { Level } from './validation-event.ts'

const atVersion = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(LAST_SEQ))

export const AppendEvents = route({
  method: 'POST',
  path: '/sessions/:sessionId/events',
  summary: 'Append events to a session’s record; the first event of a new id begins it',
  may: 'workOnSessions',
  pace: 'append',
  request: z.object({
    sessionId: Id,
    /** The version the sender has seen; 0 for a session that begins. */
    after: z.int().check(z.minimum(0), z.maximum(LAST_SEQ)),
    events: z.array(SessionEvent).check(z.minLength(1), z.maxLength(500)),
  }),
  response: z
    .object({
      version: z.int(),
      hash: Sha256,
      /** Everything after `after` in order: the sender's own events and those of others. */
      events: z.array(StoredEvent),
      refused: z.array(z.object({ id: Id, code: z.string(), message: z.string() })),
    })
    .check(z.meta({ id: 'Appended' })),
})

export const ReadEvents = route({
  method: 'GET',
  path: '/sessions/:sessionId/events',
  summary: 'The record after a version; with Accept: text/event-stream it is followed live',
  may: 'readSessions',
  request: z.object({ sessionId: Id, after: z._default(atVersion, 0) }),
  response: z
    .object({ version: z.int(), events: z.array(StoredEvent) })
    .check(z.meta({ id: 'Record' })),
})

export const SessionStatus = z.enum(['active', 'paused', 'escalated', 'finished'])

/** A session in a list. */
export const SessionSummary = z
  .object({
    id: Id,
    ticket: z.nullable(SessionTicket),
    ownerId: Id,
    ownerName: z.string(),
    /** Who works on it: whoever began it, then whoever has joined, in order. */
    workerIds: z.array(Id),
    status: SessionStatus,
    version: z.int(),
    flowName: z.nullable(z.string()),
    /** Of a first-level walk, as long as it is one. */
    level: z.optional(z.nullable(Level)),
    /** Where it stands: the last step's title, or what it waits for. */
    standing: z.nullable(z.string()),
    outcome: z.nullable(z.string()),
    startedAt: Instant,
    lastAt: Instant,
    minutesWorked: z.number(),
  })
  .check(z.meta({ id: 'SessionSummary' }))
export type SessionSummary = z.infer<typeof SessionSummary>

export const ListSessions = route({
  method: 'GET',
  path: '/sessions',
  summary: 'Sessions of the team, latest work first; by state, ticket, person or batch',
  may: 'readSessions',
  request: z.object({
    status: z.optional(SessionStatus),
    /** Everything that is not finished. */
    isOpen: z.optional(z.stringbool()),
    origin: z.optional(SiteOrigin),
    ticketId: z.optional(z.coerce.number().check(z.int(), z.positive())),
    /** Who works on it, having begun it or joined. */
    personId: z.optional(Id),
    /** Of one batch of maintenance. */
    batchId: z.optional(Id),
    /** The next page: `lastAt` and `id` of the last one seen, since two may have one time. */
    before: z.optional(Instant),
    beforeId: z.optional(Id),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  response: z.object({ sessions: z.array(SessionSummary) }),
})

/** Without it a list could be narrowed to a colleague only by who may read the whole team. */
export const ListSessionOwners = route({
  method: 'GET',
  path: '/session-owners',
  summary: 'Whose sessions there are, by name; who has left the team is named as such',
  may: 'readSessions',
  request: z.object({}),
  response: z.object({
    owners: z.array(z.object({ id: Id, name: z.string(), hasLeft: z.boolean() })),
  }),
})

export const CheckRecord = route({
  method: 'GET',
  path: '/sessions/:sessionId/record-check',
  summary: 'Whether the stored record is untouched, and where it is not',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: z.object({
    isWhole: z.boolean(),
    version: z.int(),
    hash: z.nullable(Sha256),
    brokenAt: z.nullable(z.int()),
  }),
})
