/**
 * A ticket with its surroundings, from ConnectWise or as it was read a moment ago.
 *
 * What was read is kept per team: for half a minute it answers at once, so that a panel that is
 * opened, closed and opened again asks once; after that it only stands in while ConnectWise
 * cannot be reached, and says so. Whoever asks for the same ticket at the same time waits for the
 * same reading.
 */
import { Refused, refuse } from '#shared/route.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { type Db, inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { TeamPsa } from '../psa/door.ts'
import type { PsaFailure, TicketAsked } from '../psa/psa.ts'
import { holdConnection } from '../psa/queries.ts'
import { refusalOf } from '../psa/refuse-failure.ts'
import { dropKeptTicket, keepTicket, readKeptTicket, type TicketKey } from './queries.ts'
import { sayOtherSite } from './say-other-site.ts'
import { stampTicket } from './stamp-ticket.ts'

const YOUNG_MS = 30_000

export type ReadTicket = (
  teamId: string,
  asked: TicketAsked & { origin: string; refresh?: boolean | undefined },
) => Promise<Ticket>

type TicketDeps = Pick<Deps, 'db' | 'now' | 'psa'>

export function makeTicketReader(deps: TicketDeps): ReadTicket {
  const readOnce = sharingFlights((key: TicketKey, asked: TicketAsked, team: TeamPsa) =>
    readAnew(deps, key, asked, team),
  )
  return async (teamId, { ticketId, origin, recordType, refresh }) => {
    const team = (await deps.psa.of(teamId)) ?? refuse('notReady', WITHOUT_CONNECTION)
    const site = originOf(origin) ?? origin
    if (site !== team.site) refuse('notReady', sayOtherSite(site, team.site))
    const key = { teamId, origin: site, ticketId }
    const kept = refresh
      ? undefined
      : await inTeam(deps.db, teamId, (tx) => readKeptTicket(tx, key))
    const ageMs = kept && deps.now().getTime() - Date.parse(kept.fetchedAt)
    if (kept && ageMs !== undefined && ageMs < YOUNG_MS) return kept.ticket
    return readOnce(key, { ticketId, recordType }, team)
  }
}

const WITHOUT_CONNECTION =
  'No ConnectWise is connected, so the ticket cannot be read here. Flows, the record, and inserting or copying the note work all the same; an admin of your team sets up the connection under Settings > ConnectWise.'

async function readAnew(
  { db, now }: TicketDeps,
  key: TicketKey,
  asked: TicketAsked,
  { psa, keysSetAt }: TeamPsa,
): Promise<Ticket> {
  const fetchedAt = now().toISOString()
  const read = await psa.readTicket(asked)
  if (read.kind === 'ok') {
    const { lastUpdated: _, ...body } = read.body
    const ticket: Ticket = {
      ...body,
      origin: key.origin,
      stamp: stampTicket(read.body),
      fetchedAt,
    }
    // What could not be read this time is not kept as if it were the whole.
    const isWhole = ticket.missing.length === 0
    if (isWhole) await keepBeside(db, key.teamId, keysSetAt, ticket)
    return ticket
  }
  if (read.kind === 'not_found') {
    await inTeam(db, key.teamId, (tx) => dropKeptTicket(tx, key))
    throw new Refused('notFound', sayNotFound(key.ticketId))
  }
  const kept = PASSING.has(read.kind)
    ? await inTeam(db, key.teamId, (tx) => readKeptTicket(tx, key))
    : undefined
  if (!kept) throw refusalOf(read)
  return { ...kept.ticket, missing: [...kept.ticket.missing, sayOld(kept.fetchedAt, read)] }
}

/** Two companies of one cloud share its address, and their numbers: each has its own ticket 41. */
const keepBeside = (db: Db, teamId: string, keysSetAt: string, ticket: Ticket) =>
  inTeam(db, teamId, async (tx) => {
    if (await holdConnection(tx, teamId, keysSetAt)) await keepTicket(tx, teamId, ticket)
  })

/** Failures behind which the ticket most likely stands unchanged. */
const PASSING: ReadonlySet<PsaFailure['kind']> = new Set(['unclear', 'not_connected', 'too_many'])

const sayOld = (fetchedAt: string, failure: PsaFailure) =>
  `Everything newer than ${fetchedAt}: this is the ticket as it was read then. ${failure.message}`

const sayNotFound = (ticketId: number) =>
  `ConnectWise shows no ticket ${ticketId}. It may have been deleted, or the API member may not see its board: its role needs Service Desk > Service Tickets (for project tickets Project > Project Tickets), Inquire: All.`

/** Calls for the same ticket by the same connection that come while one is under way share its answer. */
function sharingFlights<R>(run: (key: TicketKey, asked: TicketAsked, team: TeamPsa) => Promise<R>) {
  const flights = new Map<string, Promise<R>>()
  return (key: TicketKey, asked: TicketAsked, team: TeamPsa): Promise<R> => {
    const name = `${key.teamId} ${team.keysSetAt} ${key.origin} ${key.ticketId}`
    const flying = flights.get(name)
    if (flying) return flying
    const flight = run(key, asked, team).finally(() => flights.delete(name))
    flights.set(name, flight)
    return flight
  }
}
