/**
 * The questions one may ask about proposals: what finished sessions would change in the team's
 * flows, and what a lead decides about it.
 *
 * A decision names the revision that was looked at. Of two leads who decide at the same moment one
 * does; the other is told who did. A proposal whose flow has moved on is drawn anew against the
 * newer version before anybody decides about it.
 */
import * as z from 'zod/mini'
import { FlowEdit } from '../flow/edit/flow-edit.ts'
import { Flow } from '../flow/flow.ts'
import { Id, Instant, Sha256 } from '../ids.ts'
import { route } from '../route.ts'

export const ProposalStatus = z.enum([
  'open',
  'accepted',
  'declined',
  /** Its flow has come to have all of it, or is no more. */
  'outrun',
  /** What it was made of no longer stands: a session was opened again. */
  'withdrawn',
])
export type ProposalStatus = z.infer<typeof ProposalStatus>

/** One change that is accepted or left by itself, as `ProposedEdit` has it. */
export const ProposedChange = z
  .object({
    id: z.string(),
    kind: z.enum(['branch', 'answer', 'step', 'retire']),
    key: z.string(),
    edits: z.array(FlowEdit),
    needs: z.array(z.string()),
  })
  .check(z.meta({ id: 'ProposedChange' }))
export type ProposedChange = z.infer<typeof ProposedChange>

/** What it was made of: a session that can be opened, or a first-level walk; exactly one of the two. */
export const ProposalSource = z
  .object({
    sourceSessionId: z.nullable(Id),
    l1SessionId: z.nullable(Id),
    at: Instant,
    /** Whose work it was; null where they asked to be forgotten. */
    byId: z.nullable(Id),
    byName: z.string(),
    /** The ticket's number; null where none is known. */
    ticket: z.nullable(z.string()),
    /** Whether the person offered it themselves. */
    isOffered: z.boolean(),
  })
  .check(z.meta({ id: 'ProposalSource' }))
export type ProposalSource = z.infer<typeof ProposalSource>

export const ProposalSummary = z
  .object({
    id: Id,
    /** Goes up with every change of it; a decision names the one that was looked at. */
    revision: z.int().check(z.minimum(1)),
    status: ProposalStatus,
    /** `newFlow`: no flow fits, and one is proposed. */
    kind: z.enum(['patch', 'newFlow']),
    /** Of the flow it would change, or of the new one. */
    flowName: z.string(),
    /** Null where a new flow is proposed. */
    flowId: z.nullable(Id),
    /** What it adds, in one line. */
    title: z.string(),
    /** In how many sessions it was seen, and of how many people. */
    seen: z.int(),
    people: z.int(),
    raisedAt: Instant,
    changedAt: Instant,
  })
  .check(z.meta({ id: 'ProposalSummary' }))
export type ProposalSummary = z.infer<typeof ProposalSummary>

export const Proposal = z
  .extend(ProposalSummary, {
    /** The version it is drawn against; null where a new flow is proposed. */
    base: z.nullable(z.object({ version: Sha256, flow: Flow })),
    /** Of a new flow: the whole of it, as it would be published; null where it is over and not kept. */
    newFlow: z.nullable(Flow),
    /** Its flow has moved on and it could not be drawn against it: it is shown as it was, and can be declined. */
    isStale: z.boolean(),
    changes: z.array(ProposedChange),
    /** The newest of them; `seen` tells of how many. */
    sources: z.array(ProposalSource),
    /**
     * Sessions the flow leads to their cause, of the newest 10,000 that were in it: as it is, and with
     * all of it.
     */
    replay: z.nullable(z.object({ of: z.int(), before: z.int(), after: z.int() })),
    /** Of an open one that was declined before: why, and in how many sessions it had been seen by then. */
    declinedBefore: z.nullable(z.object({ reason: z.string(), at: Instant, seen: z.int() })),
    decision: z.nullable(
      z.object({
        byId: z.nullable(Id),
        byName: z.string(),
        at: Instant,
        /** Of a decline: why. Of an accepted one: what was said of the version. */
        reason: z.string(),
        /** Which changes were accepted, and the version that came of it. */
        accepted: z.array(z.string()),
        version: z.nullable(Sha256),
      }),
    ),
  })
  .check(z.meta({ id: 'Proposal' }))
export type Proposal = z.infer<typeof Proposal>

const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(1_000))

export const ListProposals = route({
  method: 'GET',
  path: '/proposals',
  summary: 'What finished sessions would change in the flows, newest evidence first',
  may: 'reviewProposals',
  request: z.object({ status: z.optional(ProposalStatus) }),
  response: z.object({ proposals: z.array(ProposalSummary) }),
})

export const GetProposal = route({
  method: 'GET',
  path: '/proposals/:proposalId',
  summary: 'One proposal with its evidence, drawn against the flow as it is now',
  may: 'reviewProposals',
  request: z.object({ proposalId: Id }),
  response: Proposal,
})

export const AcceptProposal = route({
  method: 'POST',
  path: '/proposals/:proposalId/acceptance',
  summary: 'Publish what was accepted of a proposal as a version of its flow, or as a new flow',
  may: 'reviewProposals',
  request: z.object({
    proposalId: Id,
    revision: z.int().check(z.minimum(1)),
    /** Ids of the changes that are accepted; with each, all that it needs. */
    accepted: z.array(z.string()).check(z.maxLength(1_000)),
    /** What the reviewer has changed in the words of what they accept, after it. */
    further: z.array(FlowEdit).check(z.maxLength(1_000)),
    /** Said in the flow's history. */
    reason: Reason,
  }),
  response: Proposal,
})

export const DeclineProposal = route({
  method: 'POST',
  path: '/proposals/:proposalId/decline',
  summary: 'Decline a proposal; the same is not raised again without much more evidence',
  may: 'reviewProposals',
  request: z.object({ proposalId: Id, revision: z.int().check(z.minimum(1)), reason: Reason }),
  response: Proposal,
})

export const OfferToFlow = route({
  method: 'POST',
  path: '/sessions/:sessionId/offer',
  summary: 'Offer the own steps of a finished session to the flow it walked',
  may: 'workOnSessions',
  request: z.object({ sessionId: Id }),
  response: z.object({
    /** `nothing_new`: the flow has all of it; `joined`: others had found the same. */
    offered: z.enum(['raised', 'joined', 'nothing_new', 'no_match']),
    flowName: z.nullable(z.string()),
  }),
})
