/**
 * Makes a draft the newest version of its flow.
 *
 * Refused while it lacks anything, alone or together with the flows it enters, those that enter it
 * and the maintenance that is planned by it, and when its flow has moved on from the version it was
 * begun from: what another has published is never taken back unseen. The draft goes in the same
 * transaction; each step of the work is done or none.
 */
import type { DraftOf } from '#shared/flow/drafts.ts'
import { FlowContent, type Fork } from '#shared/flow/flow.ts'
import { type RefusalBody, Refused, refuse } from '#shared/route.ts'
import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { listPlanNamesOf } from '../maintenance/queries.ts'
import { putStepsOfFlow } from '../step-library/put-steps-of-flow.ts'
import type { Who } from '../who.ts'
import { checkAmong } from './check-among.ts'
import { deleteDraft, findSlug, type holdDraft, holdFlow } from './draft-queries.ts'
import { makeVersion } from './make-version.ts'
import { publishFlow, readFlowVersion } from './queries.ts'

type HeldDraft = NonNullable<Awaited<ReturnType<typeof holdDraft>>>
type Problems = NonNullable<RefusalBody['problems']>

export async function publishDraft(
  tx: Tx,
  { jobs, now }: Pick<Deps, 'jobs' | 'now'>,
  { teamId, personId }: Who,
  draft: HeldDraft,
  address: string,
): Promise<DraftOf> {
  const id = draft.flowId ?? draft.id
  const before = draft.flowId ? await holdFlow(tx, teamId, draft.flowId) : undefined
  if (draft.flowId && !before) takenOut()
  if (before && before.version !== draft.basedOn) movedOn()
  refuseWith([
    ...(await checkName(tx, teamId, id, draft.content.slug, before?.slug)),
    ...(before ? checkFork(draft.content.fork, before.forkOf) : []),
    ...(before ? await checkKind(tx, teamId, id, before.kind, draft.content.kind) : []),
    ...(await checkAmong(tx, teamId, draft.content)),
  ])
  const made = await makeVersion(FlowContent.parse(draft.content))
  const { version, content } = made
  refuseWith(await checkVersion(tx, teamId, id, version))
  const at = now()
  const published = { ...made, teamId, id, authorId: draft.authorId, at }
  // Its steps in the library are of whoever made the flow, whoever publishes a later version.
  const authorId = before?.authorId ?? published.authorId
  if (await publishFlow(tx, published)) await putStepsOfFlow(tx, { ...published, authorId })
  await deleteDraft(tx, teamId, draft.id)
  await recordAudit(tx, {
    teamId,
    at,
    personId,
    act: 'flow.published',
    object: content.slug,
    address,
  })
  await jobs.send(tx, LEARN, {})
  return { flowId: id, version }
}

function refuseWith(problems: Problems): void {
  if (problems.length === 0) return
  throw new Refused('notReady', 'The flow is not ready for others. Mend what is marked.', {
    problems: problems.slice(0, 100),
  })
}

/** Other flows enter it by its short name: it is its own, and stays. */
async function checkName(
  tx: Tx,
  teamId: string,
  id: string,
  slug: string,
  before: string | undefined,
): Promise<Problems> {
  if (before !== undefined && slug !== before) {
    const message = `Other flows enter this one as “${before}”. Leave its short name as it was.`
    return [{ at: 'slug', message }]
  }
  const taken = await findSlug(tx, teamId, slug)
  return taken && taken.id !== id
    ? [{ at: 'slug', message: `“${taken.name}” has this short name. Give yours another.` }]
    : []
}

/** A version is of one flow: one that was taken out keeps its own. */
async function checkVersion(
  tx: Tx,
  teamId: string,
  id: string,
  version: string,
): Promise<Problems> {
  const same = await readFlowVersion(tx, teamId, version)
  const message =
    'A flow that was taken out was the same, word for word. Put that one back, or give this one another short name.'
  return same && !same.isBuiltIn && same.id !== id ? [{ at: 'slug', message }] : []
}

/** What a flow is a copy of stays; the version of it that both had last moves on. */
const checkFork = (fork: Fork | undefined, before: Fork | null): Problems =>
  fork?.flow === before?.flow
    ? []
    : [{ at: 'flow', message: 'A flow stays the fork it is. Fork the other one instead.' }]

/** Its plans would begin nothing any more, and say so to nobody. */
async function checkKind(
  tx: Tx,
  teamId: string,
  id: string,
  before: FlowContent['kind'],
  kind: FlowContent['kind'],
): Promise<Problems> {
  if (before !== 'maintenance' || kind === 'maintenance') return []
  const plans = await listPlanNamesOf(tx, teamId, id)
  if (plans.length === 0) return []
  const names = new Intl.ListFormat('en').format(plans.map((name) => `“${name}”`))
  const message = `Maintenance is planned by it: ${names}. Leave its kind as it was, or give those plans another flow first.`
  return [{ at: 'flow', message }]
}

const takenOut = (): never =>
  refuse('notFound', 'This flow was taken out of the library. Keep the draft, or drop it.')

const movedOn = (): never =>
  refuse(
    'conflict',
    'A newer version of this flow was published since this draft was begun. Bring what has changed into the draft, then publish it.',
  )
