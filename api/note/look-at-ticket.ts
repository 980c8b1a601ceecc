/**
 * Whether a ticket is still as it was in the preview.
 *
 * Where nobody could look at it, with no network, what came since the session began counts as
 * not seen. Notes of our own are no change: whoever posts the internal note and then the client's text has
 * seen the first one. They are known by number, and by their mark while the number is not known.
 */
import { type ThreadEntry, type TicketStamp, ticketChanges } from '#shared/ticket/ticket.ts'
import { type TicketGlance, threadKey } from '../psa/psa.ts'
import { stampTicket } from '../ticket/stamp-ticket.ts'

export interface OwnWrite {
  mark: string
  psaNoteId: number | null
  psaTimeEntryId: number | null
}

export interface Looked {
  seen: TicketStamp | null
  sessionStartedAt: string
}

export function findChanges(
  { seen, sessionStartedAt }: Looked,
  now: TicketGlance,
  own: readonly OwnWrite[],
): string[] {
  const keys = new Set(
    own.flatMap(({ psaNoteId, psaTimeEntryId }) => [
      ...(psaNoteId === null ? [] : [threadKey('note', psaNoteId)]),
      ...(psaTimeEntryId === null ? [] : [threadKey('time_entry', psaTimeEntryId)]),
    ]),
  )
  const thread = now.thread.filter(
    (entry) => !keys.has(entry.key) && !own.some(({ mark }) => entry.text.includes(mark)),
  )
  if (seen) return ticketChanges(seen, stampTicket({ ...now, thread }))
  const isNew = ({ at }: ThreadEntry) =>
    at !== null && Date.parse(at) > Date.parse(sessionStartedAt)
  const before = stampTicket({ ...now, thread: thread.filter((entry) => !isNew(entry)) })
  return ticketChanges(before, stampTicket({ ...now, thread }))
}
