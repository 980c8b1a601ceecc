/** The SQL of drafts, and of what publishing one has to know of the flows beside it. */
import { type NotNull, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { DraftHead, DraftOf, FlowDraft } from '#shared/flow/drafts.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { asJson, type Tx } from '../db.ts'
import { flowsAsTheyAre, newest } from './queries.ts'

const heads = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('flowDraft as d')
    .innerJoin('person as author', (join) =>
      join.onRef('author.teamId', '=', 'd.teamId').onRef('author.id', '=', 'd.authorId'),
    )
    .innerJoin('person as saver', (join) =>
      join.onRef('saver.teamId', '=', 'd.teamId').onRef('saver.id', '=', 'd.savedBy'),
    )
    .select([
      ...(['d.id', 'd.flowId', 'd.basedOn', 'd.name', 'd.kind', 'd.revision'] as const),
      ...(['d.authorId', 'author.name as authorName', 'saver.name as savedBy'] as const),
      ...(['d.isFork', 'd.savedAt'] as const),
    ])
    .where('d.teamId', '=', teamId)

interface Based {
  flowId: string | null
  basedOn: string | null
}

const withOf = <R extends Based>({ flowId, basedOn, ...row }: R) => ({
  ...row,
  of: flowId && basedOn ? { flowId, version: basedOn } : null,
})

/** Written by hand, one by one: there are never many. */
const MOST_LISTED = 2_000

/** Those of one author, or of everybody. */
export async function listDrafts(
  tx: Tx,
  teamId: string,
  of: string | 'everybody',
): Promise<DraftHead[]> {
  const all = heads(tx, teamId).orderBy('d.savedAt', 'desc').orderBy('d.id').limit(MOST_LISTED)
  const rows = await (of === 'everybody' ? all : all.where('d.authorId', '=', of)).execute()
  return rows.map(withOf)
}

export async function readDraft(
  tx: Tx,
  teamId: string,
  id: string,
): Promise<FlowDraft | undefined> {
  const row = await heads(tx, teamId).select('d.content').where('d.id', '=', id).executeTakeFirst()
  return row && withOf(row)
}

export const readDraftHead = async (
  tx: Tx,
  teamId: string,
  id: string,
): Promise<DraftHead | undefined> => {
  const row = await heads(tx, teamId).where('d.id', '=', id).executeTakeFirst()
  return row && withOf(row)
}

/** Held until the end of the transaction: of two that change it, one finds another revision. */
export const holdDraft = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('flowDraft')
    .select(['id', 'flowId', 'basedOn', 'revision', 'authorId', 'content'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const countDrafts = async (tx: Tx, teamId: string, authorId: string): Promise<number> => {
  const { count } = await tx
    .selectFrom('flowDraft')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('teamId', '=', teamId)
    .where('authorId', '=', authorId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export interface DraftToKeep {
  teamId: string
  id: string
  of: DraftOf | null
  content: FlowContent
  savedBy: string
  savedAt: Date
}

const columns = ({ of, content, savedBy, savedAt }: DraftToKeep) => ({
  flowId: of?.flowId ?? null,
  basedOn: of?.version ?? null,
  name: content.name,
  kind: content.kind,
  isFork: content.fork !== undefined,
  content: asJson(content),
  savedBy,
  savedAt,
})

/** False when the id is taken. */
export async function insertDraft(tx: Tx, draft: DraftToKeep): Promise<boolean> {
  const { teamId, id, savedBy: authorId } = draft
  const result = await tx
    .insertInto('flowDraft')
    .values({ teamId, id, authorId, revision: 1, ...columns(draft) })
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export const changeDraft = (tx: Tx, draft: DraftToKeep) =>
  tx
    .updateTable('flowDraft')
    .set((eb) => ({ ...columns(draft), revision: eb('revision', '+', 1) }))
    .where('teamId', '=', draft.teamId)
    .where('id', '=', draft.id)
    .execute()

export const deleteDraft = (tx: Tx, teamId: string, id: string) =>
  tx.deleteFrom('flowDraft').where('teamId', '=', teamId).where('id', '=', id).execute()

/** Whether this is a version of a flow that is in the library of one of these teams. */
export const hasVersion = async (
  tx: Tx,
  teams: readonly string[],
  { flowId, version }: DraftOf,
): Promise<boolean> =>
  (await versionsOf(tx, teams, { flowId, version })
    .innerJoin('flow as f', (join) =>
      join.onRef('f.teamId', '=', 'v.teamId').onRef('f.id', '=', 'v.flowId'),
    )
    .where('f.removedAt', 'is', null)
    .executeTakeFirst()) !== undefined

/** Whether there was ever such a version: what a copy was made of may have been taken out since. */
export const hadVersion = async (tx: Tx, teams: readonly string[], of: DraftOf): Promise<boolean> =>
  (await versionsOf(tx, teams, of).executeTakeFirst()) !== undefined

const versionsOf = (tx: Tx, teams: readonly string[], { flowId, version }: DraftOf) =>
  tx
    .selectFrom('flowVersion as v')
    .select('v.version')
    .where('v.teamId', 'in', teams)
    .where('v.flowId', '=', flowId)
    .where('v.version', '=', version)

/** The published flow, held: of two that publish the next version, one finds the other's. */
export const holdFlow = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('flow')
    .select(['version', 'slug', 'name', 'kind', 'forkOf', 'authorId'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** One that was taken out, as it was then. */
export const holdRemoved = (tx: Tx, teamId: string, id: string) =>
  flowsAsTheyAre(tx)
    .select(['f.id', 'f.slug', 'f.version', 'f.authorId', 'v.content'])
    .where('f.teamId', '=', teamId)
    .where('f.id', '=', id)
    .where('f.removedAt', 'is not', null)
    .forUpdate('f')
    .executeTakeFirst()

export const MOST_REMOVED = 100

/** One more than are told, to know whether there are more. */
export const listRemoved = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('flow')
    .select(['id', 'slug', 'name', 'removedAt'])
    .where('teamId', '=', teamId)
    .where('removedAt', 'is not', null)
    .orderBy('removedAt', 'desc')
    .orderBy('id')
    .limit(MOST_REMOVED + 1)
    .$narrowType<{ removedAt: NotNull }>()
    .execute()

/** Whose drafts of its next version there are. */
export const listDraftersOf = (tx: Tx, teamId: string, flowId: string) =>
  tx
    .selectFrom('flowDraft as d')
    .innerJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'd.teamId').onRef('p.id', '=', 'd.authorId'),
    )
    .select('p.name')
    .distinct()
    .where('d.teamId', '=', teamId)
    .where('d.flowId', '=', flowId)
    .orderBy('p.name')
    .execute()

/** Which flow goes by a short name, of the team's and of the built-in ones. */
export const findSlug = (tx: Tx, teamId: string, slug: string) =>
  tx
    .selectFrom('flow')
    .select(['id', 'name'])
    .where('teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('slug', '=', slug)
    .where('removedAt', 'is', null)
    .executeTakeFirst()

/** What went by a short name until it was taken out, the last of them. */
export const findRemoved = (tx: Tx, teamId: string, slug: string) =>
  tx
    .selectFrom('flow')
    .select('name')
    .where('teamId', '=', teamId)
    .where('slug', '=', slug)
    .where('removedAt', 'is not', null)
    .orderBy('removedAt', 'desc')
    .executeTakeFirst()

/** Short names of the library, and of what was taken out: its versions stay, and another has its own. */
export const listSlugs = async (tx: Tx, teamId: string): Promise<Set<string>> => {
  const rows = await tx
    .selectFrom('flow')
    .select('slug')
    .where('teamId', 'in', [teamId, BUILT_IN_TEAM])
    .execute()
  return new Set(rows.map(({ slug }) => slug))
}

const namedAs = (node: object): string => JSON.stringify({ nodes: [node] })

/** The flows of the team that enter the one of this short name. */
export const readThatEnter = (tx: Tx, teamId: string, slug: string) =>
  newest(tx, teamId)
    .where('f.teamId', '=', teamId)
    .where('f.slug', '!=', slug)
    .where(
      sql<boolean>`(v.content @> ${namedAs({ flow: slug })}::jsonb or v.content @> ${namedAs({ exceptionFlow: slug })}::jsonb)`,
    )
    .execute()
