/**
 * The open checks, best first: by what a check is expected to tell about the cause, for each
 * minute and each risk it costs.
 *
 * What it tells is counted in bits: how much less there is to guess after it. A check without
 * foreseen results tells nothing that can be counted and comes last, the cheaper one before
 * the dearer. Equal ones keep the order in which they were proposed. The same lane gives the
 * same ranking, in panel and API alike.
 */
import type { SafetyClass } from '../flow/flow.ts'
import type { Check, Lane } from '../session/lane.ts'
import type { CheckOutcome } from '../session/lane-event.ts'
import { tellRank } from './tell-rank.ts'
import { likelihoodOf, shareOut, type WeighedCause, weighCauses } from './weigh-causes.ts'

export interface RankedCheck {
  checkId: string
  /** Bits for each minute, the first free and risk counted as minutes. */
  score: number
  bits: number
  /** Keys of the causes on which its results bear, the most likely first. */
  splits: string[]
  /** Why it stands here, in one sentence. */
  reason: string
}

export interface Ranking {
  checks: RankedCheck[]
  /** In the order they were raised, "something else" last. */
  causes: WeighedCause[]
}

/** What a risk costs, in minutes. */
const RISK_COST: Record<SafetyClass, number> = { reads: 0, changes: 4, disrupts: 20 }

export function rankChecks(lane: Lane): Ranking {
  const causes = weighCauses(lane)
  const ranked = lane.checks
    .filter((check) => check.state === 'open')
    .map((check) => ({ check, ranked: rank(check, causes) }))
    .sort((a, b) => b.ranked.score - a.ranked.score || costOf(a.check) - costOf(b.check))
  return { causes, checks: ranked.map((one) => one.ranked) }
}

function rank(check: Check, causes: readonly WeighedCause[]): RankedCheck {
  const bits = bitsOf(check.outcomes, causes)
  const split = splitBy(check.outcomes, causes)
  return {
    checkId: check.id,
    score: rounded(bits / (1 + costOf(check))),
    bits,
    splits: split.flatMap(({ key }) => key ?? []),
    reason: tellRank(check, split),
  }
}

/** What two machines may add up differently in the last digit is the same. */
const rounded = (score: number): number => Math.round(score * 1e9) / 1e9

const costOf = ({ minutes, safety }: Pick<Check, 'minutes' | 'safety'>): number =>
  minutes + RISK_COST[safety]

/** How much of the uncertainty its result is expected to take away. */
export function bitsOf(outcomes: readonly CheckOutcome[], causes: readonly WeighedCause[]): number {
  const before = causes.map((cause) => cause.probability)
  const left = outcomes.reduce((sum, _outcome, seen) => {
    const joint = causes.map((c) => c.probability * likelihoodOf(outcomes, c.key, seen))
    const share = joint.reduce((a, b) => a + b, 0)
    return sum + share * entropyOf(shareOut(joint))
  }, 0)
  return outcomes.length > 1 ? rounded(Math.max(0, entropyOf(before) - left)) : 0
}

const entropyOf = (probabilities: readonly number[]): number =>
  -probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0)

/** The causes that some of its results name, when there is more than one result to be had. */
function splitBy(outcomes: readonly CheckOutcome[], causes: readonly WeighedCause[]) {
  if (outcomes.length < 2) return []
  const named = new Set(outcomes.flatMap((outcome) => outcome.pointsTo))
  return causes
    .filter(({ key }) => key !== null && named.has(key))
    .sort((a, b) => b.probability - a.probability)
}
