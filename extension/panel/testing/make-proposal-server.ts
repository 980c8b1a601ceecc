/** A server for tests with one proposal; what comes of decisions is played one after the other. */
import {
  AcceptProposal,
  DeclineProposal,
  GetProposal,
  ListProposals,
  type Proposal,
} from '#shared/proposal/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import { testId } from '#shared/testing/make-session.ts'
import { OFFLINE, type Trouble } from '../../client/trouble.ts'
import { makeProposal } from './make-proposal.ts'

export const DECIDED = {
  byId: testId(9),
  byName: 'Maja',
  at: '2026-06-10T10:00:00Z',
  version: null,
}
export function makeProposalServer(proposal = makeProposal()) {
  const server = {
    proposal,
    isUp: true,
    fates: [] as ('lostAnswer' | Trouble)[],
    accepted: [] as RequestOf<typeof AcceptProposal>[],
    declined: [] as RequestOf<typeof DeclineProposal>[],
    async ask(route: unknown, asked: unknown) {
      if (!server.isUp) return no(OFFLINE)
      if (route === ListProposals) {
        const { status } = ListProposals.request.parse(asked)
        return yes({ proposals: server.proposal.status === status ? [server.proposal] : [] })
      }
      if (route === GetProposal) return yes(server.proposal)
      if (route === AcceptProposal) {
        const request = AcceptProposal.request.parse(asked)
        server.accepted.push(request)
        return decide({
          status: 'accepted',
          decision: {
            ...{ ...DECIDED, reason: request.reason, accepted: request.accepted },
            version: 'c'.repeat(64),
          },
        })
      }
      if (route === DeclineProposal) {
        const request = DeclineProposal.request.parse(asked)
        server.declined.push(request)
        return decide({
          status: 'declined',
          decision: { ...DECIDED, reason: request.reason, accepted: [] },
        })
      }
      return no(OFFLINE)
    },
  }
  const decide = (more: Partial<Proposal>) => {
    const fate = server.fates.shift()
    if (fate && fate !== 'lostAnswer') return no(fate)
    server.proposal = { ...server.proposal, ...more }
    return fate ? no(OFFLINE) : yes(server.proposal)
  }
  return server
}
const no = (trouble: Trouble) => ({ ok: false as const, trouble })
const yes = (value: unknown) => ({ ok: true as const, value: structuredClone(value) })
