/**
 * Takes a flow out of the library: nobody is offered it or finds it from then on.
 *
 * Its versions stay, since sessions run on them and forks tell what has changed since. Refused while
 * somebody writes its next version, and while other flows enter it or maintenance is planned by it:
 * they would lead nowhere.
 */
import { refuse } from '#shared/route.ts'
import { recordAudit } from '../audit.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { listPlanNamesOf } from '../maintenance/queries.ts'
import { switchOffStepsOf } from '../step-library/queries.ts'
import type { Who } from '../who.ts'
import { holdFlow, listDraftersOf, readThatEnter } from './draft-queries.ts'
import { takeOutFlow } from './queries.ts'

export async function removeFlow(
  tx: Tx,
  { jobs, now }: Pick<Deps, 'jobs' | 'now'>,
  { teamId, personId }: Who,
  flowId: string,
  address: string,
): Promise<void> {
  const flow = (await holdFlow(tx, teamId, flowId)) ?? noFlow()
  const drafters = await listDraftersOf(tx, teamId, flowId)
  if (drafters.length > 0) isWritten(drafters.map(({ name }) => name))
  const around = await readThatEnter(tx, teamId, flow.slug)
  if (around.length > 0) isEntered(around.map(({ content }) => content.name))
  const plans = await listPlanNamesOf(tx, teamId, flowId)
  if (plans.length > 0) isPlanned(plans)
  const at = now()
  await switchOffStepsOf(tx, teamId, flowId)
  await takeOutFlow(tx, teamId, flowId, at)
  await recordAudit(tx, { teamId, at, personId, act: 'flow.removed', object: flow.slug, address })
  await jobs.send(tx, LEARN, {})
}

const list = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)

const noFlow = (): never =>
  refuse('notFound', 'There is no such flow of your team. Built-in ones cannot be taken out.')

const isWritten = (names: readonly string[]): never =>
  refuse(
    'conflict',
    `Its next version is being written by ${list(names)}. Publish or drop that draft first.`,
  )

const isPlanned = (names: readonly string[]): never =>
  refuse(
    'conflict',
    `Maintenance is planned by it: ${list(names.map((name) => `“${name}”`))}. Take those plans away first, or give them another flow.`,
  )

const isEntered = (names: readonly string[]): never =>
  refuse(
    'conflict',
    `Other flows enter it: ${list(names.map((name) => `“${name}”`))}. Change them first.`,
  )
