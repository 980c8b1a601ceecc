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

type Means = Pick<Deps, 'now' | 'newId' | 'log'>

/**
 * Every plan of every team whose moment has come; may be run by several at the same time. Each has
 * a transaction of its own, and one that cannot be begun stops no other: it is tried again.
 */
export async function beginDue(deps: Means & Pick<Deps, 'db'>): Promise<void> {
  const { db, log } = deps
  for (const teamId of await listTeamsWithDuePlans(db, deps.now())) {
    const failed: string[] = []
    for (let isMore = true; isMore; ) {
      let planId: string | undefined
      const beginNext = async (tx: Tx) => {
        const plan = await holdDuePlan(tx, teamId, deps.now(), failed)
        planId = plan?.id
        if (plan) await beginIfDue(tx, plan, deps)
        return plan !== undefined
      }
      isMore = await inTeam(db, teamId, beginNext).catch((error: unknown) => {
        if (planId === undefined) throw error
        log.error({ err: error, plan: planId }, 'a maintenance plan is due and could not be begun')
        failed.push(planId)
        return true
      })
    }
  }
}

/** Where the plan's moment has come; the plan is held. */
export async function beginIfDue(tx: Tx, plan: Plan, deps: Means): Promise<void> {
  const { teamId, id, schedule, nextDue: first } = plan
  const now = deps.now().toISOString()
  if (!schedule || !first || Date.parse(first) > Date.parse(now)) return
  // Where nobody was there for several moments, one batch is begun and not one for each.
  const due = lastDue(schedule, first, now) ?? first
  const begun = await putDown(tx, plan, deps, { id: deps.newId(), due, startedBy: null })
  if (!begun) deps.log.warn({ plan: id }, 'a maintenance plan was due, but its flow is gone')
  await setNextDue(tx, teamId, id, nextDue(schedule, now))
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
  refuse(
    'notReady',
    'The flow of this plan is not in the library any more, or no maintenance flow. Choose another one.',
  )
}

/** False where the flow is in the library no more, or is another kind of flow now. */
async function putDown(
  tx: Tx,
  plan: Plan,
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  begun: ToBegin,
): Promise<boolean> {
  const { teamId, flowId, name, client, targets } = plan
  const flow = await readNewestOf(tx, teamId, flowId)
  if (flow?.content.kind !== 'maintenance') return false
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
