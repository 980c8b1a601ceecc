/**
 * Saying that the outcome of a first-level walk holds: once for each outcome, and never by those
 * who walked it on their own word. Opened again, or with its outcome said anew, it is open again
 * whether it holds.
 */
import type { Of } from './apply-step.ts'
import type { SessionEvent } from './event.ts'
import { canHold, hasWorkedOn, isFirstLevel } from './first-level.ts'
import { nameOf } from './name-of.ts'
import { type EventRefusal, refusal } from './refusal.ts'
import type { Session } from './session.ts'

export function validateOutcome(
  session: Session,
  event: SessionEvent,
  data: Of<'outcome_validated'>,
): Session | EventRefusal {
  const { how, note } = data
  if (!isFirstLevel(session)) {
    return refusal('unknown', 'This is no first-level walk. Its outcome stands as it is.')
  }
  if (session.status !== 'finished') {
    return refusal('too_soon', 'This walk has no outcome yet. Finish it first.')
  }
  if (!canHold(session)) {
    return refusal('unknown', 'This walk ended without a solution. There is nothing to validate.')
  }
  if (session.validation) {
    const who = nameOf(session.validation.by)
    return refusal('already', `${who} has validated this walk already. There is nothing to do.`)
  }
  const why = whyNot(session, event, data)
  if (why) return why
  return {
    ...session,
    validation: { how, ...(note ? { note } : {}), at: event.at, by: event.by },
  }
}

function whyNot(
  session: Session,
  { by }: SessionEvent,
  { how, note }: Of<'outcome_validated'>,
): EventRefusal | undefined {
  switch (how) {
    case 'client_confirmed':
      if (by.kind !== 'person') return refusal('proposes_only', 'A person has to say this.')
      return note ? undefined : refusal('unknown', 'Say in a few words what the client confirmed.')
    case 'lead':
      if (by.kind !== 'person') return refusal('proposes_only', 'A person has to say this.')
      return hasWorkedOn(session, by)
        ? refusal('already', 'You have worked on this walk. Another lead has to validate it.')
        : undefined
    case 'stayed_closed':
      return by.kind === 'program'
        ? undefined
        : refusal('proposes_only', 'Only the ticket itself can show that it stayed closed.')
    default:
      return how satisfies never
  }
}
