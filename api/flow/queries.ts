/**
 * The SQL of flows. A team sees its own library and the built-in one, named in each query so
 * that an index can be used, and held by row security besides.
 */
import { type InferResult, type RawBuilder, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { prepare } from '#db/prepare.ts'
import type { WhoseFlows } from '#shared/flow/contract.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import type { FlowPick } from '#shared/flow/pick-flows.ts'
import { asJson, type Db, type Tx } from '../db.ts'
import { markDue } from '../knowledge/learn/queries.ts'
import type { SearchWord } from './search-words.ts'

const SHOWN = [
  'flow.id',
  'flow.version',
  'flow.slug',
  'flow.name',
  'flow.kind',
  'flow.summary',
  'flow.category',
  'flow.words',
  'flow.tags',
  'flow.isSubFlow',
  'flow.authorId',
  'flow.forkOf',
  'flow.madeAt',
  'flow.publishedAt',
  'flow.stepTitles',
] as const

const library = (db: Db, teamId: string) =>
  db
    .selectFrom('flow')
    .leftJoin('person', (join) =>
      join.onRef('person.teamId', '=', 'flow.teamId').onRef('person.id', '=', 'flow.authorId'),
    )
    .leftJoin('flowFolder', (join) =>
      join.onRef('flowFolder.flowId', '=', 'flow.id').on('flowFolder.teamId', '=', teamId),
    )
    .select(SHOWN)
    .select(['person.name as authorName', 'flowFolder.folder'])
    .select(sql<boolean>`flow.team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'))
    .where('flow.teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('flow.removedAt', 'is', null)

export type FlowRow = InferResult<ReturnType<typeof library>>[number]

export const everyFlow = prepare<{ teamId: string }, FlowRow>('every_flow', (db, value) =>
  library(db, value('teamId')).orderBy('flow.name').orderBy('flow.id'),
)

export const listFlows = async (tx: Tx, teamId: string): Promise<FlowRow[]> =>
  (await tx.executeQuery(everyFlow({ teamId }))).rows

export const readFlowVersion = (tx: Tx, teamId: string, version: string) =>
  tx
    .selectFrom('flowVersion')
    .select([
      'flowId as id',
      'version',
      'publishedAt',
      'content',
      sql<boolean>`team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'),
    ])
    .where('teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('version', '=', version)
    // The team's own first, where both hold the same content.
    .orderBy(sql`team_id = ${BUILT_IN_TEAM}`)
    .limit(1)
    .executeTakeFirst()

/** Flows, each with the version that it has now, or had when it was taken out. */
export const flowsAsTheyAre = (tx: Tx) =>
  tx
    .selectFrom('flow as f')
    .innerJoin('flowVersion as v', (join) =>
      join
        .onRef('v.teamId', '=', 'f.teamId')
        .onRef('v.flowId', '=', 'f.id')
        .onRef('v.version', '=', 'f.version'),
    )

/** Each flow of the library as it is now. */
export const newest = (tx: Tx, teamId: string) =>
  flowsAsTheyAre(tx)
    .select(['f.id', 'f.slug', 'f.name', 'v.version', 'v.publishedAt', 'v.content'])
    .select(sql<boolean>`f.team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'))
    .where('f.teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('f.removedAt', 'is', null)

/** A flow of the library as it is now. */
export const readNewestOf = (tx: Tx, teamId: string, flowId: string) =>
  newest(tx, teamId).where('f.id', '=', flowId).executeTakeFirst()

/** The same of each of these. */
export const readNewestByIds = async (tx: Tx, teamId: string, ids: readonly string[]) =>
  ids.length === 0 ? [] : await newest(tx, teamId).where('f.id', 'in', ids).execute()

/** The same of each flow of these short names. */
export const readNewestBySlugs = (tx: Tx, teamId: string, slugs: readonly string[]) =>
  newest(tx, teamId).where('f.slug', 'in', slugs).execute()

const MOST_VERSIONS = 200

export const listVersions = (tx: Tx, teamId: string, flowId: string) =>
  tx
    .selectFrom('flowVersion as v')
    .leftJoin('person as p', (join) =>
      join.onRef('p.teamId', '=', 'v.teamId').onRef('p.id', '=', 'v.authorId'),
    )
    // The flow holds when its version became the one that is offered: again, if it went back.
    .leftJoin('flow as f', (join) =>
      join
        .onRef('f.teamId', '=', 'v.teamId')
        .onRef('f.id', '=', 'v.flowId')
        .onRef('f.version', '=', 'v.version'),
    )
    .select([
      'v.version',
      'v.publishedAt',
      sql<string | null>`nullif(f.published_at, v.published_at)`.as('backSince'),
      sql<string>`coalesce(p.name, 'ResolutionFlow')`.as('authorName'),
      sql<string | null>`v.content ->> 'changeReason'`.as('changeReason'),
      sql<number>`jsonb_array_length(v.content -> 'nodes')`.as('steps'),
    ])
    .where('v.teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('v.flowId', '=', flowId)
    .orderBy(sql`coalesce(f.published_at, v.published_at)`, 'desc')
    .orderBy('v.version')
    .limit(MOST_VERSIONS)
    .execute()

/**
 * Words with other endings, and the last letters still missing: each word must be there. The folders
 * that hold it are looked up apart, or no index of the flows could be used.
 */
const matches =
  (teamId: string) =>
  ({ lexeme }: SearchWord): RawBuilder<boolean> =>
    sql`(flow.search_words @@ ${asQuery(lexeme)} or flow.id = any(array(
      select flow_id from flow_folder
      where team_id = ${teamId} and search_words @@ ${asQuery(lexeme)})))`

const asQuery = (lexeme: string): RawBuilder<unknown> =>
  sql`(to_tsquery('english', ${lexeme}) || to_tsquery('simple', ${lexeme}))`

/** What somebody has picked out, by the rules of `shared/flow/pick-flows.ts`. */
export interface Picked {
  pick: FlowPick
  personId: string
}

function isPicked(teamId: string, { pick, personId }: Picked): RawBuilder<boolean>[] {
  const { whose, category, folder, tags } = pick
  const favourites = sql<boolean>`exists (select from flow_favourite k
    where k.team_id = ${teamId} and k.person_id = ${personId} and k.flow_id = flow.id)`
  const byWhose: Record<WhoseFlows, RawBuilder<boolean>[]> = {
    all: [],
    mine: [sql`flow.author_id = ${personId}`],
    favourites: [favourites],
    team: [sql`flow.team_id = ${teamId}`],
    built_in: [sql`flow.team_id = ${BUILT_IN_TEAM}`],
  }
  return [
    ...byWhose[whose],
    ...(category === null ? [] : [sql<boolean>`flow.category = ${category}`]),
    ...folder.map((name, n) => sql<boolean>`flow_folder.folder ->> ${sql.lit(n)} = ${name}`),
    ...(tags.size === 0 ? [] : [sql<boolean>`flow.tags @> ${asJson([...tags])}`]),
  ]
}

/** By how much each kind of place counts: steps, summary and folder, ticket words, name. */
const WEIGHTS = sql.lit('{0.05, 0.2, 0.6, 1.0}')

const ranked = (query: ReturnType<typeof library>, words: readonly SearchWord[], limit: number) =>
  query
    .orderBy(
      sql`${sql.join(
        [
          sql`0::real`,
          ...words.map(
            ({ lexeme }) =>
              sql`ts_rank(${WEIGHTS}, flow.search_words, ${asQuery(lexeme)}) + coalesce(ts_rank(${WEIGHTS}, flow_folder.search_words, ${asQuery(lexeme)}), 0)`,
          ),
        ],
        sql` + `,
      )}`,
      'desc',
    )
    .orderBy('flow.name')
    .limit(limit)

/** Flows that hold every word; none for no words. */
export const findAllWords = (
  db: Db,
  teamId: string,
  words: readonly SearchWord[],
  limit: number,
  picked?: Picked,
) =>
  ranked(
    library(db, teamId)
      .where((eb) => (words.length > 0 ? eb.and(words.map(matches(teamId))) : eb.or([])))
      .where((eb) => eb.and(picked ? isPicked(teamId, picked) : [])),
    words,
    limit,
  ).compile()

/** Flows that hold some of the words: for a whole sentence out of a ticket. */
export const findAnyWord = (
  tx: Tx,
  teamId: string,
  words: readonly SearchWord[],
  limit: number,
  picked: Picked,
) =>
  ranked(
    library(tx, teamId)
      .where((eb) => eb.or(words.map(matches(teamId))))
      .where((eb) => eb.and(isPicked(teamId, picked))),
    words,
    limit,
  ).execute()

/** What is less like a word than this is not it. */
const LEAST_LIKE = 0.4

/**
 * Flows that hold every word or something written much like it.
 *
 * Each word counts by how rare it is in the library, since a word that stands in every flow says
 * nothing, and by where it stands: in the name, among the words people use, in the summary, in a
 * step. What is only written alike counts less than what is the same.
 */
export async function findLikeWords(
  tx: Tx,
  teamId: string,
  words: readonly SearchWord[],
  limit: number,
  picked: Picked,
): Promise<FlowRow[]> {
  const among = await idsOf(tx, teamId, picked)
  const asked = words.map(({ word, orSwapped }, n) => ({ n, word, likely: orSwapped }))
  const { rows } = await tx.executeQuery(
    likeWords({ teamId, words: JSON.stringify(asked), least: LEAST_LIKE, limit, among }),
  )
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const found = await library(tx, teamId).where('flow.id', 'in', ids).execute()
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Each that is picked out, of any words; null where nothing is. */
async function idsOf(tx: Tx, teamId: string, picked: Picked): Promise<string[] | null> {
  if (isPicked(teamId, picked).length === 0) return null
  return (await listPicked(tx, teamId, picked)).map(({ id }) => id)
}

export const listPicked = (tx: Tx, teamId: string, picked: Picked): Promise<FlowRow[]> =>
  library(tx, teamId)
    .where((eb) => eb.and(isPicked(teamId, picked)))
    .execute()

const likeWords = prepare<
  { teamId: string; words: string; least: number; limit: number; among: string[] | null },
  { id: string }
>('like_words', (_, value) => {
  const inField = (field: string) => sql`
    to_tsquery('english', replace(w.likely, ':*', ${sql.lit(`:*${field}`)})) ||
    to_tsquery('simple', replace(w.likely, ':*', ${sql.lit(`:*${field}`)}))`
  return sql<{ id: string }>`
    with word as materialized (
      select w.n, w.word, ${inField('A')} as in_name, ${inField('B')} as in_words,
        ${inField('C')} as in_summary, ${inField('D')} as in_steps
      from jsonb_to_recordset(${value('words')}::jsonb) as w(n integer, word text, likely text)
    ), place as materialized (
      select f.id, f.name, w.n, w.word, f.search_text,
        case when f.search_words @@ w.in_name then 1.0
             when f.search_words @@ w.in_words then 0.6
             when f.search_words @@ w.in_summary then 0.2
             when f.search_words @@ w.in_steps then 0.05
             else 0 end as same
      from flow f cross join word w
      where f.team_id in (${value('teamId')}, ${sql.lit(BUILT_IN_TEAM)}) and f.removed_at is null
    ), likeness as materialized (
      select p.id, p.name, p.n, greatest(p.same, case
        when p.same >= 0.6 then 0
        when word_similarity(p.word, p.search_text) < ${value('least')} then 0
        else greatest(0.8 * word_similarity(p.word, lower(p.name)),
                      0.5 * word_similarity(p.word, p.search_text)) end) as score
      from place p
    ), rarity as (
      select n, ln(1 + count(*)::float8 / (1 + count(*) filter (where score > 0))) as weight
      from likeness group by n
    )
    select l.id
    from likeness l join rarity r on r.n = l.n
    where ${value('among')}::uuid[] is null or l.id = any(${value('among')}::uuid[])
    group by l.id, l.name
    having min(l.score) > 0
    order by sum(l.score * r.weight) desc, l.name
    limit ${value('limit')}`
})

export interface FlowToPublish {
  teamId: string
  id: string
  version: string
  content: FlowContent
  authorId: string
  at: Date
  search: { name: string; words: string; summary: string; steps: string; short: string }
  stepTitles: string[]
}

/**
 * Stores a version and makes it the one that is offered. The same one again changes nothing, and is
 * told as false.
 */
export async function publishFlow(tx: Tx, flow: FlowToPublish): Promise<boolean> {
  const { teamId, id, version, content, authorId, at, search } = flow
  await tx
    .insertInto('flowVersion')
    .values({ teamId, version, flowId: id, content: asJson(content), authorId, publishedAt: at })
    .onConflict((oc) => oc.doNothing())
    .execute()
  const weighted = (text: string, weight: string) =>
    sql`setweight(to_tsvector('english', ${text}) || to_tsvector('simple', ${text}), ${sql.lit(weight)})`
  const row = {
    slug: content.slug,
    name: content.name,
    version,
    kind: content.kind,
    summary: content.summary,
    category: content.category,
    words: asJson(content.words),
    tags: asJson(content.tags ?? []),
    isSubFlow: content.isSubFlow,
    stepTitles: asJson(flow.stepTitles),
    forkOf: content.fork ? asJson(content.fork) : null,
    publishedAt: at,
    searchWords: sql<string>`${weighted(search.name, 'A')} || ${weighted(search.words, 'B')} || ${weighted(search.summary, 'C')} || ${weighted(search.steps, 'D')}`,
    searchText: search.short,
  }
  const result = await tx
    .insertInto('flow')
    .values({ teamId, id, authorId, madeAt: at, ...row })
    .onConflict((oc) =>
      oc.columns(['teamId', 'id']).doUpdateSet(row).where('flow.version', '!=', version),
    )
    .executeTakeFirst()
  await markDue(tx, teamId, { kind: 'flow', id }, at)
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** It is offered and found no more; its versions stay for whoever runs on them or has copied it. */
export const takeOutFlow = async (tx: Tx, teamId: string, id: string, at: Date): Promise<void> => {
  await tx
    .updateTable('flow')
    .set({ removedAt: at })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()
  // Nobody sees them any more, and they would still count where folders move and favourites end.
  for (const table of ['flowFolder', 'flowFavourite'] as const) {
    await tx.deleteFrom(table).where('teamId', '=', teamId).where('flowId', '=', id).execute()
  }
  await markDue(tx, teamId, { kind: 'flow', id }, at)
}

/** The way back; where it lay in folders is not known any more. */
export const putBack = async (tx: Tx, teamId: string, id: string, at: Date): Promise<void> => {
  await tx
    .updateTable('flow')
    .set({ removedAt: null })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .execute()
  await markDue(tx, teamId, { kind: 'flow', id }, at)
}

/** One process seeds at a time. */
export const lockSeeding = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('seed', 0))`.execute(tx)

export const listPublished = (tx: Tx, teamId: string) =>
  tx.selectFrom('flow').select(['id', 'version']).where('teamId', '=', teamId).execute()
