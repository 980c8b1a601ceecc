/**
 * Puts a flow that was taken out back into the library, with the version that it had, and its steps
 * back into the step library under the ids that they had.
 *
 * Refused where another flow has its short name by now, and where what it enters was taken out too
 * or no longer fits: it would lead nowhere.
 */
import type { FlowContent } from '#shared/flow/flow.ts'
import { flowsEnteredAt } from '#shared/flow/flow-map.ts'
import { Refused, refuse } from '#shared/route.ts'
import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { putStepsOfFlow } from '../step-library/put-steps-of-flow.ts'
import type { Who } from '../who.ts'
import { checkAmong } from './check-among.ts'
import { findRemoved, findSlug, holdRemoved } from './draft-queries.ts'
import { putBack } from './queries.ts'

export async function putBackFlow(
  tx: Tx,
  { jobs, now }: Pick<Deps, 'jobs' | 'now'>,
  { teamId, personId }: Who,
  flowId: string,
  address: string,
): Promise<{ version: string }> {
  const flow = (await holdRemoved(tx, teamId, flowId)) ?? isThere()
  const { slug, version, content, authorId } = flow
  const taken = await findSlug(tx, teamId, slug)
  if (taken) isNameTaken(taken.name)
  const problems = await checkAmong(tx, teamId, content)
  if (problems.length > 0) {
    const missing = await listMissing(tx, teamId, content)
    const message =
      missing.length > 0 ? entersWhatIsOut(missing) : fitsNoMore(problems[0]?.message ?? '')
    throw new Refused('notReady', message, { problems })
  }
  const at = now()
  await putBack(tx, teamId, flowId, at)
  await putStepsOfFlow(tx, { teamId, id: flowId, content, authorId, at })
  await recordAudit(tx, { teamId, at, personId, act: 'flow.put_back', object: slug, address })
  await jobs.send(tx, LEARN, {})
  return { version }
}

/** What it enters that is not in the library, by the names that leads find among what was deleted. */
async function listMissing(tx: Tx, teamId: string, { nodes }: FlowContent): Promise<string[]> {
  const missing: string[] = []
  for (const slug of new Set(nodes.flatMap(flowsEnteredAt))) {
    if (await findSlug(tx, teamId, slug)) continue
    missing.push((await findRemoved(tx, teamId, slug))?.name ?? slug)
  }
  return missing
}

const isThere = (): never =>
  refuse(
    'notFound',
    'No such flow was taken out. Look at the library: somebody may have put it back.',
  )

const isNameTaken = (name: string): never =>
  refuse(
    'conflict',
    `“${name}” has its short name by now. Delete that one first, or keep it instead.`,
  )

const entersWhatIsOut = (names: readonly string[]): string => {
  const told = new Intl.ListFormat('en').format(names.map((name) => `“${name}”`))
  return `It enters what is not in the library any more: ${told}. Put that back first, then this one.`
}

const fitsNoMore = (why: string): string =>
  `It no longer fits what it enters. ${why} Change what it enters first, then put this one back.`
