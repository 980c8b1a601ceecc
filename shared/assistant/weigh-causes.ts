/**
 * How likely each suspected cause is, after what was checked: the numbers behind the bars.
 *
 * A cause begins with the weight of its word; "something else" is always among them, so that
 * nothing is certain for lack of imagination. Each result then speaks for the causes it points
 * to, with a tenth of doubt. A result that a cause names as evidence is in its word already and
 * does not count twice. A fix that worked, or did not help, is a result like any other. Every
 * list of causes and results gives probabilities that sum to 1.
 */

import type { Hypothesis, Lane } from '../session/lane.ts'
import type { CheckOutcome, Likelihood } from '../session/lane-event.ts'

export interface WeighedCause {
  /** None for "something else". */
  key: string | null
  cause: string
  /** Of all causes together, 0 to 1. */
  probability: number
}

const WEIGHT: Record<Likelihood, number> = {
  unlikely: 0.05,
  possible: 0.2,
  likely: 0.5,
  very_likely: 0.8,
}
const SOMETHING_ELSE = 0.15
/** How much of every prediction is doubted. */
const NOISE = 0.1

/** In the order they were raised, "something else" last. */
export function weighCauses(lane: Lane): WeighedCause[] {
  const results = resultsIn(lane)
  const causes = [...lane.hypotheses, null]
  const weights = causes.map((cause) =>
    results
      .filter(({ id }) => !cause || !isNamedBy(cause, id))
      .reduce(
        (weight, { outcomes, seen }) =>
          weight * relativeLikelihood(outcomes, cause?.key ?? null, seen),
        cause ? WEIGHT[cause.likelihood] : SOMETHING_ELSE,
      ),
  )
  const probabilities = shareOut(weights)
  return causes.map((cause, n) => ({
    key: cause?.key ?? null,
    cause: cause?.cause ?? 'Something else',
    probability: probabilities[n] ?? 0,
  }))
}

/** How likely this result is, should this be the cause. Those of one check sum to 1. */
export function likelihoodOf(
  outcomes: readonly CheckOutcome[],
  key: string | null,
  seen: number,
): number {
  const naming = key === null ? 0 : outcomes.filter((o) => o.pointsTo.includes(key)).length
  if (naming === 0 || key === null) return 1 / outcomes.length
  const isNamed = outcomes[seen]?.pointsTo.includes(key) === true
  return (isNamed ? (1 - NOISE) / naming : 0) + NOISE / outcomes.length
}

/** Weights as probabilities; all alike where nothing is left of any. */
export function shareOut(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length))
}

interface Result {
  /** The step that tells of it. */
  id: string
  outcomes: readonly CheckOutcome[]
  /** Which of them it was. */
  seen: number
}

function resultsIn({ checks, fixes }: Lane): Result[] {
  const checked = checks.flatMap(({ id, state, stepId = id, outcome, outcomes }) =>
    state === 'done' && outcome !== null && outcome < outcomes.length
      ? [{ id: stepId, outcomes, seen: outcome }]
      : [],
  )
  const tried = fixes.flatMap(({ id, tried, hypothesis }) =>
    hypothesis && tried && tried.outcome !== 'partly'
      ? [{ id, outcomes: workedOrNot(hypothesis), seen: tried.outcome === 'worked' ? 0 : 1 }]
      : [],
  )
  return [...checked, ...tried]
}

const workedOrNot = (key: string): CheckOutcome[] => [
  { result: 'worked', pointsTo: [key] },
  { result: 'failed', pointsTo: [] },
]

const isNamedBy = (cause: Hypothesis, id: string): boolean =>
  cause.for.includes(id) || cause.against.includes(id)

/** Against a result that says nothing, which leaves a cause as it was. */
const relativeLikelihood = (
  outcomes: readonly CheckOutcome[],
  key: string | null,
  seen: number,
): number => outcomes.length * likelihoodOf(outcomes, key, seen)
