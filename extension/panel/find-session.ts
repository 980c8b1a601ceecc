/** Which session belongs to a ticket, here or on the server, and what is known of the ticket. */
import { ListSessions } from '#shared/session/contract.ts'
import type { SessionTicket } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import { ticketKeyOf } from '../client/summarise-session.ts'
import type { TicketStore } from './ticket/ticket-store.ts'
import type { World } from './world.ts'

/** What the page said of the ticket, completed by what the server knows of it. */
export function withTicket(subject: SessionTicket | null, store: TicketStore | null) {
  if (!subject) return null
  const ticket = store?.getState().ticket
  const client = subject.client ?? ticket?.company?.name
  return {
    ...subject,
    summary: subject.summary || ticket?.summary || '',
    ...(client ? { client } : {}),
  }
}

/** One's own session on this ticket: the open one, or the last that was finished. */
export async function findSession(world: World, ref: TicketRef): Promise<string | undefined> {
  const key = ticketKeyOf(ref)
  const rows = await world.db.sessions.by('ticketKey', key)
  const mine = rows
    .filter((row) => row.ownerId === world.account.person.id)
    .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
  const here = mine.find((row) => row.status !== 'finished') ?? mine[0]
  if (here) return here.id
  const { origin, ticketId } = ref
  const personId = world.account.person.id
  const answer = await world.client.ask(
    ListSessions,
    { origin, ticketId, personId, limit: 5 },
    { signal: AbortSignal.timeout(4000) },
  )
  if (!answer.ok) return undefined
  const { sessions } = answer.value
  const found = sessions.find((s) => s.status !== 'finished') ?? sessions[0]
  if (found) await world.fetchRecord(found.id)
  return found?.id
}
