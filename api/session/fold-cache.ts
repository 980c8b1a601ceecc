/**
 * Folded sessions that this process has seen, so that appending costs the same at event 10
 * and at event 2,000.
 *
 * An entry is good for exactly one version and hash. The hash covers the whole record before
 * it, so what is found here is what the record says, whoever wrote it meanwhile; when the
 * record has grown elsewhere, only the new events are folded on. Nothing here is ever needed:
 * without an entry everything is read again.
 */
import type { Session } from '#shared/session/session.ts'

export interface FoldedAt {
  version: number
  hash: string
  session: Session
}

const MOST = 1_000
const kept = new Map<string, FoldedAt>()

const keyOf = (teamId: string, sessionId: string) => `${teamId} ${sessionId}`

export function recallFold(teamId: string, sessionId: string): FoldedAt | undefined {
  const key = keyOf(teamId, sessionId)
  const found = kept.get(key)
  if (found) {
    // Used last goes last; the first is the one to go when there are too many.
    kept.delete(key)
    kept.set(key, found)
  }
  return found
}

export function keepFold(teamId: string, sessionId: string, folded: FoldedAt): void {
  kept.delete(keyOf(teamId, sessionId))
  kept.set(keyOf(teamId, sessionId), folded)
  if (kept.size > MOST) kept.delete(kept.keys().next().value ?? '')
}

/** For tests: as after a restart. */
export const forgetFolds = (): void => kept.clear()
