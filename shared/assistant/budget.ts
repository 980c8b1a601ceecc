/**
 * How much of a month's budget is used, and what follows from it: from four fifths on nothing
 * is asked of the deep tier, and when it is used up the rules answer.
 */

/** `soft`: no deep tier any more. `spent`: rules answer. */
export type BudgetState = 'ok' | 'soft' | 'spent'

export const SOFT_SHARE = 0.8

export function budgetState(usedMicro: number, limitMicro: number | null): BudgetState {
  if (limitMicro === null) return 'ok'
  if (usedMicro + SMALLEST_TURN_MICRO > limitMicro) return 'spent'
  return usedMicro >= limitMicro * SOFT_SHARE ? 'soft' : 'ok'
}

/** What is left is nothing when not even a short answer of the standard tier fits. */
const SMALLEST_TURN_MICRO = 20_000

/** `2026-03`: budgets are counted by the calendar month, in UTC. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7)

/** `$0.42`, `$0.004`: never shown as nothing when it was something. */
export function showDollars(micro: number): string {
  const dollars = micro / 1_000_000
  if (micro === 0 || dollars >= 0.1) return `$${dollars.toFixed(2)}`
  return `$${dollars.toFixed(dollars >= 0.001 ? 3 : 6)}`
}
