/**
 * Puts a flow that was taken out back into the library, with the version that it had, and its steps
 * back into the step library under the ids that they had.
 *
 * Refused where another flow has its short name by now, and where it no longer fits those that it
 * enters: it would lead nowhere.
 */
import { Refused, refuse } from '#shared/route.ts'
import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { putStepsOfFlow } from '../step-library/put-steps-of-flow.ts'
import type { Who } from '../who.ts'
import { checkAmong } from './check-among.ts'
import { findSlug, holdRemoved } from './draft-queries.ts'
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
  if (taken) isTaken(taken.name)
  const problems = await checkAmong(tx, teamId, content)
  if (problems.length > 0) {
    throw new Refused('notReady', leadsNowhere(problems[0]?.message ?? ''), { problems })
  }
  const at = now()
  await putBack(tx, teamId, flowId, at)
  await putStepsOfFlow(tx, { teamId, id: flowId, content, authorId, at })
  await recordAudit(tx, { teamId, at, personId, act: 'flow.put_back', object: slug, address })
  await jobs.send(tx, LEARN, {})
  return { version }
}

const isThere = (): never =>
  refuse(
    'notFound',
    'No such flow was taken out. Look at the library: somebody may have put it back.',
  )

const isTaken = (name: string): never =>
  refuse(
    'conflict',
    `“${name}” has its short name by now. Delete that one first, or keep it instead.`,
  )

const leadsNowhere = (why: string): string =>
  `It no longer fits the flows around it. ${why} Begin a draft from a file of it instead.`
