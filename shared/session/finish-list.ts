/**
 * Finishing a checklist: what must be settled before it may be called done.
 *
 * A required step is done, or it is said why not. The record itself takes any end, since records of
 * before hold some with required steps open; whoever makes a new one asks here: the dialog, which
 * asks for the reason, and the server, which refuses an end without.
 */
import { isChecklistWork, mandatoryOpen, type RuntimeStep } from './checklist.ts'
import type { EventData, SessionOutcome } from './event.ts'
import type { Session } from './session.ts'

const DONE: ReadonlySet<SessionOutcome> = new Set(['done', 'resolved', 'workaround'])

/** Whether this end says that the work was done. */
export const saysDone = (outcome: SessionOutcome | null | undefined): boolean =>
  outcome !== null && outcome !== undefined && DONE.has(outcome)

/** The required steps that stand against this end; none against one that was said before and is only worded better. */
export function openAgainst(session: Session, outcome: SessionOutcome): RuntimeStep[] {
  if (!saysDone(outcome) || !isChecklistWork(session)) return []
  if (saysDone(session.outcome?.outcome)) return []
  return mandatoryOpen(session)
}

/** Why an event may not end the work yet, with what to do next; undefined where it may. */
export function whyNotFinish(session: Session, data: EventData): string | undefined {
  if (data.type !== 'session_finished') return undefined
  // Somebody else has ended it meanwhile: the record says that, and nothing can be settled any more.
  if (session.status === 'finished' && data.corrects !== session.outcome?.at) return undefined
  const [first, ...others] = openAgainst(session, data.outcome.outcome)
  if (!first) return undefined
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `Required steps are still open: “${first.title}”${more}. Settle them, or say why they are left out, and finish again.`
}

/**
 * Opened again by whoever corrects an end to done, to say why required steps are left out: nothing
 * came back. `after` is what follows the opening.
 */
export function isOpenedToCorrect(after: readonly EventData[]): boolean {
  const end = after.findIndex(({ type }) => type === 'session_finished')
  return (
    end > 0 &&
    after
      .slice(0, end)
      .every((data) => data.type === 'step_ticked' && data.tick.kind === 'not_applicable')
  )
}
