/** Which session belongs to a ticket, how the first one begins, and what is known of the ticket. */
import type { SessionSummary } from '#shared/session/contract.ts'
import type { EventData, SessionTicket } from '#shared/session/event.ts'
import { flowVersionsOf } from '#shared/session/flow-versions-of.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart, workersOf } from '#shared/session/takes-part.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import { findSession } from '../client/last-state.ts'
import type { Recorded, SessionStore } from '../client/session-store.ts'
import { summarise } from '../client/summarise-session.ts'
import { ticketKeyOf } from '../client/ticket-key.ts'
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

/** Begun before the ticket could be read, the work learns with its next act whose it is. */
export function learnClient(session: Session | null, known: SessionTicket | null): EventData[] {
  if (session?.status !== 'active' || !session.ticket?.ref || session.ticket.client) return []
  const isSame = known?.ref && ticketKeyOf(known.ref) === ticketKeyOf(session.ticket.ref)
  const { ref, summary } = session.ticket
  return isSame && known.client
    ? [{ type: 'ticket_linked', ticket: { ...known, ref, summary: summary || known.summary } }]
    : []
}

/** The sessions of the team on this ticket, the latest work first; undefined without an answer. */
export async function listOn(
  world: World,
  { origin, ticketId }: TicketRef,
): Promise<SessionSummary[] | undefined> {
  const { ListSessions } = await import('#shared/session/contract.ts')
  const answer = await world.client.ask(
    ListSessions,
    { origin, ticketId, limit: 20 },
    { signal: AbortSignal.timeout(4000) },
  )
  return answer.ok ? answer.value.sessions : undefined
}

/**
 * Where this browser knows of no work on the ticket: one's own, begun or joined in another browser
 * and still open; else what a colleague has begun, to look at; else one's own that was finished last.
 */
export async function fetchSession(world: World, ref: TicketRef): Promise<string | undefined> {
  const sessions = (await listOn(world, ref)) ?? []
  const isOwn = (one: SessionSummary) => one.workerIds.includes(world.account.person.id)
  const open = sessions.filter((one) => one.status !== 'finished')
  const found = open.find(isOwn) ?? open[0] ?? sessions.find(isOwn)
  if (found) await world.fetchRecord(found.id)
  return found?.id
}

/** Where this browser knows of no session: one's own open ones, joined ones too, as whoever has signed out left them. */
export async function fetchOpenSessions(world: World): Promise<void> {
  if ((await world.db.sessions.count()) > 0) return
  const { ListSessions } = await import('#shared/session/contract.ts')
  const personId = world.account.person.id
  const answer = await world.client.ask(ListSessions, { personId, isOpen: 'true', limit: 20 })
  if (!answer.ok) return
  for (const { id } of answer.value.sessions) await world.fetchRecord(id)
}

/** Why this cannot be recorded: one only looks at it, and would write into a colleague's work. */
export function whyNotWrite(
  session: Session | null,
  personId: string,
  data: readonly EventData[],
): string | null {
  if (!session || takesPart(session, personId)) return null
  if (data.length > 0 && data.every(({ type }) => type === 'part_taken')) return null
  const [owner] = workersOf(session)
  return `You are looking at the work of ${owner?.name ?? 'a colleague'}. Say that you work on it too, and go on then.`
}

/**
 * Does the first thing on a ticket: in the session that has been begun on it meanwhile, by an act
 * before this one or in another window, or in a new one. One at a time in this browser, and not
 * over before the next one can find the session, so that a ticket never gets two.
 */
export function beginOn(
  world: World,
  ref: TicketRef | null,
  record: (session: SessionStore) => Recorded,
  begun: () => SessionStore | null,
): Promise<Recorded> {
  const { db, account, sessionDeps } = world
  const key = ref && ticketKeyOf(ref)
  const lock = `resolutionflow:begin:${db.name}:${key ?? ''}`
  return sessionDeps.locks.request(lock, {}, async () => {
    const found = key && !begun() ? await findSession(db, account.person.id, key) : undefined
    const store = begun() ?? (await world.open(found ?? world.newId()))
    const recorded = record(store)
    const { session } = store.getState()
    // What cannot be stored is told by the store of the session.
    if (recorded.ok && (await recorded.kept) && session) {
      await db.sessions.put(summarise(store.sessionId, session)).catch(() => undefined)
    }
    return recorded
  })
}

/** Of a session begun in another browser the flows come along: one goes on with them without a network. */
export async function holdFlowsOf({ library }: World, session: SessionStore | null): Promise<void> {
  await library.hold(flowVersionsOf(session?.getState().session?.runs ?? []))
}
