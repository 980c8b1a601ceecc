/**
 * The questions one may ask about FlowPilot: a turn, what stands of it, and whether it is on.
 *
 * `turnId` is made by whoever asks and is the key of that one exchange: sent again, it is the
 * same turn. A turn goes on when the panel closes; only "stop" ends it. What it yields enters
 * the session's record as events, with the assistant as author.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'
import { FailureKind, FixDecision, ReplyMode, Tier } from '../session/lane-event.ts'
import { PastFixes } from './past-fixes.ts'
import { TurnNews } from './turn-news.ts'

/**
 * Why a turn is asked for. Results, answers and decisions stand in the record already, sent
 * through its door; the turn only looks at what is new there.
 */
export const TurnCause = z.enum([
  /** First look at the ticket: facts, hypotheses, checks. */
  'open',
  /** The technician says something. */
  'message',
  /** A check was done, a question answered, output pasted, a fix decided or tried. */
  'recorded',
  /** Explain the step one stands at. */
  'explain',
])
export type TurnCause = z.infer<typeof TurnCause>

export const TurnState = z.enum(['running', 'done', 'stopped'])
export type TurnState = z.infer<typeof TurnState>

export const Turn = z
  .object({
    id: Id,
    cause: TurnCause,
    state: TurnState,
    /** The version of the record it looked at, and the one that holds what it yielded. */
    baseVersion: z.int(),
    version: z.nullable(z.int()),
    mode: z.nullable(ReplyMode),
    tier: z.nullable(Tier),
    /** Why this tier, in words of the router. */
    reasons: z.array(z.string()),
    failure: z.nullable(FailureKind),
  })
  .check(z.meta({ id: 'Turn' }))
export type Turn = z.infer<typeof Turn>

export const StartTurn = route({
  method: 'POST',
  path: '/sessions/:sessionId/turns',
  summary: 'Ask FlowPilot for a turn in a session; the same turn id is the same turn',
  may: 'workOnSessions',
  request: z.object({
    sessionId: Id,
    turnId: Id,
    cause: TurnCause,
    /** What the technician says; empty where the cause is not a message. */
    text: z._default(z.string().check(z.maxLength(20_000)), ''),
    /** A person asks for more thought than the router would give. */
    isDeep: z._default(z.boolean(), false),
    /**
     * Where the cause is “recorded”: the version of the record that is to be looked at. A turn
     * that has begun at it or later is the answer, and no other begins.
     */
    reads: z._default(z.nullable(z.int()), null),
  }),
  response: Turn,
})

export const StopTurn = route({
  method: 'POST',
  path: '/sessions/:sessionId/turns/:turnId/stop',
  summary: 'Stop a running turn; what it has said so far is kept and marked',
  may: 'workOnSessions',
  request: z.object({ sessionId: Id, turnId: Id }),
  response: Turn,
})

/** Server-sent events, each a {@link TurnNews} as JSON; asked for JSON, the first of them. */
export const FollowTurns = route({
  method: 'GET',
  path: '/sessions/:sessionId/turns/live',
  summary: 'What the turn that runs has said; with Accept: text/event-stream it is followed live',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: TurnNews,
})

export const ReadActiveFix = route({
  method: 'GET',
  path: '/sessions/:sessionId/suggested-fixes/active',
  summary: 'The one fix on the table; 404 where there is none',
  may: 'readSessions',
  request: z.object({ sessionId: Id }),
  response: z
    .object({
      id: Id,
      title: z.string(),
      steps: z.array(z.string()),
      /** As the model gave it, 0 to 100, and as it may be shown. */
      confidence: z.int(),
      shownConfidence: z.int(),
      decision: z.nullable(FixDecision),
      /** What became of earlier fixes, which the confidence is shown by. */
      past: PastFixes,
    })
    .check(z.meta({ id: 'SuggestedFix' })),
})

/** `off` and `spent` mean that rules answer: the same screens, without a model. */
export const AssistantState = z.enum(['on', 'demo', 'off', 'spent'])

export const ReadAssistant = route({
  method: 'GET',
  path: '/assistant',
  summary: 'Whether FlowPilot has a model for this team, and how much of the budget is used',
  may: 'signedIn',
  request: z.object({}),
  response: z.object({
    state: AssistantState,
    /** A sentence for people. */
    message: z.string(),
    /** Of the team's monthly limit, 0 to 1; none without a limit. */
    usedShare: z.nullable(z.number()),
  }),
})
