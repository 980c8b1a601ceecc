/**
 * Whether a branch that used to help has stopped helping.
 *
 * What happened since is held against what happened before, by Fisher's exact test: how likely so
 * few good ends would be, had nothing changed. It counts exactly at any size, so that few cases
 * raise few false alarms instead of many. A branch is told as failing where that likelihood is at
 * most 1 in 100, the share fell by a quarter of all cases at least, and there are enough of both.
 */
import type { Share } from './interval.ts'

export const RARER_THAN = 0.01
export const LEAST_DROP = 0.25
export const FEWEST_BEFORE = 8
export const FEWEST_SINCE = 4

export function hasStartedFailing(before: Share, since: Share): boolean {
  if (before.of < FEWEST_BEFORE || since.of < FEWEST_SINCE) return false
  const drop = before.good / before.of - since.good / since.of
  return drop >= LEAST_DROP && chanceOfSoFew(before, since) <= RARER_THAN
}

/** The likelihood that no more than these were good since, were good ends spread at random. */
export function chanceOfSoFew(before: Share, since: Share): number {
  const good = before.good + since.good
  const all = before.of + since.of
  const fewest = Math.max(0, good - before.of)
  const whole = logWays(all, since.of)
  let chance = 0
  for (let n = fewest; n <= since.good; n += 1) {
    chance += Math.exp(logWays(good, n) + logWays(all - good, since.of - n) - whole)
  }
  return Math.min(1, chance)
}

/** The logarithm of how many ways there are to take `k` of `n`. */
const logWays = (n: number, k: number): number =>
  logFactorial(n) - logFactorial(k) - logFactorial(n - k)

const known = [0, 0]
function logFactorial(n: number): number {
  for (let k = known.length; k <= n; k += 1) known.push((known.at(-1) ?? 0) + Math.log(k))
  return known[n] ?? 0
}
