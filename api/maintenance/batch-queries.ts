/** The SQL of batches: begun once, read with what has become of each target. */
import { sql } from 'kysely'
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

export interface BatchToBegin {
  teamId: string
  id: string
  planId: string
  flowId: string
  flowVersion: string
  flowName: string
  name: string
  client: string
  due: string | null
  startedBy: string | null
  startedAt: Date
}

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
    where t.team_id = b.team_id and t.batch_id = b.id and s.status is distinct from 'finished')`
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

async function tallyEach(
  tx: Tx,
  teamId: string,
  batchIds: readonly string[],
): Promise<Map<string, Tally>> {
  if (batchIds.length === 0) return new Map()
  const rows = await targets(tx, teamId)
    .where('t.batchId', 'in', batchIds)
    .select('t.batchId')
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ batchId }) => batchId)].map(([id, of]) => [
      id,
      tallyOf(of.map(tellTarget)),
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
    .select(['t.position', 't.name', 't.detail', 't.sessionId'])
    .select(['s.status', 's.stepsSettled', 's.steps', 's.ownerId', 's.outcome', 's.lastAt'])
    .select('p.name as ownerName')
    .where('t.teamId', '=', teamId)

type TargetRow = Awaited<ReturnType<ReturnType<typeof targets>['executeTakeFirstOrThrow']>>

function tellTarget({ status, stepsSettled, steps, outcome, ...target }: TargetRow): BatchTarget {
  const { position, name, detail, sessionId, ownerId, ownerName, lastAt } = target
  const ended = SessionOutcome.safeParse(outcome)
  return {
    ...{ position, name, detail, sessionId, ownerId, ownerName, lastAt },
    state: status === null ? 'not_started' : status === 'finished' ? 'complete' : 'in_progress',
    settled: stepsSettled ?? 0,
    steps: steps ?? 0,
    outcome: status === 'finished' && ended.success ? ended.data : null,
  }
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
    .select(['t.name', 't.sessionId', 'b.name as batchName', 'b.client', 'b.flowVersion'])
    .where('t.teamId', '=', teamId)
    .where('t.batchId', '=', batchId)
    .where('t.position', '=', position)
    .forUpdate('t')
    .executeTakeFirst()
