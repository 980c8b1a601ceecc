/**
 * What was verified with the user is the client's word: it validates a first-level walk in the same
 * act that ends it, so that nobody is asked twice. Words are needed; they are those of the outcome.
 */
import type { EventData, Outcome } from '#shared/session/event.ts'
import { canEndHeld, isFirstLevel } from '#shared/session/first-level.ts'
import type { Session } from '#shared/session/session.ts'

export function confirmedBy(session: Session | null, outcome: Outcome): EventData[] {
  const note = outcome.verification.text.trim()
  const isTold = outcome.verification.by === 'user' && note !== ''
  return session && isTold && isFirstLevel(session) && canEndHeld(outcome.outcome)
    ? [{ type: 'outcome_validated', how: 'client_confirmed', note }]
    : []
}
