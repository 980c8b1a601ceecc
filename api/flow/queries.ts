/**
 * The SQL of flows. A team sees its own library and the built-in one, named in each query so
 * that an index can be used, and held by row security besides.
 */
import { type InferResult, type RawBuilder, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import { prepare } from '#db/prepare.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { asJson, type Db, type Tx } from '../db.ts'
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
  'flow.isSubFlow',
  'flow.publishedAt',
  'flow.stepTitles',
] as const

const library = (db: Db, teamId: string) =>
  db
    .selectFrom('flow')
    .select(SHOWN)
    .select(sql<boolean>`flow.team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'))
    .where('flow.teamId', 'in', [teamId, BUILT_IN_TEAM])

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

/** Words with other endings, and the last letters still missing: each word must be there. */
const matches = ({ lexeme }: { lexeme: string }): RawBuilder<boolean> =>
  sql`(flow.search_words @@ (to_tsquery('english', ${lexeme}) || to_tsquery('simple', ${lexeme})))`

const ranked = (query: ReturnType<typeof library>, words: readonly SearchWord[], limit: number) =>
  query
    .orderBy(
      sql`${sql.join(
        words.map(
          ({ lexeme }) =>
            sql`ts_rank('{0.05, 0.2, 0.6, 1.0}', flow.search_words, to_tsquery('english', ${lexeme}) || to_tsquery('simple', ${lexeme}))`,
        ),
        sql` + `,
      )}`,
      'desc',
    )
    .orderBy('flow.name')
    .limit(limit)
    .execute()

/** Flows that hold every word. */
export const findAllWords = (tx: Tx, teamId: string, words: readonly SearchWord[], limit: number) =>
  ranked(
    library(tx, teamId).where((eb) => eb.and(words.map(matches))),
    words,
    limit,
  )

/** Flows that hold some of the words: for a whole sentence out of a ticket. */
export const findAnyWord = (tx: Tx, teamId: string, words: readonly SearchWord[], limit: number) =>
  ranked(
    library(tx, teamId).where((eb) => eb.or(words.map(matches))),
    words,
    limit,
  )

/** Flows that hold every word or something written much like it. */
export async function findLikeWords(
  tx: Tx,
  teamId: string,
  words: readonly SearchWord[],
  limit: number,
) {
  await sql`select set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(tx)
  const likeness = ({ word, orSwapped }: SearchWord) =>
    sql`case when flow.search_words @@ to_tsquery('simple', ${orSwapped}) then 1
         else word_similarity(${word}, flow.search_text) end`
  return library(tx, teamId)
    .where((eb) =>
      eb.and(
        words.map(({ word, orSwapped }) =>
          eb.or([matches({ lexeme: orSwapped }), sql<boolean>`flow.search_text %> ${word}`]),
        ),
      ),
    )
    .orderBy(sql`${sql.join(words.map(likeness), sql` + `)}`, 'desc')
    .orderBy('flow.name')
    .limit(limit)
    .execute()
}

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

/** Stores a version and makes it the one that is offered. The same one again changes nothing. */
export async function publishFlow(tx: Tx, flow: FlowToPublish): Promise<void> {
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
    isSubFlow: content.isSubFlow,
    stepTitles: asJson(flow.stepTitles),
    authorId,
    publishedAt: at,
    searchWords: sql<string>`${weighted(search.name, 'A')} || ${weighted(search.words, 'B')} || ${weighted(search.summary, 'C')} || ${weighted(search.steps, 'D')}`,
    searchText: search.short,
  }
  await tx
    .insertInto('flow')
    .values({ teamId, id, ...row })
    .onConflict((oc) =>
      oc.columns(['teamId', 'id']).doUpdateSet(row).where('flow.version', '!=', version),
    )
    .execute()
}

/** One process seeds at a time. */
export const lockSeeding = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('seed', 0))`.execute(tx)

export const listPublished = (tx: Tx, teamId: string) =>
  tx.selectFrom('flow').select(['id', 'version']).where('teamId', '=', teamId).execute()

export const listClientFacts = (tx: Tx, teamId: string, client: string) =>
  tx
    .selectFrom('clientFact')
    .select(['name', 'value', 'setAt', 'setBy'])
    .where('teamId', '=', teamId)
    .where('client', '=', client)
    .orderBy('name')
    .execute()
