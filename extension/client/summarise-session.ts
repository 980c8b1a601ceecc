/** The row by which a session stands in a list: where it stands, waiting for what. */
import type { Session } from '#shared/session/session.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { SessionRow } from './local-store.ts'

export const ticketKeyOf = (ref: Pick<TicketRef, 'origin' | 'ticketId'>): string =>
  `${ref.origin}#${ref.ticketId}`

export function summarise(id: string, session: Session): SessionRow {
  const { ticket, startedBy } = session
  const run = session.runs.findLast((r) => r.from === null)
  const last = session.steps.findLast((step) => step.isOnPath)
  return {
    id,
    ticketKey: ticket?.ref ? ticketKeyOf(ticket.ref) : '',
    ticketName: ticket?.ref ? `#${ticket.ref.ticketId}` : (ticket?.number ?? 'No ticket'),
    summary: ticket?.summary ?? '',
    client: ticket?.client ?? '',
    ownerId: startedBy.kind === 'person' ? startedBy.id : '',
    status: session.status,
    lastAt: session.lastAt,
    startedAt: session.startedAt,
    flowName: run?.flow.name ?? '',
    standing: last?.title ?? '',
    waitingFor: session.pause?.waitingFor ?? '',
    minutesWorked: minutesWorked(session),
  }
}

/** Minutes of the stretches told so far, overlapping ones counted once. */
export function minutesWorked(session: Pick<Session, 'worked'>): number {
  const spans = session.worked
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .toSorted((a, b) => a.from - b.from)
  let end = 0
  let total = 0
  for (const span of spans) {
    total += Math.max(0, span.to - Math.max(span.from, end))
    end = Math.max(end, span.to)
  }
  return total / 60_000
}
