/**
 * Maintenance: plans are kept, batches begun, their targets started and told.
 *
 * Whoever may write flows plans; whoever may work begins a batch and works on its targets.
 */
import { canonicalJson } from '#shared/canonical-json.ts'
import type { Target } from '#shared/maintenance/batch.ts'
import {
  BeginBatch,
  isEachOnce,
  LeaveOutTarget,
  ListBatches,
  ListMaintenancePlans,
  ReadBatch,
  ReadBatchResults,
  RemoveMaintenancePlan,
  SaveMaintenancePlan,
  StartTarget,
} from '#shared/maintenance/contract.ts'
import { nextDue } from '#shared/maintenance/next-due.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { recordAudit } from '../audit.ts'
import { inTeam, type Tx } from '../db.ts'
import { holdFlow } from '../flow/draft-queries.ts'
import { readNewestOf } from '../flow/queries.ts'
import { listBatches, readBatch } from './batch-queries.ts'
import { beginIfDue, beginNow } from './begin-batch.ts'
import { changePlan, holdPlan, insertPlan, listPlans, readPlan, takeAwayPlan } from './queries.ts'
import { resultsOf } from './results.ts'
import { leaveOutTarget, startTarget } from './start-target.ts'

export function maintenanceRoutes(app: App): void {
  const { db, now, newId } = app.deps

  answer(app, ListMaintenancePlans, async ({ flowId }, { teamId }) => ({
    plans: await inTeam(db, teamId, (tx) => listPlans(tx, teamId, flowId)),
  }))

  answer(app, SaveMaintenancePlan, ({ planId: id, basedOn, ...asked }, who, { address }) =>
    inTeam(db, who.teamId, async (tx) => {
      const { teamId, personId } = who
      const words = masked(asked)
      const held = await holdPlan(tx, teamId, id)
      if (!held && basedOn > 0) takenAway()
      // Sent again because the answer was lost: it stands as it was saved.
      const isRepeated = held?.revision === basedOn + 1 && held.savedBy === personId
      if (held && isRepeated && !held.removedAt && isSame(held, words)) {
        return (await readPlan(tx, teamId, id)) ?? noPlan()
      }
      if (held?.removedAt) takenAway()
      if ((held?.revision ?? 0) !== basedOn) changedMeanwhile()
      await demandMaintenanceFlow(tx, teamId, words.flowId)
      // What is due is not lost by a change just before somebody looks.
      if (held) await beginIfDue(tx, held, app.deps)
      const { schedule, isPaused } = words
      const at = now()
      const plan = {
        ...{ teamId, id, ...words, savedBy: personId, savedAt: at },
        nextDue: schedule && !isPaused ? nextDue(schedule, at.toISOString()) : null,
      }
      if (held) await changePlan(tx, plan)
      else if (!(await insertPlan(tx, plan))) changedMeanwhile()
      const act = held ? 'maintenance.changed' : 'maintenance.planned'
      await recordAudit(tx, { teamId, personId, at, act, object: id, address })
      return (await readPlan(tx, teamId, id)) ?? noPlan()
    }),
  )

  answer(app, RemoveMaintenancePlan, ({ planId }, { teamId, personId }, { address }) =>
    inTeam(db, teamId, async (tx) => {
      const held = await holdPlan(tx, teamId, planId)
      if (!held || held.removedAt) noPlan()
      const at = now()
      await takeAwayPlan(tx, teamId, planId, at)
      const act = 'maintenance.removed'
      await recordAudit(tx, { teamId, personId, at, act, object: planId, address })
      return {}
    }),
  )

  answer(app, BeginBatch, ({ planId, batchId }, { teamId, personId }) =>
    inTeam(db, teamId, async (tx) => {
      const plan = await holdPlan(tx, teamId, planId)
      if (!plan || plan.removedAt) return noPlan()
      const begun = { id: batchId, due: null, startedBy: personId }
      await beginNow(tx, plan, { now, newId }, begun)
      const batch = (await readBatch(tx, teamId, batchId)) ?? noBatch()
      return batch.planId === planId ? batch : refuse('conflict', 'That id is another batch’s.')
    }),
  )

  answer(app, ListBatches, async (asked, { teamId }) => {
    const more = { ...asked, limit: asked.limit + 1 }
    const batches = await inTeam(db, teamId, (tx) => listBatches(tx, teamId, more))
    return { batches: batches.slice(0, asked.limit), isMore: batches.length > asked.limit }
  })

  answer(app, ReadBatch, ({ batchId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => (await readBatch(tx, teamId, batchId)) ?? noBatch()),
  )

  answer(app, StartTarget, (asked, who) =>
    inTeam(db, who.teamId, (tx) => startTarget(tx, who, { newId, now }, asked)),
  )

  answer(app, LeaveOutTarget, (asked, who) =>
    inTeam(db, who.teamId, async (tx) => {
      await leaveOutTarget(tx, who, asked)
      return (await readBatch(tx, who.teamId, asked.batchId)) ?? noBatch()
    }),
  )

  answer(app, ReadBatchResults, async ({ batchId }, { teamId }) => {
    const batch = await inTeam(db, teamId, (tx) => readBatch(tx, teamId, batchId))
    return batch ? { batch, results: await resultsOf(db, teamId, batch) } : noBatch()
  })
}

/** The flow is held, so that it neither goes nor becomes another kind while a plan is made of it. */
async function demandMaintenanceFlow(tx: Tx, teamId: string, flowId: string): Promise<void> {
  await holdFlow(tx, teamId, flowId)
  const flow = await readNewestOf(tx, teamId, flowId)
  if (!flow) return refuse('notFound', 'There is no such flow in the library. Choose another one.')
  if (flow.content.kind === 'maintenance') return
  refuse(
    'notReady',
    `“${flow.name}” is no maintenance flow. Choose one, or make a flow of that kind.`,
  )
}

type PlanWords = Omit<ReturnType<typeof SaveMaintenancePlan.request.parse>, 'planId' | 'basedOn'>

/** Refused where what is left without secrets is not a plan any more. */
function masked({ name, client, targets, ...words }: PlanWords): PlanWords {
  const clean = targets.map(
    (target): Target => ({
      name: redact(target.name).text,
      ...(target.detail ? { detail: redact(target.detail).text } : {}),
    }),
  )
  if (!isEachOnce(clean)) {
    refuse(
      'badRequest',
      'Several targets look like passwords or keys, and those are kept nowhere. Give them other names.',
    )
  }
  return { ...words, name: redact(name).text, client: redact(client).text, targets: clean }
}

const isSame = (one: PlanWords, other: PlanWords): boolean => wordsOf(one) === wordsOf(other)

const wordsOf = ({ flowId, name, client, targets, schedule, isPaused }: PlanWords): string =>
  canonicalJson([flowId, name, client, targets, schedule, isPaused])

const noPlan = (): never => refuse('notFound', 'There is no such maintenance plan.')
const takenAway = (): never =>
  refuse('notFound', 'This plan was taken away meanwhile. Save what you wrote as a new plan.')
const noBatch = (): never => refuse('notFound', 'There is no such batch.')
const changedMeanwhile = (): never =>
  refuse('conflict', 'Somebody changed this plan meanwhile. Look at theirs, then change it again.')
