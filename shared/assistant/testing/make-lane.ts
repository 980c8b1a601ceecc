/** Makes task lanes for tests: causes by key with their word, checks by title with their results. */
import type { SafetyClass } from '../../flow/flow.ts'
import type { Check, Hypothesis, Lane } from '../../session/lane.ts'
import { EMPTY_LANE } from '../../session/lane.ts'
import type { Likelihood } from '../../session/lane-event.ts'
import type { Author } from '../../session/statement.ts'
import { testId } from '../../testing/make-session.ts'

const by: Author = { kind: 'assistant' }
const at = '2026-06-10T08:00:00Z'

export const makeCause = (
  key: string,
  likelihood: Likelihood,
  cause = `Cause ${key}`,
): Hypothesis => ({
  ...{ key, cause, likelihood, for: [], against: [], at, by },
})

/** A result by its words, with the keys it points to. */
export type DrawnResults = Readonly<Record<string, readonly string[]>>

export const makeLaneCheck = (
  n: number,
  results: DrawnResults,
  more: Partial<Check> & { safety?: SafetyClass } = {},
): Check => ({
  ...{ id: testId(0xc00 + n), title: `Check ${n}`, how: '', minutes: 5, safety: 'reads', at, by },
  outcomes: Object.entries(results).map(([result, keys]) => ({ result, pointsTo: [...keys] })),
  state: 'open',
  outcome: null,
  ...more,
})

export const makeLane = (hypotheses: Hypothesis[], checks: Check[]): Lane => ({
  ...EMPTY_LANE,
  hypotheses,
  checks,
})
