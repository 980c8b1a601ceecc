/**
 * How the tiers of one key are, told from the answers they gave: three failures of the model's
 * in a row and a tier is left alone for a while; one answer and it is well again. A spend limit
 * of the vendor's is over when the vendor says so; until then nothing is asked at all.
 */
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'

const FAILURES_IN_A_ROW = 3
const REST_MS = 30_000
const SPENT_MS = 15 * 60_000

/** The model's own failures; what was wrong with the question says nothing of it. */
const OF_THE_MODEL: ReadonlySet<FailureKind> = new Set(['busy', 'stalled', 'cut', 'network'])

export interface TierHealth {
  note(tier: Tier, failure: FailureKind | null, retryAfterMs: number | null): void
  tiers(): Record<Tier, 'up' | 'down'>
  /** Until when the vendor lets nothing more be spent; null where it does. */
  spentUntil(): Date | null
}

export function makeHealth(now: () => Date): TierHealth {
  const failures: Record<Tier, number> = { fast: 0, standard: 0, deep: 0 }
  const restUntil: Record<Tier, number> = { fast: 0, standard: 0, deep: 0 }
  let spentUntil = 0
  const stateOf = (tier: Tier) => (restUntil[tier] > now().getTime() ? 'down' : 'up')

  return {
    note(tier, failure, retryAfterMs) {
      const at = now().getTime()
      if (failure === 'spend') spentUntil = at + (retryAfterMs ?? SPENT_MS)
      if (failure === 'rate' && retryAfterMs !== null) restUntil[tier] = at + retryAfterMs
      if (failure === null) {
        failures[tier] = 0
        restUntil[tier] = 0
      } else if (OF_THE_MODEL.has(failure) && ++failures[tier] >= FAILURES_IN_A_ROW) {
        // One more failure after the rest, and it rests again.
        failures[tier] = FAILURES_IN_A_ROW - 1
        restUntil[tier] = at + REST_MS
      }
    },
    tiers: () => ({ fast: stateOf('fast'), standard: stateOf('standard'), deep: stateOf('deep') }),
    spentUntil: () => (spentUntil > now().getTime() ? new Date(spentUntil) : null),
  }
}
