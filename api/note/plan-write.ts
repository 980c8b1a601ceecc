/**
 * What to do next about a write, and how long to wait: pure, so that every path can be walked.
 *
 * The rule under it all: after silence the note may or may not stand in the ticket, so it is
 * looked for, several times over a while that outlasts a slow server, before anything is sent
 * again. What was sent twice into silence is not sent a third time: a person decides.
 */
import type { PsaFailure } from '../psa/psa.ts'
import type { WriteRow } from './queries.ts'

export type Half = 'note' | 'time'

export type Plan =
  /** It went out and nobody knows what became of it. */
  { do: 'look'; half: Half } | { do: 'write'; half: Half } | { do: 'end' }

/** The note first, then the time: where one is missing, it should be the time. */
export function planNext(row: Pick<WriteRow, 'noteHalf' | 'timeHalf'>): Plan {
  for (const [half, state] of [
    ['note', row.noteHalf],
    ['time', row.timeHalf],
  ] as const) {
    if (state === 'sent') return { do: 'look', half }
    if (state === 'to_do') return { do: 'write', half }
    if (state === 'failed') return { do: 'end' }
  }
  return { do: 'end' }
}

export interface Patience {
  /** After silence: when to look, counted from when it was sent. After the last it is not there. */
  looksMs: readonly number[]
  /** So often something may go out into silence. */
  mostSilences: number
  /** Looking itself may fail for so long. */
  giveUpLookingMs: number
  /** Between tries at which nothing was sent: doubling from the first to the longest. */
  firstWaitMs: number
  longestWaitMs: number
  mostAttempts: number
  leaseMs: number
}

export const PATIENCE: Patience = {
  looksMs: [3_000, 10_000, 30_000, 75_000],
  mostSilences: 2,
  giveUpLookingMs: 15 * 60_000,
  firstWaitMs: 2_000,
  longestWaitMs: 5 * 60_000,
  mostAttempts: 12,
  leaseMs: 60_000,
}

/** Failures after which a later try may do better; the others are somebody's to put right. */
export const mayPass = ({ kind }: PsaFailure): boolean =>
  kind === 'too_many' || kind === 'not_connected' || kind === 'unclear' || kind === 'not_understood'

/** When to look next; undefined when it has been looked for long enough. */
export function nextLookAt(
  patience: Patience,
  sentAtMs: number,
  nowMs: number,
): number | undefined {
  const next = patience.looksMs.find((ms) => sentAtMs + ms > nowMs)
  return next === undefined ? undefined : sentAtMs + next
}

/** `random` from 0 to 1 spreads those who failed together. */
export function waitMs(patience: Patience, attempts: number, random: number): number {
  const step = Math.min(
    patience.firstWaitMs * 2 ** Math.max(0, attempts - 1),
    patience.longestWaitMs,
  )
  return step / 2 + (random * step) / 2
}
