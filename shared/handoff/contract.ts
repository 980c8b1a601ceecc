/**
 * The questions one may ask about handing over.
 *
 * The hand-off's id is made where somebody confirms it and is the key of that one act: sent again
 * it is answered as before. What is sent is one act behind every door: the event, the row that the
 * queue reads, the documentation, the notices and, where one is wanted, the note's way into the
 * ticket are stored together or not at all.
 */
import * as z from 'zod/mini'
import { Id, Instant, Line } from '../ids.ts'
import { PostNote, PsaWrite, TimeZone } from '../note/contract.ts'
import { route } from '../route.ts'
import { SessionTicket } from '../session/event.ts'
import {
  HandoffIntent,
  HandoffNeed,
  HandoffWords,
  handoffMembers,
} from '../session/handoff-event.ts'
import { ReplyMode } from '../session/lane-event.ts'
import { Level } from '../session/validation-event.ts'

export const HandoffEnd = z.enum(['picked_up', 'taken_back', 'replaced', 'finished'])

/** A hand-off in the queue. */
export const HandoffSummary = z
  .object({
    id: Id,
    sessionId: Id,
    intent: HandoffIntent,
    reason: z.string(),
    byId: z.nullable(Id),
    byName: z.string(),
    toId: z.nullable(Id),
    toName: z.nullable(z.string()),
    at: Instant,
    ticket: z.nullable(SessionTicket),
    /** As the ticket had it when it was handed over. */
    priority: z.nullable(z.string()),
    flowName: z.nullable(z.string()),
    /** Of a first-level walk; absent of any other session. */
    level: z.optional(z.nullable(Level)),
    standing: z.nullable(z.string()),
    /** What was lacking when it was handed over all the same. */
    lacking: z.array(HandoffNeed),
    end: z.nullable(
      z.object({ how: HandoffEnd, at: Instant, byId: z.nullable(Id), byName: z.string() }),
    ),
  })
  .check(z.meta({ id: 'Handoff' }))
export type HandoffSummary = z.infer<typeof HandoffSummary>

/** As it is told live. */
export const HandoffNews = z.extend(HandoffSummary, {
  /** It waited before and was counted; servers of before do not say. */
  isChanged: z.optional(z.boolean()),
})

const Sections = z.array(
  z.object({
    heading: z.nullable(z.string()),
    layout: z.enum(['lines', 'list', 'paragraph']),
    sentences: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
  }),
)

/** What the receiver reads first. */
export const Briefing = z
  .object({
    mode: ReplyMode,
    /** When it was made; later than the hand-off where the model's words have taken its place. */
    madeAt: Instant,
    sections: Sections,
  })
  .check(z.meta({ id: 'Briefing' }))
export type Briefing = z.infer<typeof Briefing>

const { handed_off: HandedOff, picked_up: PickedUp } = handoffMembers

export const HandOff = route({
  method: 'POST',
  path: '/sessions/:sessionId/handoffs',
  summary: 'Hand a session over: record, queue, documentation, notices and note in one act',
  may: 'workOnSessions',
  pace: 'post',
  request: z.object({
    sessionId: Id,
    handoffId: Id,
    /** When it was confirmed, on the asker's clock. */
    at: Instant,
    intent: HandedOff.shape.intent,
    reason: HandedOff.shape.reason,
    toId: z.nullable(Id),
    priority: z.optional(Line),
    /** In which the briefing tells times of day. */
    timeZone: TimeZone,
    words: HandoffWords,
    overridden: HandedOff.shape.overridden,
    /** The text that goes into the ticket with it; none where nothing is to be written there. */
    note: z.nullable(
      z.omit(PostNote.request, { sessionId: true, noteKind: true, mailContact: true, time: true }),
    ),
  }),
  response: z
    .object({ handoff: HandoffSummary, write: z.nullable(PsaWrite) })
    .check(z.meta({ id: 'HandedOff' })),
})

export const PickUp = route({
  method: 'POST',
  path: '/handoffs/:handoffId/pickup',
  summary: 'Take a session over, once: of two who ask at the same moment one has it',
  may: 'workOnSessions',
  request: z.object({
    handoffId: Id,
    /** The id of the event that tells it. */
    eventId: Id,
    at: Instant,
    understood: PickedUp.shape.understood,
    firstStep: PickedUp.shape.firstStep,
  }),
  response: HandoffSummary,
})

/**
 * With `Accept: text/event-stream` it is followed live: first `list` and `notices`, then `handoff` for
 * each that is new, has changed or is over, and `notices` (one's own, the newest) with each change.
 * After a lost connection all of it comes again.
 */
export const ListHandoffs = route({
  method: 'GET',
  path: '/handoffs',
  summary:
    'What waits to be picked up by the asker, the most urgent first; live as an event stream',
  may: 'readSessions',
  request: z.object({}),
  response: z.object({
    handoffs: z.array(HandoffSummary),
    /** How many wait, also where that is more than are listed; servers of before do not say. */
    total: z.optional(z.int().check(z.gte(0))),
  }),
})

export const ReadHandoff = route({
  method: 'GET',
  path: '/handoffs/:handoffId',
  summary: 'One hand-off with its briefing',
  may: 'readSessions',
  request: z.object({ handoffId: Id }),
  response: z.object({ handoff: HandoffSummary, briefing: Briefing }),
})
