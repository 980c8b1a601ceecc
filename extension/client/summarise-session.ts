/** The row by which a session stands in a list: where it stands, waiting for what. */
import { gaveAway } from '#shared/session/gave-away.ts'
import type { Session } from '#shared/session/session.ts'
import { workersOf } from '#shared/session/takes-part.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import type { SessionRow } from './local-store.ts'
import { ticketKeyOf } from './ticket-key.ts'

export function summarise(id: string, session: Session): SessionRow {
  const { ticket, startedBy } = session
  const run = session.runs.findLast((r) => r.from === null)
  const last = session.steps.findLast((step) => step.isOnPath)
  return {
    id,
    ticketKey: ticket?.ref ? ticketKeyOf(ticket.ref) : '',
    ticketName: ticketNumber(ticket) ?? 'No ticket',
    summary: ticket?.summary ?? '',
    client: ticket?.client ?? '',
    ownerId: startedBy.kind === 'person' ? startedBy.id : '',
    workerIds: workersOf(session).map((worker) => worker.id),
    givenAwayBy: workersOf(session).flatMap((one) => (gaveAway(session, one.id) ? one.id : [])),
    status: session.status,
    lastAt: session.lastAt,
    startedAt: session.startedAt,
    flowName: run?.flow.name ?? '',
    standing: last?.title ?? '',
    waitingFor: session.pause?.waitingFor ?? '',
    minutesWorked: minutesWorked(session),
  }
}

/** Whether it is this person's work, alone or with colleagues; all others were only looked at. */
export const isWorkOf = (row: SessionRow, personId: string): boolean =>
  row.ownerId === personId || (row.workerIds?.includes(personId) ?? false)
