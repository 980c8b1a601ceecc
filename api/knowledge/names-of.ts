/**
 * What takes the names out of a session's texts before they are told for another client.
 *
 * None where its ticket is not at hand any more, or where nobody knows whose it is: without that
 * nobody knows which names would have to be taken out, and nothing of the session is told elsewhere.
 */
import { type KnownNames, withoutNames } from '#shared/knowledge/without-names.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { peopleOf } from '../assistant/people-of.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import { listClientFacts } from '../client-fact/queries.ts'
import type { Tx } from '../db.ts'
import { readKeptTicket } from '../ticket/queries.ts'

export async function forgetNames(
  tx: Tx,
  teamId: string,
  session: Session,
): Promise<((text: string) => string) | null> {
  const ticket = await readTicket(tx, teamId, session)
  const areNamesKnown = ticket !== null || !session.ticket?.ref
  const isClientKnown = Boolean(session.ticket?.client || ticket?.company)
  return areNamesKnown && isClientKnown
    ? withoutNames(await namesOf(tx, teamId, session, ticket))
    : null
}

/**
 * The same by what is known, where a person of the team looks at it before it is told on: without
 * the ticket only its client, the people of the record and the values told there are taken out.
 */
export const forgetKnownNames = async (
  tx: Tx,
  teamId: string,
  session: Session,
): Promise<(text: string) => string> =>
  withoutNames(await namesOf(tx, teamId, session, await readTicket(tx, teamId, session)))

async function namesOf(
  tx: Tx,
  teamId: string,
  session: Session,
  ticket: Ticket | null,
): Promise<KnownNames> {
  const company = ticket?.company
  const names = [session.ticket?.client, company?.name, company?.identifier]
  const client = clientKey(session.ticket?.client || company?.name || '')
  const facts = client ? await listClientFacts(tx, teamId, client) : []
  const set = Object.entries(session.variables).map(([name, { value }]) => ({ name, value }))
  return {
    clients: names.flatMap((name) => name || []),
    people: peopleOf(ticket, session),
    devices: ticket?.configurations.map(({ name }) => name) ?? [],
    values: Object.fromEntries([...facts, ...set].map(({ name, value }) => [name, value])),
  }
}

async function readTicket(tx: Tx, teamId: string, { ticket }: Session): Promise<Ticket | null> {
  if (!ticket?.ref) return null
  const { origin, ticketId } = ticket.ref
  const kept = await readKeptTicket(tx, { teamId, origin: originOf(origin) ?? origin, ticketId })
  return kept?.ticket ?? null
}
