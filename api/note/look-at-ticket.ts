/**
 * Whether a ticket is still as it was in the preview, by the rule that the panel goes by too.
 *
 * Of ours it is told all that the record says of this session, what a person was to save by hand
 * among it, and every write of the team to this ticket, whichever session it came from.
 */
import { changesByOthers, type LookedAt, type OwnNote } from '#shared/note/stamp-of-others.ts'
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import type { Tx } from '../db.ts'
import type { TicketGlance } from '../psa/psa.ts'
import { readFolded } from '../session/read-folded.ts'
import { stampTicket } from '../ticket/stamp-ticket.ts'
import { listOwnWrites, readSessionStart, type WriteRow } from './queries.ts'

export interface Ours extends Pick<LookedAt, 'startedAt'> {
  own: OwnNote[]
}

/** When the session's work began, and what of ours may stand in the ticket. */
export async function readOurs(
  tx: Tx,
  { teamId, sessionId, origin, ticketId }: Where,
): Promise<Ours> {
  const startedAt = await readSessionStart(tx, teamId, sessionId)
  const folded = await readFolded(tx, teamId, sessionId)
  const writes = await listOwnWrites(tx, teamId, origin, ticketId)
  return { startedAt, own: [...(folded?.session.notes ?? []), ...writes.map(asOwn)] }
}

export const findChanges = (
  seen: TicketStamp | null,
  { startedAt, own }: Ours,
  now: TicketGlance,
): string[] =>
  changesByOthers({ seen, startedAt }, { stamp: stampTicket(now), thread: now.thread }, own)

type Where = Pick<WriteRow, 'teamId' | 'sessionId' | 'origin' | 'ticketId'>

const asOwn = ({
  id,
  psaNoteId,
  psaTimeEntryId,
}: Pick<WriteRow, 'id' | 'psaNoteId' | 'psaTimeEntryId'>): OwnNote => ({
  way: 'posted',
  id,
  ...(psaNoteId === null ? {} : { psaNoteId }),
  ...(psaTimeEntryId === null ? {} : { psaTimeEntryId }),
})
