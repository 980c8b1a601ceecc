/**
 * First-level walks: whether a session still is one, whether its outcome waits for somebody to say
 * that it holds, and who may not be that somebody.
 *
 * A walk that was escalated and taken over is ordinary work from then on: whoever has it now answers
 * for it. Handed back it is a walk again.
 */
import type { SessionOutcome } from './event.ts'
import type { Session } from './session.ts'
import type { Author } from './statement.ts'
import { takesPart } from './takes-part.ts'

export function isFirstLevel({ level, handoffs }: Pick<Session, 'level' | 'handoffs'>): boolean {
  if (level !== 'first') return false
  const taken = handoffs.findLast(
    ({ intent, end }) => end?.how === 'picked_up' && (intent === 'escalate' || intent === 'return'),
  )
  return taken?.intent !== 'escalate'
}

/** Of these one can say that they hold; all others leave nothing that could. */
const CAN_HOLD: ReadonlySet<SessionOutcome> = new Set([
  'resolved',
  'done',
  'workaround',
  'not_reproduced',
])

export const canEndHeld = (outcome: SessionOutcome): boolean => CAN_HOLD.has(outcome)

export const canHold = ({ outcome }: Pick<Session, 'outcome'>): boolean =>
  outcome !== null && canEndHeld(outcome.outcome)

/** It has ended, and nobody has said yet that it holds. */
export const waitsForValidation = (session: Session): boolean =>
  session.status === 'finished' &&
  isFirstLevel(session) &&
  canHold(session) &&
  session.validation === null

/** Who has worked on it cannot look at it as somebody else would. */
export const hasWorkedOn = (session: Session, by: Author): boolean => {
  if (by.kind !== 'person') return false
  const isThem = (one: Author | undefined) => one?.kind === 'person' && one.id === by.id
  return (
    takesPart(session, by.id) ||
    isThem(session.outcome?.by) ||
    session.steps.some((step) => isThem(step.by))
  )
}
