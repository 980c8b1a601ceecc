/**
 * Begins a batch of a plan: by hand, or because its moment has come.
 *
 * The flow's newest version is fixed with it, and each target gets the id of its session. Once for
 * each moment: the plan is held while its batch is put down and its next moment set, in one
 * transaction, and the database knows one batch of a moment besides. Whoever dies in between has
 * begun nothing, and whoever looks next begins it.
 */
import { lastDue, nextDue } from '#shared/maintenance/next-due.ts'
import { refuse } from '#shared/route.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { readNewestOf } from '../flow/queries.ts'
import type { JobKind } from '../jobs.ts'
import { insertBatch } from './batch-queries.ts'
import { holdDuePlan, type holdPlan, listTeamsWithDuePlans, setNextDue } from './queries.ts'

export const BEGIN_DUE: JobKind<object> = { name: 'begin-due-maintenance' }

export function defineMaintenanceJobs(deps: Deps): void {
  deps.jobs.define(BEGIN_DUE, () => beginDue(deps))
  deps.jobs.schedule(BEGIN_DUE, '* * * * *', {})
}

/** Every plan of every team whose moment has come; may be run by several at the same time. */
export async function beginDue(deps: Pick<Deps, 'db' | 'now' | 'newId' | 'log'>): Promise<void> {
  for (const teamId of await listTeamsWithDuePlans(deps.db, deps.now())) {
    while (await inTeam(deps.db, teamId, (tx) => beginOne(tx, teamId, deps))) {
      // One plan after the other, each in a transaction of its own.
    }
  }
}

/** False when nothing is due any more. */
async function beginOne(
  tx: Tx,
  teamId: string,
  deps: Pick<Deps, 'now' | 'newId' | 'log'>,
): Promise<boolean> {
  const now = deps.now()
  const plan = await holdDuePlan(tx, teamId, now)
  if (!plan) return false
  const { id, schedule, nextDue: first } = plan
  if (!schedule || !first) return false
  // Where nobody was there for several batches, one is begun and not all of them at once.
  const due = lastDue(schedule, first, now.toISOString()) ?? first
  const begun = await putDown(tx, plan, deps, { id: deps.newId(), due, startedBy: null })
  if (!begun) deps.log.warn({ plan: id }, 'a maintenance plan was due, but its flow is gone')
  await setNextDue(tx, teamId, id, nextDue(schedule, now.toISOString()))
  return true
}

type Plan = NonNullable<Awaited<ReturnType<typeof holdPlan>>>

interface ToBegin {
  id: string
  due: string | null
  startedBy: string | null
}

/** By hand. The plan is held; a batch of this id that has begun already stays as it is. */
export async function beginNow(
  tx: Tx,
  plan: Plan,
  deps: Pick<Deps, 'now' | 'newId'>,
  begun: ToBegin,
): Promise<void> {
  if (await putDown(tx, plan, deps, begun)) return
  refuse('notReady', 'The flow of this plan is in the library no more. Choose another one.')
}

/** False where the flow is in the library no more. */
async function putDown(
  tx: Tx,
  plan: Plan,
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  begun: ToBegin,
): Promise<boolean> {
  const { teamId, flowId, name, client, targets } = plan
  const flow = await readNewestOf(tx, teamId, flowId)
  if (!flow) return false
  await insertBatch(
    tx,
    {
      ...{ teamId, planId: plan.id, flowId, name, client, ...begun },
      ...{ flowVersion: flow.version, flowName: flow.name, startedAt: now() },
    },
    targets.map((target) => ({ ...target, sessionId: newId() })),
  )
  return true
}
