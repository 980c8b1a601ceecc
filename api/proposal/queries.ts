/** The SQL of proposals, of what they were made of, and of what leads have declined. */
import { type Insertable, sql, type Updateable } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { ProposalTable } from '#db/tables.ts'
import type { ProposalStatus } from '#shared/proposal/contract.ts'
import { asJson, type Tx } from '../db.ts'
import type { Taught } from './path-queries.ts'

/** Takes what changes proposals of a team one after the other: three sessions make one of them. */
export const lockProposals = (tx: Tx, teamId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`proposals ${teamId}`}, 0))`.execute(tx)

const MOST_LISTED = 500

const proposals = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('proposal as p')
    .leftJoin('person as d', (join) =>
      join.onRef('d.teamId', '=', 'p.teamId').onRef('d.id', '=', 'p.decidedBy'),
    )
    .selectAll('p')
    .select('d.name as decidedByName')
    .select(({ selectFrom }) => [
      selectFrom('proposalSource as s')
        .select(({ fn }) => fn.countAll<number>().as('seen'))
        .whereRef('s.teamId', '=', 'p.teamId')
        .whereRef('s.proposalId', '=', 'p.id')
        .as('seen'),
      selectFrom('proposalSource as s')
        .select(({ fn }) => fn.count<number>('s.byId').distinct().as('people'))
        .whereRef('s.teamId', '=', 'p.teamId')
        .whereRef('s.proposalId', '=', 'p.id')
        .as('people'),
    ])
    .where('p.teamId', '=', teamId)

export type ProposalRow = NonNullable<Awaited<ReturnType<typeof readProposal>>>

export const readProposal = (tx: Tx, teamId: string, id: string) =>
  proposals(tx, teamId).where('p.id', '=', id).executeTakeFirst()

export const listProposals = (tx: Tx, teamId: string, status?: ProposalStatus) =>
  proposals(tx, teamId)
    .$if(status !== undefined, (query) => query.where('p.status', '=', status ?? 'open'))
    .orderBy('p.changedAt', 'desc')
    .orderBy('p.id')
    .limit(MOST_LISTED)
    .execute()

export const findOpen = (tx: Tx, teamId: string, pattern: string) =>
  tx
    .selectFrom('proposal')
    .select('id')
    .where('teamId', '=', teamId)
    .where('pattern', '=', pattern)
    .where('status', '=', 'open')
    .executeTakeFirst()

/** The new flow that came of the same, where it is in the library still. */
export const findMadeOf = (tx: Tx, teamId: string, pattern: string) =>
  tx
    .selectFrom('proposal as p')
    .innerJoin('flow as f', (join) =>
      join.onRef('f.teamId', '=', 'p.teamId').onRef('f.id', '=', 'p.madeFlowId'),
    )
    .select('f.name')
    .where('p.teamId', '=', teamId)
    .where('p.pattern', '=', pattern)
    .where('p.kind', '=', 'newFlow')
    .where('p.status', '=', 'accepted')
    .where('f.removedAt', 'is', null)
    .executeTakeFirst()

export const listOpenOf = async (tx: Tx, teamId: string, flowId: string): Promise<string[]> =>
  idsOf(
    await tx
      .selectFrom('proposal')
      .select('id')
      .where('teamId', '=', teamId)
      .where('flowId', '=', flowId)
      .where('status', '=', 'open')
      .orderBy('id')
      .execute(),
  )

/** At a time; the others are with the next list, or when they are opened. */
const MOST_REDRAWN = 10

/** Open ones whose flow was published anew or taken out since they were drawn. */
export const listStale = async (tx: Tx, teamId: string): Promise<string[]> =>
  idsOf(
    await tx
      .selectFrom('proposal as p')
      .leftJoin('flow as f', (join) =>
        join
          .onRef('f.id', '=', 'p.baseFlowId')
          .on('f.teamId', 'in', [teamId, BUILT_IN_TEAM])
          .on('f.removedAt', 'is', null),
      )
      .select('p.id')
      .where('p.teamId', '=', teamId)
      .where('p.status', '=', 'open')
      .where('p.kind', '=', 'patch')
      .where((eb) => eb('f.version', 'is distinct from', eb.ref('p.baseVersion')))
      .orderBy('p.id')
      .limit(MOST_REDRAWN)
      .execute(),
  )

/** Copies of built-in flows that proposals have made, by the original; the newest of each. */
export async function listCopies(tx: Tx, teamId: string): Promise<{ of: string; copy: string }[]> {
  const rows = await tx
    .selectFrom('proposal as p')
    .innerJoin('flow as f', (join) =>
      join.onRef('f.teamId', '=', 'p.teamId').onRef('f.id', '=', 'p.madeFlowId'),
    )
    .select(['p.flowId as of', 'p.madeFlowId as copy'])
    .where('p.teamId', '=', teamId)
    .where('p.status', '=', 'accepted')
    .whereRef('p.madeFlowId', '!=', 'p.flowId')
    .where('f.removedAt', 'is', null)
    .orderBy('p.decidedAt')
    .execute()
  return rows.flatMap(({ of, copy }) => (of && copy ? [{ of, copy }] : []))
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

type NewProposal = Omit<Insertable<ProposalTable>, 'status' | 'revision'>

export const insertProposal = (tx: Tx, { changes, newFlow, replay, ...row }: NewProposal) =>
  tx
    .insertInto('proposal')
    .values({
      ...{ ...row, status: 'open', revision: 1, changes: asJson(changes) },
      ...{ newFlow: newFlow && asJson(newFlow), replay: replay && asJson(replay), accepted: null },
    })
    .execute()

/** With the next revision where what is decided about has changed. */
export const changeProposal = (
  tx: Tx,
  teamId: string,
  id: string,
  { changes, newFlow, replay, accepted, ...row }: Updateable<ProposalTable>,
  isNext: boolean,
) =>
  tx
    .updateTable('proposal')
    .set((eb) => ({
      ...row,
      ...(changes ? { changes: asJson(changes) } : {}),
      ...(newFlow === undefined ? {} : { newFlow: newFlow && asJson(newFlow) }),
      ...(replay === undefined ? {} : { replay: replay && asJson(replay) }),
      ...(accepted ? { accepted: asJson(accepted) } : {}),
      ...(isNext ? { revision: eb('revision', '+', 1) } : {}),
    }))
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()

export interface Source extends Taught {
  isOffered: boolean
}

/** Those it has already stay as they are, but that one was offered since. */
export async function addSources(
  tx: Tx,
  teamId: string,
  proposalId: string,
  sources: readonly Source[],
): Promise<void> {
  await tx
    .insertInto('proposalSource')
    .values(
      sources.map(({ sessionId, byId, at, isOffered, isFirstLevel }) => ({
        ...{ teamId, proposalId, byId, at, isOffered },
        sourceSessionId: isFirstLevel ? null : sessionId,
        l1SessionId: isFirstLevel ? sessionId : null,
      })),
    )
    .onConflict((known) =>
      known.columns(['teamId', 'proposalId', 'sessionId']).doUpdateSet({
        isOffered: sql<boolean>`proposal_source.is_offered or excluded.is_offered`,
      }),
    )
    .execute()
}

/** In the order in which they were finished. */
export const listSources = (tx: Tx, teamId: string, proposalId: string) =>
  sourcesOf(tx, teamId, proposalId).orderBy('s.at').orderBy('s.sessionId').execute()

const sourcesOf = (tx: Tx, teamId: string, proposalId: string) =>
  tx
    .selectFrom('proposalSource as s')
    .innerJoin('session as of', (join) =>
      join.onRef('of.teamId', '=', 's.teamId').onRef('of.id', '=', 's.sessionId'),
    )
    .leftJoin('person as by', (join) =>
      join.onRef('by.teamId', '=', 's.teamId').onRef('by.id', '=', 's.byId'),
    )
    .select(['s.sessionId', 's.sourceSessionId', 's.l1SessionId', 's.at', 's.byId', 's.isOffered'])
    .select(['by.name as byName', 'of.ticket'])
    .where('s.teamId', '=', teamId)
    .where('s.proposalId', '=', proposalId)

const MOST_SHOWN = 50

/** The newest of them, in the same order; how many there are is told with the proposal. */
export const listNewestSources = async (tx: Tx, teamId: string, proposalId: string) =>
  (
    await sourcesOf(tx, teamId, proposalId)
      .orderBy('s.at', 'desc')
      .orderBy('s.sessionId', 'desc')
      .limit(MOST_SHOWN)
      .execute()
  ).toReversed()

export const listSourceIds = async (
  tx: Tx,
  teamId: string,
  proposalId: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('proposalSource')
    .select('sessionId')
    .where('teamId', '=', teamId)
    .where('proposalId', '=', proposalId)
    .execute()
  return rows.map(({ sessionId }) => sessionId)
}

/** The proposals that a session is a source of. */
export const listOfSession = (tx: Tx, teamId: string, sessionId: string) =>
  tx
    .selectFrom('proposalSource as s')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.teamId', '=', 's.teamId').onRef('p.id', '=', 's.proposalId'),
    )
    .select(['p.id', 'p.status', 'p.pattern', 'p.title', 'p.changes', 's.isOffered'])
    .where('s.teamId', '=', teamId)
    .where('s.sessionId', '=', sessionId)
    .orderBy('p.id')
    .execute()

export const dropSource = (tx: Tx, teamId: string, proposalId: string, sessionId: string) =>
  tx
    .deleteFrom('proposalSource')
    .where('teamId', '=', teamId)
    .where('proposalId', '=', proposalId)
    .where('sessionId', '=', sessionId)
    .execute()

/** What both have is the other's already. */
export async function moveSources(tx: Tx, teamId: string, from: string, to: string): Promise<void> {
  await sql`
    insert into proposal_source
      (team_id, proposal_id, source_session_id, l1_session_id, by_id, is_offered, at)
    select team_id, ${to}::uuid, source_session_id, l1_session_id, by_id, is_offered, at
    from proposal_source where team_id = ${teamId} and proposal_id = ${from}
    on conflict do nothing`.execute(tx)
}

export const readDeclined = (tx: Tx, teamId: string, pattern: string) =>
  tx
    .selectFrom('proposalDeclined')
    .select(['seen', 'reason', 'at'])
    .where('teamId', '=', teamId)
    .where('pattern', '=', pattern)
    .executeTakeFirst()

/** Words that were marked since go out of it. */
export const rewordDeclined = (tx: Tx, teamId: string, pattern: string, reason: string) =>
  tx
    .updateTable('proposalDeclined')
    .set({ reason })
    .where('teamId', '=', teamId)
    .where('pattern', '=', pattern)
    .execute()

export const keepDeclined = (
  tx: Tx,
  declined: { teamId: string; pattern: string; seen: number; reason: string; at: Date },
) =>
  tx
    .insertInto('proposalDeclined')
    .values(declined)
    .onConflict((known) =>
      known.columns(['teamId', 'pattern']).doUpdateSet((eb) => ({
        seen: eb.ref('excluded.seen'),
        reason: eb.ref('excluded.reason'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute()
