/**
 * Decides about a proposal: publishes what was accepted of it, or declines it.
 *
 * Decisions of a team come one after the other, and each names the revision that was looked at: of
 * two leads one decides, and the other is told who did. Asked again by whoever decided it, it is
 * answered as before. What is published goes the way of every flow that is published, with the
 * reason in its history; a draft that somebody writes of the flow stays theirs, and takes the new
 * version over like any other. A built-in flow stays as it is: the team gets a copy with the changes.
 */
import { applyEdits } from '#shared/flow/edit/apply-edit.ts'
import { forkFlow, freeShortName } from '#shared/flow/edit/fork-flow.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { AcceptProposal, DeclineProposal } from '#shared/proposal/contract.ts'
import { acceptEdits } from '#shared/proposal/proposed-edit.ts'
import { titleOf } from '#shared/proposal/title-of.ts'
import { refuse } from '#shared/route.ts'
import { cutText } from '#shared/text/cut-text.ts'
import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listSlugs } from '../flow/draft-queries.ts'
import { publishDraft } from '../flow/publish-draft.ts'
import type { Asked } from '../read-request.ts'
import type { Who } from '../who.ts'
import { drawAnew, drawPatch, type History, isRetiring } from './draw-proposal.ts'
import { findTarget, type Target } from './find-target.ts'
import { listPathsOf } from './path-queries.ts'
import {
  changeProposal,
  keepDeclined,
  listOpenOf,
  listSources,
  lockProposals,
  type ProposalRow,
  readProposal,
} from './queries.ts'
import { tellDecided } from './tell-people.ts'

type Accepted = Asked<typeof AcceptProposal>

export async function acceptProposal(
  tx: Tx,
  deps: Deps,
  who: Who,
  asked: Accepted,
  address: string,
): Promise<void> {
  const { teamId, personId } = who
  const { proposalId: id, reason } = asked
  const accepted = [...new Set(asked.accepted)]
  await lockProposals(tx, teamId)
  const row = await demandOpen(
    tx,
    who,
    asked,
    (decided) => decided.status === 'accepted' && isSame(decided.accepted ?? [], accepted),
  )
  if (!row) return
  const at = deps.now()
  const target = row.flowId === null ? undefined : await demandTarget(tx, teamId, row, row.flowId)
  const taken = await listSlugs(tx, teamId)
  const draft = {
    ...(target ? draftOf(deps, row, target, asked, taken) : newDraft(row, asked, taken)),
    ...{ revision: 1, authorId: personId },
  }
  const made = await publishDraft(tx, deps, who, draft, address)
  await changeProposal(
    tx,
    teamId,
    id,
    {
      ...{ status: 'accepted', decidedBy: personId, decidedAt: at, changedAt: at, reason },
      ...{ accepted, madeFlowId: made.flowId, madeVersion: made.version },
    },
    true,
  )
  await recordAudit(tx, { teamId, at, personId, act: 'proposal.accepted', object: id, address })
  const flowName = draft.content.name
  // Of what was left out nobody is told that it is in the flow.
  const title = titleOf(row.changes.filter((one) => accepted.includes(one.id))) || row.title
  await tellDecided(tx, deps, who, { ...row, flowName, title }, { did: 'accepted' })
  if (row.flowId === null) return
  if (!isRetiring(row)) await keepLeftOut(tx, teamId, row, draft.content, at)
  // From now on the copy is what the others would change; of any other flow this shows by itself.
  const history: History = new Map()
  const others = target?.isBuiltIn ? await listOpenOf(tx, teamId, row.flowId) : []
  for (const other of others) await drawAnew(tx, teamId, other, at, history)
}

export async function declineProposal(
  tx: Tx,
  deps: Deps,
  who: Who,
  asked: Asked<typeof DeclineProposal>,
  address: string,
): Promise<void> {
  const { teamId, personId } = who
  const { proposalId: id, reason } = asked
  await lockProposals(tx, teamId)
  const row = await demandOpen(tx, who, asked, ({ status }) => status === 'declined')
  if (!row) return
  const at = deps.now()
  const decided = { decidedBy: personId, decidedAt: at, changedAt: at, reason }
  await changeProposal(tx, teamId, id, { status: 'declined', ...decided }, true)
  await keepDeclined(tx, { teamId, pattern: row.pattern, seen: Number(row.seen), reason, at })
  await recordAudit(tx, { teamId, at, personId, act: 'proposal.declined', object: id, address })
  await tellDecided(tx, deps, who, row, { did: 'declined', reason })
}

/** None where they have decided just this already. */
async function demandOpen(
  tx: Tx,
  { teamId, personId }: Who,
  { proposalId, revision }: { proposalId: string; revision: number },
  isThis: (decided: ProposalRow) => boolean,
): Promise<ProposalRow | undefined> {
  const row = await readProposal(tx, teamId, proposalId)
  if (!row) return refuse('notFound', 'There is no such proposal.')
  const isOwn = row.decidedBy === personId && row.revision === revision + 1
  if (isOwn && isThis(row)) return undefined
  if (row.status !== 'open') refuse('conflict', tellWhyOver(row))
  if (row.revision !== revision) {
    refuse('conflict', 'This proposal has changed since you opened it. Look at it as it is now.')
  }
  return row
}

function tellWhyOver({ status, decidedByName, reason }: ProposalRow): string {
  const name = decidedByName ?? 'A colleague'
  if (status === 'accepted') return `${name} has accepted this. Look at what came of it.`
  if (status === 'declined') return `${name} has declined this: ${reason ?? ''}`
  return status === 'outrun'
    ? 'The flow has come to have all of this, or is no more. There is nothing left to decide.'
    : 'The session it was made of was opened again. It comes back when that is finished.'
}

async function demandTarget(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  flowId: string,
): Promise<Target> {
  const target = await findTarget(tx, teamId, flowId)
  if (target?.version === row.baseVersion) return target
  return refuse(
    'conflict',
    'The flow has changed since this was drawn. Open the proposal again: it shows what is left.',
  )
}

const LONGEST_NAME = 200
const LONGEST_REASON = 200
const COPY = ' (our copy)'

function draftOf(
  { newId }: Pick<Deps, 'newId'>,
  row: ProposalRow,
  target: Target,
  { accepted, further, reason }: Accepted,
  taken: ReadonlySet<string>,
) {
  if (accepted.length === 0) {
    refuse('notReady', 'Accept one of the changes at least, or decline the proposal.')
  }
  const known = new Set(row.changes.map(({ id }) => id))
  if (accepted.some((one) => !known.has(one))) {
    refuse('notReady', 'One of these is no change of this proposal. Open it again.')
  }
  const name = `${cutText(target.content.name, LONGEST_NAME - COPY.length)}${COPY}`
  const begun = target.isBuiltIn
    ? forkFlow(target, { name, reason: cutText(reason, 500) }, taken)
    : target.content
  const edited = acceptEdits(begun, row.changes, new Set(accepted))
  if (!edited.ok) return refuse('notReady', edited.refusal.message)
  const content = withReason(applyFurther(edited.flow, further), reason)
  return {
    ...{ id: newId(), content: begun.fork ? { ...content, fork: begun.fork } : content },
    flowId: target.isBuiltIn ? null : target.id,
    basedOn: target.isBuiltIn ? null : target.version,
  }
}

/** Its short name is another where a flow has it or had it: no two flows are the same version. */
function newDraft(
  { id, newFlow }: ProposalRow,
  { accepted, further, reason }: Accepted,
  taken: ReadonlySet<string>,
) {
  if (!newFlow || accepted.length > 0) {
    return refuse('notReady', 'A new flow is accepted as a whole. Open the proposal again.')
  }
  const free = { ...newFlow, slug: freeShortName(newFlow.slug, taken) }
  const { fork: _, ...content } = withReason(applyFurther(free, further), reason)
  return { id, flowId: null, basedOn: null, content }
}

function applyFurther(flow: FlowContent, further: Accepted['further']): FlowContent {
  const edited = applyEdits(flow, further)
  return edited.ok ? edited.flow : refuse('notReady', edited.refusal.message)
}

const withReason = (content: FlowContent, reason: string): FlowContent => ({
  ...content,
  changeReason: cutText(reason, LONGEST_REASON),
})

/** What was left out is not proposed again at once. */
async function keepLeftOut(
  tx: Tx,
  teamId: string,
  row: ProposalRow,
  content: FlowContent,
  at: Date,
): Promise<void> {
  const sources = await listSources(tx, teamId, row.id)
  const sessionIds = sources.map(({ sessionId }) => sessionId)
  const paths = await listPathsOf(tx, teamId, sessionIds)
  const left = drawPatch({ id: row.flowId ?? '', content }, paths)
  if (!left) return
  const reason = 'It was left out when the rest was accepted.'
  const { pattern } = left
  await keepDeclined(tx, { teamId, pattern, seen: sources.length, reason, at })
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  new Set([...one, ...other]).size === new Set(one).size && one.length === other.length
