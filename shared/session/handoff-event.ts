/**
 * Events of handing a session over: what is said to whoever goes on, and who that is.
 *
 * The words are those that only the person handing over has; everything else that the receiver
 * needs is in the record already (`note/compose-escalation.ts`). The event's id is the hand-off's.
 */
import * as z from 'zod/mini'
import { Id, Line } from '../ids.ts'

/** Why it is handed over: up, to a colleague of one's own level, to who comes next, back. */
export const HANDOFF_INTENTS = ['escalate', 'peer', 'shift_change', 'return'] as const
export const HandoffIntent = z.enum(HANDOFF_INTENTS)
export type HandoffIntent = z.infer<typeof HandoffIntent>

const Words = z.string().check(z.trim(), z.minLength(1), z.maxLength(1000))

export const HandoffWords = z.object({
  /** Who is affected, since when, until when it has to work. */
  impact: z.optional(Words),
  /** On what it happens: device, user, versions, configuration. */
  environment: z.optional(Words),
  /** How to reach the machine, and where a secret is kept; never the secret. */
  access: z.optional(Words),
  /** What was left undone on purpose, and why. */
  notDone: z.optional(Words),
  /** What the receiver is asked for. */
  asks: z.optional(Words),
  /** What to do first. None with `hasNoMove`: it was thought about. */
  firstMove: z.optional(Words),
  hasNoMove: z.optional(z.literal(true)),
})
export type HandoffWords = z.infer<typeof HandoffWords>

/** What a hand-off should hold; see `handoff/completeness.ts`. */
export const HANDOFF_NEEDS = [
  'problem',
  'client',
  'impact',
  'environment',
  'facts',
  'tried',
  'firstMove',
] as const
export const HandoffNeed = z.enum(HANDOFF_NEEDS)
export type HandoffNeed = z.infer<typeof HandoffNeed>

export const HandoffTarget = z.object({ id: Id, name: z.string().check(z.maxLength(200)) })
export type HandoffTarget = z.infer<typeof HandoffTarget>

export const handoffMembers = {
  handed_off: z.object({
    type: z.literal('handed_off'),
    intent: HandoffIntent,
    reason: Words,
    /** Nobody in particular: whoever looks after such hand-offs. */
    to: z.nullable(HandoffTarget),
    /** As the ticket had it then. */
    priority: z.optional(Line),
    words: HandoffWords,
    /** What is lacking although it should be there, and why it was handed over all the same. */
    overridden: z.optional(
      z.object({ lacking: z.array(HandoffNeed).check(z.minLength(1)), reason: Words }),
    ),
  }),
  /** Whoever takes it over works on it from now on, and it is theirs. By the sender: taken back. */
  picked_up: z.object({
    type: z.literal('picked_up'),
    handoffId: Id,
    /** What they have understood, in a sentence, and what they do first: told to the sender. */
    understood: z.optional(Words),
    firstStep: z.optional(Words),
  }),
} as const
