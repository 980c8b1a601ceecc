/**
 * What a model is asked for, and which of the three tiers is to answer.
 *
 * A tier is a place in a table (`api/assistant/model/tiers.json`), never the name of a model.
 */
import type { Tier } from '../session/lane-event.ts'

/** Everything a model is ever asked for; the first line of each system prompt names it. */
export const PURPOSES = [
  /** First look at a ticket. */
  'intake',
  'turn',
  /** A result was logged; the turn looks at what it means. */
  'recorded',
  'explain',
  'summary',
  'note',
  'briefing',
  /** Whether a sentence rests on its evidence. */
  'judge',
  'chat',
  'flow',
  /** Better words inside a proposal whose shape stays. */
  'polish',
  'script',
  /** Trying a key or a model out. */
  'check',
] as const
export type Purpose = (typeof PURPOSES)[number]

export const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const
export type Effort = (typeof EFFORTS)[number]

/** Who answers and why, in words of the router. */
export interface TierChoice {
  tier: Tier
  effort: Effort
  reasons: string[]
  /** Which rules decided, to compare them later. */
  routerVersion: string
}
