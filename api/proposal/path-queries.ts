/** The SQL of what finished sessions teach: which are due, their paths, and which did the same. */
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import { asJson, atDoor, type Db, type Tx } from '../db.ts'

/** Says that a session has something else to teach, in the transaction that changes it. */
export const markPathDue = (tx: Tx, teamId: string, sessionId: string, at: Date) =>
  tx
    .insertInto('pathDue')
    .values({ teamId, sessionId, askedAt: at })
    .onConflict((known) =>
      known.columns(['teamId', 'sessionId']).doUpdateSet({ askedAt: at, isSilent: false }),
    )
    .execute()

/** Behind all others of its team: it could not be learned from this time. */
export const putBehind = (tx: Tx, teamId: string, sessionId: string, at: Date) =>
  tx
    .updateTable('pathDue')
    .set({ askedAt: at })
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .execute()

export const listTeamsToTeach = (db: Db): Promise<string[]> =>
  atDoor(db, async (tx) => {
    const rows = await tx.selectFrom('pathDue').select('teamId').distinct().execute()
    return rows.map((row) => row.teamId)
  })

/** Longest due first. */
export const readNextDue = async (
  tx: Tx,
  teamId: string,
  except: readonly string[],
): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('pathDue')
      .select('sessionId')
      .where('teamId', '=', teamId)
      .$if(except.length > 0, (query) => query.where('sessionId', 'not in', except))
      .orderBy('askedAt')
      .limit(1)
      .executeTakeFirst()
  )?.sessionId

const MOST_DUE_BEHIND = 50

/** Sessions that are due and that something open rests on: one proposal, or any. */
export const listDueBehind = async (
  tx: Tx,
  teamId: string,
  proposalId?: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('pathDue as d')
    .innerJoin('proposalSource as s', (join) =>
      join.onRef('s.teamId', '=', 'd.teamId').onRef('s.sessionId', '=', 'd.sessionId'),
    )
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.teamId', '=', 's.teamId').onRef('p.id', '=', 's.proposalId'),
    )
    .select('d.sessionId')
    .distinct()
    .where('d.teamId', '=', teamId)
    .where('p.status', '=', 'open')
    .$if(proposalId !== undefined, (query) => query.where('p.id', '=', proposalId ?? ''))
    .limit(MOST_DUE_BEHIND)
    .execute()
  return rows.map(({ sessionId }) => sessionId)
}

/** Nothing is added to its record until the end of the transaction. */
export const keepSessionAsItIs = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .selectFrom('session')
    .select('id')
    .where('teamId', '=', teamId)
    .where('id', '=', sessionId)
    .forKeyShare()
    .executeTakeFirst()

/** None where another has taken it meanwhile. */
export const takeDue = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .deleteFrom('pathDue')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .returning('isSilent')
    .executeTakeFirst()

export interface PathToKeep {
  teamId: string
  sessionId: string
  byId: string
  path: FinishedPath
  cluster: string | null
  isFirstLevel: boolean
  at: string
  flows: readonly { flowId: string; pattern: string | null }[]
}

/** In the place of what was kept of the session. */
export async function keepPath(tx: Tx, { flows, ...kept }: PathToKeep): Promise<void> {
  const { teamId, sessionId, at } = kept
  await dropPath(tx, teamId, sessionId)
  await tx
    .insertInto('finishedPath')
    .values({ ...kept, path: asJson(kept.path) })
    .execute()
  if (flows.length === 0) return
  await tx
    .insertInto('pathFlow')
    .values(flows.map((flow) => ({ ...flow, teamId, sessionId, at })))
    .execute()
}

/** With its rows by flow. */
export const dropPath = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .deleteFrom('finishedPath')
    .where('teamId', '=', teamId)
    .where('sessionId', '=', sessionId)
    .execute()

/** Replays look no further back. */
export const MOST_REPLAYED = 10_000

/** Of the sessions that went by a flow, the newest. */
export const listPathsBy = async (
  tx: Tx,
  teamId: string,
  flowId: string,
): Promise<FinishedPath[]> => {
  const rows = await tx
    .selectFrom('pathFlow as f')
    .innerJoin('finishedPath as p', (join) =>
      join.onRef('p.teamId', '=', 'f.teamId').onRef('p.sessionId', '=', 'f.sessionId'),
    )
    .select('p.path')
    .where('f.teamId', '=', teamId)
    .where('f.flowId', '=', flowId)
    .orderBy('f.at', 'desc')
    .limit(MOST_REPLAYED)
    .execute()
  return rows.map(({ path }) => path)
}

const MOST_DRAWN_OF = 50

/** In the order in which they were finished; of so many that one of them shows what is proposed. */
export const listPathsOf = async (
  tx: Tx,
  teamId: string,
  sessionIds: readonly string[],
): Promise<FinishedPath[]> => {
  if (sessionIds.length === 0) return []
  const rows = await tx
    .selectFrom('finishedPath')
    .select('path')
    .where('teamId', '=', teamId)
    .where('sessionId', 'in', sessionIds)
    .orderBy('at')
    .orderBy('sessionId')
    .limit(MOST_DRAWN_OF)
    .execute()
  return rows.map(({ path }) => path)
}

export interface Taught {
  sessionId: string
  byId: string
  at: string
  isFirstLevel: boolean
}

const MOST_TAUGHT = 5_000

/** The sessions that would change the same in a flow. */
export const listOfPattern = (tx: Tx, teamId: string, pattern: string): Promise<Taught[]> =>
  tx
    .selectFrom('pathFlow as f')
    .innerJoin('finishedPath as p', (join) =>
      join.onRef('p.teamId', '=', 'f.teamId').onRef('p.sessionId', '=', 'f.sessionId'),
    )
    .select(['p.sessionId', 'p.byId', 'p.at', 'p.isFirstLevel'])
    .where('f.teamId', '=', teamId)
    .where('f.pattern', '=', pattern)
    .limit(MOST_TAUGHT)
    .execute()

/** The sessions that did the same where no flow fits. */
export const listOfCluster = (tx: Tx, teamId: string, cluster: string): Promise<Taught[]> =>
  tx
    .selectFrom('finishedPath')
    .select(['sessionId', 'byId', 'at', 'isFirstLevel'])
    .where('teamId', '=', teamId)
    .where('cluster', '=', cluster)
    .limit(MOST_TAUGHT)
    .execute()

/** What is left of what sessions taught once their flow has moved on. */
export const changePattern = (
  tx: Tx,
  teamId: string,
  { flowId, sessionIds, pattern }: { flowId: string; sessionIds: string[]; pattern: string | null },
) =>
  tx
    .updateTable('pathFlow')
    .set({ pattern })
    .where('teamId', '=', teamId)
    .where('flowId', '=', flowId)
    .where('sessionId', 'in', sessionIds)
    // Nearly all have it already where one more joins them.
    .where('pattern', 'is distinct from', pattern)
    .execute()
