/** How long to wait before asking again what has failed. */
import type { Trouble } from './trouble.ts'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

/** Doubles up to half a minute, with a random part so that panels do not return as one. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10))
  return full / 2 + (full / 2) * random()
}

/** The same after a trouble of which the server says when it will have passed: never before that. */
export function waitMs(trouble: Trouble, failures: number, random: () => number): number {
  const own = backoffMs(failures, random)
  const { retryAfterMs } = trouble
  return retryAfterMs === undefined ? own : Math.max(own, retryAfterMs + FIRST_WAIT_MS * random())
}
