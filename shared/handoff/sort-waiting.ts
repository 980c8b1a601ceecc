/**
 * The order of what waits: the more urgent first, and of one urgency what waits longest.
 *
 * ConnectWise names priorities as each provider likes, and numbers them by habit ("Priority 1 -
 * Emergency Response"): the first number counts. A name without one, and none at all, come last.
 */
import type { HandoffSummary } from './contract.ts'

type Waiting = Pick<HandoffSummary, 'id' | 'at' | 'priority'>

export const sortWaiting = <T extends Waiting>(waiting: readonly T[]): T[] =>
  waiting.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      Date.parse(a.at) - Date.parse(b.at) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )

const NO_RANK = Number.MAX_SAFE_INTEGER

function rankOf({ priority }: Waiting): number {
  const number = priority?.match(/\d{1,3}/)?.[0]
  return number === undefined ? NO_RANK : Number(number)
}
