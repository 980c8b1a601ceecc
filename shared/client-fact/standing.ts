/** Whether a kept value may be filled in, or has to be asked again. */
import type { FlowVariable } from '../flow/flow.ts'
import type { ClientFact } from './contract.ts'

/** A server is renamed now and then; a value of a year ago is asked again, with itself as the first answer. */
export const GOOD_FOR_DAYS = 365
const DAY_MS = 86_400_000

export type Standing =
  /** Filled in without asking. */
  | 'holds'
  /** Told longer ago than such a value is good for. */
  | 'old'
  /** Two people told two values, neither knowing of the other. */
  | 'disputed'

export function standingOf(
  fact: Pick<ClientFact, 'setAt' | 'other'>,
  variable: Pick<FlowVariable, 'goodForDays'> | undefined,
  now: number,
): Standing {
  if (fact.other) return 'disputed'
  const days = (now - Date.parse(fact.setAt)) / DAY_MS
  return days > (variable?.goodForDays ?? GOOD_FOR_DAYS) ? 'old' : 'holds'
}

/** All that is kept under one name, the one that stands first. */
export const valuesKept = (fact: ClientFact | undefined): string[] =>
  fact ? [fact.value, ...(fact.other ? [fact.other.value] : [])] : []

/**
 * What holds of the variables that are kept for a client and have no value yet: to be filled in
 * when a flow begins.
 */
export function valuesToFillIn(
  variables: readonly FlowVariable[],
  facts: readonly ClientFact[],
  has: (name: string) => boolean,
  now: number,
): { name: string; value: string }[] {
  const wanted = new Map(variables.map((one) => [one.name, one]))
  return facts.flatMap((fact) => {
    const variable = wanted.get(fact.name)
    if (variable?.keep !== 'client' || has(fact.name)) return []
    return standingOf(fact, variable, now) === 'holds'
      ? [{ name: fact.name, value: fact.value }]
      : []
  })
}
