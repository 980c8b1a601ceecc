/** The SQL of maintenance plans: kept, listed, and found when they are due. */
import { sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { Target } from '#shared/maintenance/batch.ts'
import type { MaintenancePlan } from '#shared/maintenance/contract.ts'
import type { Schedule } from '#shared/maintenance/schedule.ts'
import { asJson, atDoor, type Db, type Tx } from '../db.ts'

const shown = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('maintenancePlan as m')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'm.teamId').onRef('p.id', '=', 'm.savedBy'),
    )
    .leftJoin('flow as f', (join) =>
      join
        .onRef('f.id', '=', 'm.flowId')
        .on('f.teamId', 'in', [teamId, BUILT_IN_TEAM])
        // By one of another kind, or taken out, nothing is begun.
        .on('f.kind', '=', 'maintenance')
        .on('f.removedAt', 'is', null),
    )
    .select(['m.id', 'm.revision', 'm.flowId', 'm.name', 'm.client', 'm.targets', 'm.schedule'])
    .select(['m.isPaused', 'm.nextDue', 'm.savedAt', 'p.name as savedBy'])
    .select(sql<string>`coalesce(f.name, '')`.as('flowName'))
    .where('m.teamId', '=', teamId)
    .where('m.removedAt', 'is', null)

/** What is due first foremost, those that nothing makes due by name behind them. */
export const listPlans = (tx: Tx, teamId: string, flowId?: string): Promise<MaintenancePlan[]> => {
  const all = shown(tx, teamId)
  const asked = flowId ? all.where('m.flowId', '=', flowId) : all
  return asked
    .orderBy('m.nextDue', (by) => by.asc().nullsLast())
    .orderBy('m.name')
    .execute()
}

export const readPlan = (
  tx: Tx,
  teamId: string,
  id: string,
): Promise<MaintenancePlan | undefined> =>
  shown(tx, teamId).where('m.id', '=', id).executeTakeFirst()

/** Held until the transaction ends; one that was taken away too. */
export const holdPlan = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('maintenancePlan')
    .selectAll()
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export interface PlanToKeep {
  teamId: string
  id: string
  flowId: string
  name: string
  client: string
  targets: Target[]
  schedule: Schedule | null
  isPaused: boolean
  nextDue: string | null
  savedBy: string
  savedAt: Date
}

const columns = ({ teamId: _, id: __, targets, schedule, ...plan }: PlanToKeep) => ({
  ...plan,
  targets: asJson(targets),
  schedule: schedule && asJson(schedule),
})

/** False when the id is taken. */
export async function insertPlan(tx: Tx, plan: PlanToKeep): Promise<boolean> {
  const { teamId, id } = plan
  const result = await tx
    .insertInto('maintenancePlan')
    .values({ teamId, id, revision: 1, ...columns(plan) })
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The row is held by whoever asks. */
export const changePlan = (tx: Tx, plan: PlanToKeep) =>
  tx
    .updateTable('maintenancePlan')
    .set({ ...columns(plan), revision: sql`revision + 1` })
    .where('teamId', '=', plan.teamId)
    .where('id', '=', plan.id)
    .execute()

/** Its batches stay, and say what they were. */
export const takeAwayPlan = (tx: Tx, teamId: string, id: string, at: Date) =>
  tx
    .updateTable('maintenancePlan')
    .set({ removedAt: at, nextDue: null })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()

/** The names of plans that a flow is used by. */
export const listPlanNamesOf = async (
  tx: Tx,
  teamId: string,
  flowId: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('maintenancePlan')
    .select('name')
    .where('teamId', '=', teamId)
    .where('flowId', '=', flowId)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Teams that have something due: whose, but not what. */
export const listTeamsWithDuePlans = (db: Db, now: Date): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx
      .selectFrom('maintenancePlan')
      .select('teamId')
      .distinct()
      .where('nextDue', '<=', now.toISOString())
      .execute()
    return rows.map(({ teamId }) => teamId)
  })

/** One plan that is due, held; those that another process holds, and those named, are passed over. */
export const holdDuePlan = (tx: Tx, teamId: string, now: Date, but: readonly string[]) => {
  const all = tx.selectFrom('maintenancePlan').selectAll().where('teamId', '=', teamId)
  return (but.length > 0 ? all.where('id', 'not in', but) : all)
    .where('nextDue', '<=', now.toISOString())
    .orderBy('nextDue')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export const setNextDue = (tx: Tx, teamId: string, id: string, nextDue: string | null) =>
  tx
    .updateTable('maintenancePlan')
    .set({ nextDue })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()
