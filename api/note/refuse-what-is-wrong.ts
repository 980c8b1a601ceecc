/**
 * Refuses a note for what can be said against it with what the server has: the write by itself, how
 * hard the team takes the checks, and the names of its other clients.
 */
import { Refused } from '#shared/route.ts'
import type { Session } from '#shared/session/session.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import type { Tx } from '../db.ts'
import { type AskedWrite, checkAsked } from './check-asked.ts'
import { readNoteCheckRule } from './check-rule-queries.ts'
import { listClientNames, readTicketClient } from './client-name-queries.ts'

export async function refuseWhatIsWrong(
  tx: Tx,
  teamId: string,
  asked: AskedWrite,
  now: Date,
  session: Session | null,
): Promise<void> {
  const problems = checkAsked(asked, {
    ...{ nowMs: now.getTime(), session },
    ...(await readBeside(tx, teamId, asked, session)),
  })
  const [first] = problems
  if (first) throw new Refused('badRequest', first.message, { problems })
}

/** What the team says of its notes, and whose names it knows. */
async function readBeside(tx: Tx, teamId: string, { ticket }: AskedWrite, session: Session | null) {
  const { ticketId } = ticket
  const origin = originOf(ticket.origin) ?? ticket.origin
  const { levels } = await readNoteCheckRule(tx, teamId)
  const read = await readTicketClient(tx, { teamId, origin, ticketId })
  const ownNames = [session?.ticket?.client, read].flatMap((name) => name || [])
  // Of a ticket whose client nobody knows, no name is another client's for certain.
  const otherClients = ownNames.length > 0 ? await listClientNames(tx, teamId) : []
  return { levels, ownNames, otherClients }
}
