/**
 * How long it counts that somebody has typed their own password, by signing in or when asked.
 *
 * What gives power over a team (keys, roles, passwords of others, who belongs to it) is done only within it: a
 * machine that was left unlocked for a while does none of it.
 */
export const PROOF_HOLDS_MS = 5 * 60_000

/** Also where a clock was set back meanwhile: a proof from the future is none. */
export function isProven(provedAt: Date, now: Date): boolean {
  const sinceMs = now.getTime() - provedAt.getTime()
  return sinceMs >= 0 && sinceMs < PROOF_HOLDS_MS
}
