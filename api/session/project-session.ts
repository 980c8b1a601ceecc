/** What lists and locks need of a session, computed from the folded record. */
import { checklistOf } from '#shared/session/checklist.ts'
import type { Session } from '#shared/session/session.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import type { SessionProjection } from './queries.ts'

export function projectSession(session: Session): SessionProjection {
  const { ticket, owner } = session
  const run = session.runs.findLast((one) => one.from === null)
  const last = session.steps.findLast((step) => step.isOnPath)
  // Counted for the batch alone, by the target's own list, whatever else was entered since.
  const listed = session.maintenance && session.runs.find((one) => one.checklist)
  const list = listed && checklistOf(session, listed)
  return {
    ticketOrigin: ticket?.ref?.origin ?? null,
    ticketId: ticket?.ref?.ticketId ?? null,
    ticket,
    ownerId: owner.kind === 'person' ? owner.id : null,
    status: session.status,
    flowName: run?.flow.name ?? null,
    standing: session.pause?.waitingFor ?? last?.title ?? null,
    outcome: session.outcome?.outcome ?? null,
    startedAt: session.startedAt,
    lastAt: session.lastAt,
    minutesWorked: minutesWorked(session),
    stepsSettled: list?.settled ?? 0,
    steps: list?.steps.length ?? 0,
  }
}
