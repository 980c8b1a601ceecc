/** Proposals: what finished sessions would change in flows, and what leads decide about it. */
import {
  AcceptProposal,
  DeclineProposal,
  GetProposal,
  ListProposals,
  OfferToFlow,
  type Proposal,
} from '#shared/proposal/contract.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import { acceptProposal, declineProposal } from './decide-proposal.ts'
import { drawAnew } from './draw-proposal.ts'
import { findTarget } from './find-target.ts'
import { offerToFlow } from './offer-to-flow.ts'
import { listProposals, lockProposals, type ProposalRow, readProposal } from './queries.ts'
import { redrawStale } from './redraw-stale.ts'
import { showProposal, tellSummary } from './show-proposal.ts'

export function proposalRoutes(app: App): void {
  const { deps } = app
  const { db, now } = deps

  answer(app, ListProposals, async ({ status }, { teamId }) => {
    await redrawStale(deps, teamId)
    const rows = await inTeam(db, teamId, (tx) => listProposals(tx, teamId, status))
    return { proposals: rows.map(tellSummary) }
  })

  answer(app, GetProposal, async ({ proposalId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      const row = await readProposal(tx, teamId, proposalId)
      if (row && (await isStale(tx, teamId, row))) {
        await lockProposals(tx, teamId)
        await drawAnew(tx, teamId, proposalId, now())
      }
      return show(tx, teamId, proposalId)
    }),
  )

  answer(app, AcceptProposal, async (asked, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      await acceptProposal(tx, deps, who, asked, address)
      return show(tx, who.teamId, asked.proposalId)
    }),
  )

  answer(app, DeclineProposal, async (asked, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      await declineProposal(tx, deps, who, asked, address)
      return show(tx, who.teamId, asked.proposalId)
    }),
  )

  answer(app, OfferToFlow, async ({ sessionId }, who) =>
    inTeam(db, who.teamId, (tx) => offerToFlow(tx, deps, who, sessionId)),
  )
}

async function isStale(tx: Tx, teamId: string, row: ProposalRow): Promise<boolean> {
  if (row.status !== 'open' || row.flowId === null) return false
  const target = await findTarget(tx, teamId, row.flowId)
  return target?.version !== row.baseVersion
}

async function show(tx: Tx, teamId: string, proposalId: string): Promise<Proposal> {
  const row = await readProposal(tx, teamId, proposalId)
  return row
    ? showProposal(tx, teamId, row)
    : refuse('notFound', 'There is no such proposal. Look at the list for what is open.')
}
