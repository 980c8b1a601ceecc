/**
 * Holds each person to the paces of `shared/pace.ts`, in this process: a count in memory costs
 * nothing on the way, and several processes let through as many times more, which is still far
 * from what hurts.
 */
import { PACES, type PaceName } from '#shared/pace.ts'
import { Refused } from '#shared/route.ts'

export interface KeepPace {
  /** Counts one question; refuses it when the person was too fast. */
  take(personId: string, name: PaceName): void
}

interface Bucket {
  left: number
  atMs: number
}

/** More people than a process serves at once; then those who have rested are forgotten. */
const MOST_KEPT = 10_000

export function keepPace(now: () => Date): KeepPace {
  const buckets = new Map<string, Bucket>()

  const fill = (name: PaceName, bucket: Bucket, nowMs: number): number => {
    const { burst, perMinute } = PACES[name]
    // A clock that was set back gives nothing and takes nothing.
    const passedMs = Math.max(0, nowMs - bucket.atMs)
    return Math.min(burst, bucket.left + (passedMs * perMinute) / 60_000)
  }

  const forgetRested = (nowMs: number) => {
    for (const [key, bucket] of buckets) {
      const name = nameOf(key)
      if (!name || fill(name, bucket, nowMs) >= PACES[name].burst) buckets.delete(key)
    }
  }

  return {
    take(personId, name) {
      const nowMs = now().getTime()
      const key = `${name} ${personId}`
      const bucket = buckets.get(key)
      const left = bucket ? fill(name, bucket, nowMs) : PACES[name].burst
      if (left < 1) {
        const retryAfterSeconds = Math.ceil(((1 - left) * 60) / PACES[name].perMinute)
        const seconds = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`
        throw new Refused('tooMany', `${PACES[name].says} Try again in ${seconds}.`, {
          retryAfterSeconds,
        })
      }
      if (!bucket && buckets.size >= MOST_KEPT) forgetRested(nowMs)
      buckets.set(key, { left: left - 1, atMs: nowMs })
    },
  }
}

const nameOf = (key: string): PaceName | undefined =>
  NAMES.find((name) => key.startsWith(`${name} `))
const NAMES = Object.keys(PACES) as PaceName[] // the keys of a constant object are its type
