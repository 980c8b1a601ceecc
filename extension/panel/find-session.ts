/** Which session on the server belongs to a ticket, and what is known of the ticket. */
import type { SessionTicket } from '#shared/session/event.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
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

/** One's own session on this ticket, begun in another browser: the open one, or the last finished. */
export async function fetchSession(world: World, ref: TicketRef): Promise<string | undefined> {
  const { ListSessions } = await import('#shared/session/contract.ts')
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
