/**
 * Which model answers in which tier, what it takes and what it costs: one table, shipped as
 * `tiers.json` and replaced by a file of the same shape where `ASSISTANT_TIERS` names one.
 *
 * Requests are built from these facts and never from the name of a model. Prices are dollars
 * per million tokens; the version names the list they are from and is written beside each cost.
 */
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { EFFORTS, type Effort } from '#shared/assistant/tier-route.ts'
import type { Tier } from '#shared/session/lane-event.ts'
import shipped from './tiers.json' with { type: 'json' }

const EffortName = z.enum(EFFORTS)
const tokens = z.int().check(z.positive())
const dollars = z.number().check(z.nonnegative())

export const TierFacts = z.object({
  model: z.string().check(z.minLength(1)),
  contextTokens: tokens,
  outputTokens: tokens,
  /** Which efforts it takes, lowest first. */
  efforts: z.array(EffortName).check(z.minLength(1)),
  /** What `thinking.type` may be, and up to which effort. */
  thinking: z.partialRecord(z.enum(['adaptive', 'between_tools', 'disabled']), EffortName),
  /** Whether a tool may be forced; where it is, there is no thinking. */
  canForceTools: z.boolean(),
  hasStructuredOutput: z.boolean(),
  /** From asking to the last word. */
  deadlineMs: z.int().check(z.positive()),
  prices: z.object({
    input: dollars,
    output: dollars,
    cacheRead: dollars,
    cacheWrite5m: dollars,
    cacheWrite1h: dollars,
  }),
  /** A prompt of more tokens costs so many times as much, all of it. */
  longPrompt: z.nullable(z.object({ overTokens: tokens, factor: z.number().check(z.gte(1)) })),
})
export type TierFacts = z.infer<typeof TierFacts>

export const Tiers = z.object({
  version: z.string().check(z.minLength(1), z.maxLength(40)),
  tiers: z.object({ fast: TierFacts, standard: TierFacts, deep: TierFacts }),
})
export type Tiers = z.infer<typeof Tiers>

export const SHIPPED_TIERS: Tiers = Tiers.parse(shipped)

/** Reads a table of one's own; throws with what is wrong in it. */
export function readTiers(path: string): Tiers {
  const read = Tiers.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (read.success) return read.data
  const [first] = read.error.issues
  throw new Error(
    `${path} is not such a table: ${first?.path.join('.')}: ${first?.message}. Copy api/assistant/model/tiers.json and change it.`,
  )
}

/** The highest effort the tier takes that is no higher than the one wished for. */
export function effortWithin(facts: TierFacts, wished: Effort): Effort {
  const rank = EFFORTS.indexOf(wished)
  return (
    facts.efforts.findLast((effort) => EFFORTS.indexOf(effort) <= rank) ??
    facts.efforts[0] ??
    wished
  )
}

/** Without thinking where little effort is wished for and the tier can leave it out. */
export function thinkingAt(facts: TierFacts, effort: Effort) {
  const may = (type: keyof TierFacts['thinking']) => {
    const most = facts.thinking[type]
    return most !== undefined && EFFORTS.indexOf(effort) <= EFFORTS.indexOf(most)
  }
  if (effort === 'low' && may('disabled')) return 'disabled'
  return may('adaptive') ? 'adaptive' : undefined
}

/** Which tier a model belongs to; none for one that is not in the table. */
export const tierOfModel = ({ tiers }: Tiers, model: string): Tier | undefined =>
  TIERS.find((tier) => tiers[tier].model === model)

export const TIERS = ['fast', 'standard', 'deep'] as const satisfies readonly Tier[]
