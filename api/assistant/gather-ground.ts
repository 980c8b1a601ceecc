/**
 * What a turn stands on beside the record: the ticket, the client, the flow one stands in and
 * the flows that the ticket calls for.
 *
 * What cannot be read is left out; a turn never fails for want of it.
 */
import type { MatchedFlow } from '#shared/assistant/rules/known-to-rules.ts'
import { type FlowContent, isChecklist } from '#shared/flow/flow.ts'
import { type Offer, offerFlows } from '#shared/flow/offer-flows.ts'
import { type PlaceInFlow, placeInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { originOf } from '#shared/ticket/ticket-ref.ts'
import { clientKey } from '../client-fact/facts-from.ts'
import { listClientFacts } from '../client-fact/queries.ts'
import type { Tx } from '../db.ts'
import { type FlowRow, listFlows, readFlowVersion } from '../flow/queries.ts'
import { readKeptTicket } from '../ticket/queries.ts'

/** What is known of the ticket and its client. */
export interface Known {
  ticket: Ticket | null
  /** What is kept of the client: name and value. */
  clientFacts: Record<string, string>
}

export interface Ground extends Known {
  offers: Offer<FlowRow>[]
  place: PlaceInFlow | null
  /** Where one stood in an earlier state of the session. */
  placeIn: (session: Session) => PlaceInFlow | null
  /** The flow one stands in, else the one that fits best. */
  flow: MatchedFlow | null
}

const MOST_OFFERS = 3

/** `ticket` as it was read just now; else as it was read last. */
export async function gatherGround(
  tx: Tx,
  teamId: string,
  session: Session,
  fresh?: Ticket | null,
): Promise<Ground> {
  const known = await gatherKnown(tx, teamId, session, fresh)
  const { ticket } = known
  const flows = await listFlows(tx, teamId)
  const offers = offerFlows(flows, wordsOf(session, ticket), MOST_OFFERS)
  const contents = await readOpenFlows(tx, teamId, session)
  const placeIn = (at: Session) => {
    const place = placeInFlow(at, (version) => contents.get(version))
    return typeof place === 'string' ? null : place
  }
  const stands = placeIn(session)
  return {
    ...known,
    offers,
    place: stands,
    placeIn,
    // A checklist points to no cause.
    flow: stands
      ? standingIn(stands)
      : await bestOf(
          tx,
          teamId,
          offers.filter(({ flow }) => !isChecklist(flow)),
        ),
  }
}

export async function gatherKnown(
  tx: Tx,
  teamId: string,
  session: Session,
  fresh?: Ticket | null,
): Promise<Known> {
  const facts = await listClientFacts(tx, teamId, clientKey(session.ticket?.client ?? ''))
  return {
    ticket: fresh ?? (await readKept(tx, teamId, session)),
    clientFacts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
  }
}

async function readKept(tx: Tx, teamId: string, { ticket }: Session): Promise<Ticket | null> {
  if (!ticket?.ref) return null
  const { origin, ticketId } = ticket.ref
  const kept = await readKeptTicket(tx, { teamId, origin: originOf(origin) ?? origin, ticketId })
  return kept?.ticket ?? null
}

const wordsOf = (session: Session, ticket: Ticket | null) => ({
  summary: ticket?.summary ?? session.ticket?.summary ?? '',
  firstNote: ticket?.thread[0]?.text,
  configurations: ticket?.configurations.flatMap(({ name, type }) => [name, type]),
})

/** The versions of every flow that was entered and not left. */
async function readOpenFlows(tx: Tx, teamId: string, session: Session) {
  const versions = new Set(session.runs.filter((r) => !r.leftAt).map((r) => r.flow.version))
  const contents = new Map<string, FlowContent>()
  for (const version of versions) {
    const row = await readFlowVersion(tx, teamId, version)
    if (row) contents.set(version, row.content)
  }
  return contents
}

const standingIn = ({ flow, run }: PlaceInFlow): MatchedFlow => ({
  ...UNKNOWN_YET,
  content: flow,
  version: run.flow.version,
  because: [],
})

async function bestOf(
  tx: Tx,
  teamId: string,
  [best]: readonly Offer<FlowRow>[],
): Promise<MatchedFlow | null> {
  const row = best && (await readFlowVersion(tx, teamId, best.flow.version))
  if (!row) return null
  return { ...UNKNOWN_YET, content: row.content, version: row.version, because: best.because }
}

/** How long steps took is not counted yet; what fixes came to is asked for where it is told. */
const UNKNOWN_YET: Pick<MatchedFlow, 'minutes' | 'similar'> = { minutes: {}, similar: null }
