/** A proposal as the contract tells it, from its row, its sources and the flow it is drawn against. */
import type { Proposal, ProposalSource, ProposalSummary } from '#shared/proposal/contract.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import type { Tx } from '../db.ts'
import { makeVersion } from '../flow/make-version.ts'
import { readFlowVersion } from '../flow/queries.ts'
import { listNewestSources, type ProposalRow, readDeclined } from './queries.ts'

export const tellSummary = (row: ProposalRow): ProposalSummary => ({
  id: row.id,
  revision: row.revision,
  status: row.status,
  kind: row.kind,
  flowName: row.flowName,
  flowId: row.madeFlowId ?? row.baseFlowId,
  title: row.title,
  seen: Number(row.seen),
  people: Number(row.people),
  raisedAt: row.raisedAt,
  changedAt: row.changedAt,
})

export async function showProposal(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
): Promise<Omit<Proposal, 'isStale'>> {
  return {
    ...tellSummary(row),
    base: await showBase(tx, teamId, row),
    newFlow: await showNewFlow(row),
    changes: row.changes,
    sources: (await listNewestSources(tx, teamId, row.id)).map(tellSource),
    replay: row.replay,
    declinedBefore: row.status === 'open' ? await showDeclined(tx, teamId, row) : null,
    decision: tellDecision(row),
  }
}

async function showBase(tx: Tx, teamId: string, { baseVersion }: ProposalRow) {
  const flow = baseVersion ? await readFlowVersion(tx, teamId, baseVersion) : undefined
  return flow ? { version: flow.version, flow } : null
}

const showDeclined = async (tx: Tx, teamId: string, { pattern }: ProposalRow) =>
  (await readDeclined(tx, teamId, pattern)) ?? null

async function showNewFlow({ id, newFlow, raisedAt }: ProposalRow): Promise<Proposal['newFlow']> {
  if (!newFlow) return null
  const { version } = await makeVersion(newFlow)
  return { id, version, publishedAt: raisedAt, isBuiltIn: false, content: newFlow }
}

type SourceRow = Awaited<ReturnType<typeof listNewestSources>>[number]

const tellSource = (source: SourceRow): ProposalSource => ({
  sourceSessionId: source.sourceSessionId,
  l1SessionId: source.l1SessionId,
  at: source.at,
  byId: source.byId,
  byName: source.byName ?? 'Somebody',
  ticket: ticketNumber(source.ticket),
  isOffered: source.isOffered,
})

function tellDecision(row: ProposalRow): Proposal['decision'] {
  if (row.decidedAt === null || row.reason === null) return null
  return {
    ...{ byId: row.decidedBy, byName: row.decidedByName ?? 'Somebody', at: row.decidedAt },
    ...{ reason: row.reason, accepted: row.accepted ?? [], version: row.madeVersion },
  }
}
