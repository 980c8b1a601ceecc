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
import type { Deps } from '../deps.ts'
import { readFolded } from '../session/read-folded.ts'
import { acceptProposal, declineProposal } from './decide-proposal.ts'
import { learnBehind } from './learn-due.ts'
import { offerToFlow } from './offer-to-flow.ts'
import { listProposals, readProposal } from './queries.ts'
import { redrawIfStale, redrawStale } from './redraw-stale.ts'
import { showProposal, tellSummary } from './show-proposal.ts'

export function proposalRoutes(app: App): void {
  const { deps } = app
  const { db } = deps

  answer(app, ListProposals, async ({ status }, { teamId }) => {
    await learnBehind(deps, teamId)
    await redrawStale(deps, teamId)
    const rows = await inTeam(db, teamId, (tx) => listProposals(tx, teamId, status))
    return { proposals: rows.map(tellSummary) }
  })

  answer(app, GetProposal, async ({ proposalId }, { teamId }) => {
    await demandLearned(deps, teamId, proposalId)
    const isStale = !(await redrawIfStale(deps, teamId, proposalId))
    return inTeam(db, teamId, (tx) => show(tx, teamId, proposalId, isStale))
  })

  answer(app, AcceptProposal, async (asked, who, { address }) => {
    await demandLearned(deps, who.teamId, asked.proposalId)
    return inTeam(db, who.teamId, async (tx) => {
      await acceptProposal(tx, deps, who, asked, address)
      return show(tx, who.teamId, asked.proposalId)
    })
  })

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

/** Words that were marked in a session behind it are neither shown nor published. */
async function demandLearned(deps: Deps, teamId: string, proposalId: string): Promise<void> {
  const failed = await learnBehind(deps, teamId, proposalId)
  const records = await inTeam(deps.db, teamId, async (tx) => {
    const found = []
    for (const sessionId of failed) found.push(await readFolded(tx, teamId, sessionId))
    return found
  })
  // One that cannot be learned from for another reason keeps nobody from the proposal.
  if (records.every((one) => one?.session.marks.length === 0)) return
  refuse(
    'notReady',
    'A session behind this proposal has changed, and it could not be drawn anew. Try again in a minute.',
  )
}

async function show(
  tx: Tx,
  teamId: string,
  proposalId: string,
  isStale = false,
): Promise<Proposal> {
  const row = await readProposal(tx, teamId, proposalId)
  return row
    ? { ...(await showProposal(tx, teamId, row)), isStale: isStale && row.status === 'open' }
    : refuse('notFound', 'There is no such proposal. Look at the list for what is open.')
}
