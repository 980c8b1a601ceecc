/** The SQL of batches: begun once, read with what has become of each target. */
import { type Insertable, sql } from 'kysely'
import type { MaintenanceBatchTable } from '#db/tables.ts'
import {
  type Batch,
  type BatchHead,
  type BatchTarget,
  type Tally,
  type Target,
  tallyOf,
} from '#shared/maintenance/batch.ts'
import { SessionOutcome } from '#shared/session/event.ts'
import type { Tx } from '../db.ts'

export type BatchToBegin = Insertable<MaintenanceBatchTable>

/** False where it has begun: the id is taken, or the plan has a batch of this moment. */
export async function insertBatch(
  tx: Tx,
  batch: BatchToBegin,
  targets: readonly (Target & { sessionId: string })[],
): Promise<boolean> {
  const result = await tx
    .insertInto('maintenanceBatch')
    .values(batch)
    .onConflict((begun) => begun.doNothing())
    .executeTakeFirst()
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  const rows = targets.map((target, i) => ({ ...target, position: i + 1 }))
  await sql`
    insert into maintenance_target (team_id, batch_id, position, name, detail, session_id)
    select ${batch.teamId}, ${batch.id}, t.position, t.name, t.detail, t."sessionId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(position integer, name text, detail text, "sessionId" uuid)`.execute(tx)
  return true
}

const heads = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('maintenanceBatch as b')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'b.teamId').onRef('p.id', '=', 'b.startedBy'),
    )
    .select(['b.id', 'b.planId', 'b.flowId', 'b.name', 'b.client', 'b.due', 'b.startedAt'])
    .select(['p.name as startedBy'])
    .where('b.teamId', '=', teamId)

export interface BatchesAsked {
  planId?: string | undefined
  flowId?: string | undefined
  isOpen?: boolean | undefined
  limit: number
  offset: number
}

export async function listBatches(
  tx: Tx,
  teamId: string,
  { planId, flowId, isOpen, limit, offset }: BatchesAsked,
): Promise<BatchHead[]> {
  const open = sql<boolean>`exists (
    select from maintenance_target t
    left join session s on s.team_id = t.team_id and s.id = t.session_id
    where t.team_id = b.team_id and t.batch_id = b.id and t.left_out is null
      and s.status is distinct from 'finished')`
  const found = await heads(tx, teamId)
    .where((eb) =>
      eb.and([
        ...(planId ? [eb('b.planId', '=', planId)] : []),
        ...(flowId ? [eb('b.flowId', '=', flowId)] : []),
        ...(isOpen === undefined ? [] : [isOpen ? open : sql<boolean>`not ${open}`]),
      ]),
    )
    .orderBy('b.startedAt', 'desc')
    .orderBy('b.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const tallies = await tallyEach(
    tx,
    teamId,
    found.map(({ id }) => id),
  )
  return found.map((head) => ({ ...head, tally: tallies.get(head.id) ?? tallyOf([]) }))
}

/** Counted where the rows are: a batch has hundreds, and is told in a handful of numbers. */
async function tallyEach(
  tx: Tx,
  teamId: string,
  batchIds: readonly string[],
): Promise<Map<string, Tally>> {
  if (batchIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('maintenanceTarget as t')
    .leftJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 't.teamId').onRef('s.id', '=', 't.sessionId'),
    )
    .select(['t.batchId', 's.status', 's.outcome', sql<number>`count(*)::int`.as('count')])
    .select(sql<boolean>`t.left_out is not null`.as('isLeftOut'))
    .where('t.teamId', '=', teamId)
    .where('t.batchId', 'in', batchIds)
    .groupBy(['t.batchId', 's.status', 's.outcome', 'isLeftOut'])
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ batchId }) => batchId)].map(([id, of]) => [
      id,
      tallyOf(of.map(({ count, ...one }) => ({ ...stateOf(one), count }))),
    ]),
  )
}

const targets = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('maintenanceTarget as t')
    .leftJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 't.teamId').onRef('s.id', '=', 't.sessionId'),
    )
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 's.teamId').onRef('p.id', '=', 's.ownerId'),
    )
    .leftJoin('person as o', (join) =>
      join.onRef('o.teamId', '=', 't.teamId').onRef('o.id', '=', 't.leftOutBy'),
    )
    .select(['t.position', 't.name', 't.detail', 't.sessionId', 't.leftOut', 'o.name as leftOutBy'])
    .select(['s.status', 's.stepsSettled', 's.steps', 's.ownerId', 's.outcome', 's.lastAt'])
    .select('p.name as ownerName')
    .where('t.teamId', '=', teamId)

type TargetRow = Awaited<ReturnType<ReturnType<typeof targets>['executeTakeFirstOrThrow']>>

const tellTarget = ({
  status,
  outcome,
  stepsSettled,
  steps,
  leftOut,
  leftOutBy,
  ...target
}: TargetRow): BatchTarget => ({
  ...target,
  ...stateOf({ status, outcome, isLeftOut: leftOut !== null }),
  leftOut: leftOut === null ? null : { reason: leftOut, by: leftOutBy ?? '' },
  settled: stepsSettled ?? 0,
  steps: steps ?? 0,
})

/** What the session says; a word that it learnt later is told as complete. */
function stateOf({
  status,
  outcome,
  isLeftOut,
}: Pick<TargetRow, 'status' | 'outcome'> & { isLeftOut: boolean }) {
  if (isLeftOut) return { state: 'left_out' as const, outcome: null }
  if (status === null) return { state: 'not_started' as const, outcome: null }
  if (status !== 'finished') return { state: 'in_progress' as const, outcome: null }
  return { state: 'complete' as const, outcome: SessionOutcome.safeParse(outcome).data ?? null }
}

export async function readBatch(tx: Tx, teamId: string, id: string): Promise<Batch | undefined> {
  const head = await heads(tx, teamId)
    .select(['b.flowName', 'b.flowVersion'])
    .where('b.id', '=', id)
    .executeTakeFirst()
  if (!head) return undefined
  const rows = await targets(tx, teamId).where('t.batchId', '=', id).orderBy('t.position').execute()
  return { ...head, targets: rows.map(tellTarget) }
}

/** Held until the transaction ends, so that of two who begin it one finds it begun. */
export const holdTarget = (tx: Tx, teamId: string, batchId: string, position: number) =>
  tx
    .selectFrom('maintenanceTarget as t')
    .innerJoin('maintenanceBatch as b', (join) =>
      join.onRef('b.teamId', '=', 't.teamId').onRef('b.id', '=', 't.batchId'),
    )
    .select([
      't.name',
      't.sessionId',
      't.leftOut',
      'b.name as batchName',
      'b.planId',
      'b.client',
      'b.flowId',
      'b.flowVersion',
    ])
    .where('t.teamId', '=', teamId)
    .where('t.batchId', '=', batchId)
    .where('t.position', '=', position)
    .forUpdate('t')
    .executeTakeFirst()

export type HeldTarget = NonNullable<Awaited<ReturnType<typeof holdTarget>>>

/**
 * Finished sessions of the same target of the same plan, by the same flow for the same client, newest
 * first. Only in the plan's newest batches: what was found longer ago than that says little, and the
 * target is held meanwhile.
 */
export const listFinishedBefore = (
  tx: Tx,
  teamId: string,
  { planId, flowId, client, name, sessionId }: HeldTarget,
  limit: number,
) =>
  tx
    .selectFrom((from) =>
      from
        .selectFrom('maintenanceBatch')
        .select(['teamId', 'id', 'startedAt'])
        .where('teamId', '=', teamId)
        .where('planId', '=', planId)
        .where('flowId', '=', flowId)
        .where('client', '=', client)
        .orderBy('startedAt', 'desc')
        .orderBy('id')
        .limit(BATCHES_LOOKED_IN)
        .as('b'),
    )
    .innerJoin('maintenanceTarget as t', (join) =>
      join.onRef('t.teamId', '=', 'b.teamId').onRef('t.batchId', '=', 'b.id'),
    )
    .innerJoin('session as s', (join) =>
      join.onRef('s.teamId', '=', 't.teamId').onRef('s.id', '=', 't.sessionId'),
    )
    .select('t.sessionId')
    .where(sql`lower(t.name)`, '=', sql`lower(${name})`)
    .where('t.sessionId', '!=', sessionId)
    .where('t.leftOut', 'is', null)
    .where('s.status', '=', 'finished')
    .orderBy('b.startedAt', 'desc')
    .orderBy('b.id')
    .limit(limit)
    .execute()

/** Two years of a monthly plan. */
const BATCHES_LOOKED_IN = 24

/** The row is held by whoever asks. */
export const leaveOut = (
  tx: Tx,
  teamId: string,
  { batchId, position }: { batchId: string; position: number },
  said: { reason: string; by: string },
) =>
  tx
    .updateTable('maintenanceTarget')
    .set({ leftOut: said.reason, leftOutBy: said.by })
    .where('teamId', '=', teamId)
    .where('batchId', '=', batchId)
    .where('position', '=', position)
    .execute()
