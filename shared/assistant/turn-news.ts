/**
 * What is told live of a turn while it runs: growing words, phases, how it ended.
 *
 * Nothing here is the record: what a turn yields enters it as events and is followed there.
 * Whoever joins late, or again, gets a snapshot first, so nothing has to be kept or numbered.
 */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { FailureKind, Tier } from '../session/lane-event.ts'

export const TurnPhase = z.enum(['reading', 'searching', 'thinking', 'writing', 'checking'])
export type TurnPhase = z.infer<typeof TurnPhase>

const turnId = Id

export const TurnNews = z.discriminatedUnion('type', [
  /** A turn runs: everything a late comer needs. `text` is what has been said so far. */
  z.object({
    type: z.literal('snapshot'),
    turnId,
    phase: TurnPhase,
    text: z.string(),
    /** Milliseconds since it began. */
    elapsedMs: z.number(),
    tier: z.nullable(Tier),
  }),
  z.object({ type: z.literal('phase'), turnId, phase: TurnPhase, tier: z.nullable(Tier) }),
  z.object({ type: z.literal('delta'), turnId, text: z.string() }),
  /** What had been said does not count: another try begins. */
  z.object({ type: z.literal('reset'), turnId }),
  /** The record holds the reply up to this version; follow it there. */
  z.object({
    type: z.literal('done'),
    turnId,
    version: z.int(),
    failure: z.nullable(FailureKind),
    /** Seconds after which another try makes sense, where that is known. */
    retryAfterSeconds: z.nullable(z.number()),
  }),
  /** No turn runs in this session. */
  z.object({ type: z.literal('idle') }),
])
export type TurnNews = z.infer<typeof TurnNews>
