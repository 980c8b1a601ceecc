/**
 * How fast we may ask one ConnectWise: a few calls at once, so many in a minute, a pause when it
 * says "too many", and none for a while after it has stopped answering.
 *
 * One pace per team, shared by everything that asks for it. Calls wait their turn in order. The
 * clock and the waiting are handed in, so that a test can count a minute in no time.
 */
export interface Clock {
  now: () => number
  sleep: (ms: number) => Promise<void>
}

export interface PaceOptions extends Clock {
  atOnce?: number
  perMinute?: number
  /** After so many silences in a row, nothing is asked for `restMs`. */
  silences?: number
  restMs?: number
}

export type Pace = ReturnType<typeof createPace>

const MINUTE = 60_000

export function createPace(options: PaceOptions) {
  const { now, sleep, atOnce = 5, perMinute = 500, silences = 5, restMs = 30_000 } = options
  const waiting: (() => void)[] = []
  let begun: number[] = []
  let running = 0
  let pausedUntil = 0
  let silent = 0
  let restingUntil = 0

  async function takeTurn() {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    for (let wait = waitMs(); wait > 0; wait = waitMs()) await sleep(wait)
    begun.push(now())
  }

  function waitMs(): number {
    const t = now()
    begun = begun.filter((at) => at > t - MINUTE)
    const oldest = begun.length >= perMinute ? (begun[0] ?? t) : undefined
    return Math.max(pausedUntil - t, oldest === undefined ? 0 : oldest + MINUTE - t)
  }

  function giveTurn() {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    /** Runs `call` when it is its turn. */
    async run<T>(call: () => Promise<T>): Promise<T> {
      await takeTurn()
      try {
        return await call()
      } finally {
        giveTurn()
      }
    },
    /** Nothing is asked for so long: the other side said so. */
    pauseFor(ms: number) {
      pausedUntil = Math.max(pausedUntil, now() + ms)
    },
    /** Milliseconds until that pause is over. */
    pausedMs: () => Math.max(0, pausedUntil - now()),
    /** An answer of whatever kind, or silence: what the pause after many silences goes by. */
    heard(isAnswer: boolean) {
      silent = isAnswer ? 0 : silent + 1
      if (isAnswer) restingUntil = 0
      // One more silence after a rest begins the next one: a single call tries the water.
      else if (silent >= silences) restingUntil = now() + restMs
    },
    /** Milliseconds for which nothing should be asked, 0 when all is well. */
    restMs: () => Math.max(0, restingUntil - now()),
  }
}
