/**
 * The SQL of the step library. A team sees its own steps and the built-in ones; a step that is kept
 * for its author, nobody else.
 */
import { type RawBuilder, sql } from 'kysely'
import { BUILT_IN_TEAM } from '#db/migrate.ts'
import type { LibraryStep, StepReview } from '#shared/step-library/contract.ts'
import type { StepContent, Visibility } from '#shared/step-library/step-content.ts'
import { asJson, type Tx } from '../db.ts'
import type { SearchWord } from '../flow/search-words.ts'

interface Viewer {
  teamId: string
  personId: string
}

const shown = (tx: Tx, { teamId, personId }: Viewer) =>
  tx
    .selectFrom('libraryStep as s')
    .leftJoin('person as author', (join) =>
      join.onRef('author.teamId', '=', 's.teamId').onRef('author.id', '=', 's.authorId'),
    )
    .leftJoin('flow as f', (join) =>
      join.onRef('f.teamId', '=', 's.teamId').onRef('f.id', '=', 's.sourceFlowId'),
    )
    .select(['s.id', 's.content', 's.visibility', 's.revision', 's.authorId', 's.savedAt'])
    .select(['s.sourceFlowId', 's.sourceNode', 'f.name as flowName'])
    .select([
      sql<string>`coalesce(author.name, 'ResolutionFlow')`.as('authorName'),
      sql<boolean>`s.team_id = ${BUILT_IN_TEAM}`.as('isBuiltIn'),
    ])
    .select((eb) => [
      eb
        .selectFrom('stepReview as r')
        .select(sql<number | null>`avg(r.stars)::float8`.as('stars'))
        .where('r.teamId', '=', teamId)
        .whereRef('r.stepId', '=', 's.id')
        .as('stars'),
      eb
        .selectFrom('stepReview as r')
        .select(sql<number>`count(*)::int`.as('reviews'))
        .where('r.teamId', '=', teamId)
        .whereRef('r.stepId', '=', 's.id')
        .as('reviews'),
    ])
    .where('s.teamId', 'in', [teamId, BUILT_IN_TEAM])
    .where('s.isActive', '=', true)
    .where((eb) => eb.or([eb('s.visibility', '=', 'team'), eb('s.authorId', '=', personId)]))

type Row = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>

const tellStep = ({ sourceFlowId, sourceNode, flowName, reviews, ...step }: Row): LibraryStep => ({
  ...step,
  reviews: reviews ?? 0,
  isFlowSynced: sourceFlowId !== null,
  source:
    sourceFlowId !== null && sourceNode !== null
      ? { flowId: sourceFlowId, flowName: flowName ?? '', node: sourceNode }
      : null,
})

/** What is less like a word than this is not it. */
const LEAST_LIKE = 0.4

/** By title, or those that hold every word; where none does, those with something much like each. */
export async function listSteps(tx: Tx, viewer: Viewer, page: Page): Promise<LibraryStep[]> {
  const holding = await pageOf(tx, viewer, page, holds)
  if (holding.length > 0 || page.words.length === 0) return holding
  const isPastEnd =
    page.offset > 0 &&
    (await pageOf(tx, viewer, { ...page, offset: 0, limit: 1 }, holds)).length > 0
  return isPastEnd ? [] : pageOf(tx, viewer, page, isLike)
}

async function pageOf(
  tx: Tx,
  viewer: Viewer,
  { words, isOwn, limit, offset }: Page,
  matches: (word: SearchWord) => RawBuilder<boolean>,
): Promise<LibraryStep[]> {
  const all = shown(tx, viewer).limit(limit).offset(offset)
  const whose = isOwn
    ? all.where('s.authorId', '=', viewer.personId).where('s.sourceFlowId', 'is', null)
    : all
  const found = words.length > 0 ? whose.where((eb) => eb.and(words.map(matches))) : whose
  const scores = words.map(
    ({ word, lexeme }) =>
      sql`ts_rank(${WEIGHTS}, s.search_words, ${asQuery(lexeme)}) + 0.3 * word_similarity(${word}, s.search_text)`,
  )
  const ranked = found.orderBy(sql`${sql.join([sql`0::real`, ...scores], sql` + `)}`, 'desc')
  return (await ranked.orderBy('s.title').orderBy('s.id').execute()).map(tellStep)
}

const holds = ({ lexeme }: SearchWord) => sql<boolean>`s.search_words @@ ${asQuery(lexeme)}`

const isLike = ({ word, orSwapped }: SearchWord) =>
  sql<boolean>`(s.search_words @@ ${asQuery(orSwapped)} or word_similarity(${word}, s.search_text) >= ${LEAST_LIKE})`

export interface Page {
  words: readonly SearchWord[]
  /** Written by whoever asks. */
  isOwn: boolean
  limit: number
  offset: number
}

const asQuery = (lexeme: string) =>
  sql`(to_tsquery('english', ${lexeme}) || to_tsquery('simple', ${lexeme}))`

/** By how much each place counts: nothing, commands, text, title. */
const WEIGHTS = sql.lit('{0, 0.1, 0.3, 1.0}')

export async function readStep(
  tx: Tx,
  viewer: Viewer,
  id: string,
): Promise<LibraryStep | undefined> {
  const row = await shown(tx, viewer).where('s.id', '=', id).executeTakeFirst()
  return row && tellStep(row)
}

/** Held until the transaction ends, whoever may see it. */
export const holdStep = (tx: Tx, teamId: string, id: string) =>
  tx
    .selectFrom('libraryStep')
    .select(['authorId', 'visibility', 'revision', 'sourceFlowId'])
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export interface StepToKeep {
  id: string
  content: StepContent
  visibility: Visibility
  /** In which flow and where, for a step that a flow has. */
  sourceNode: string | null
  search: { title: string; text: string; commands: string }
}

interface Kept {
  teamId: string
  authorId: string
  at: Date
}

const columns = ({ content, visibility, search }: StepToKeep, at: Date) => ({
  ...{ title: content.title, content: asJson(content), visibility, savedAt: at, isActive: true },
  searchWords: sql<string>`${weighted(search.title, 'A')} || ${weighted(search.text, 'B')} || ${weighted(search.commands, 'C')}`,
  searchText: `${search.title} ${search.text}`.slice(0, 2_000),
})

const weighted = (text: string, weight: string) =>
  sql`setweight(to_tsvector('english', ${text}) || to_tsvector('simple', ${text}), ${sql.lit(weight)})`

/** False when the id is taken. */
export async function insertStep(tx: Tx, step: StepToKeep, kept: Kept): Promise<boolean> {
  const { teamId, authorId, at } = kept
  const result = await tx
    .insertInto('libraryStep')
    .values({ teamId, id: step.id, authorId, revision: 1, ...columns(step, at) })
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The row is held by whoever asks. */
export const changeStep = (tx: Tx, teamId: string, step: StepToKeep, at: Date) =>
  tx
    .updateTable('libraryStep')
    .set({ ...columns(step, at), revision: sql`revision + 1` })
    .where('teamId', '=', teamId)
    .where('id', '=', step.id)
    .execute()

export const deleteStep = async (tx: Tx, teamId: string, id: string): Promise<void> => {
  await tx.deleteFrom('stepReview').where('teamId', '=', teamId).where('stepId', '=', id).execute()
  await tx.deleteFrom('libraryStep').where('teamId', '=', teamId).where('id', '=', id).execute()
}

/**
 * Each step of a flow as the flow has it now, in one statement; one that has not changed stays as it
 * is, and those that the flow has no more are offered no more.
 */
export async function putStepsOf(
  tx: Tx,
  { teamId, authorId, at, flowId }: Kept & { flowId: string },
  steps: readonly StepToKeep[],
): Promise<void> {
  const rows = steps.map(({ content, search, ...step }) => ({
    ...step,
    ...{ title: content.title, content, words_in_title: search.title, words_in_text: search.text },
    words_in_commands: search.commands,
  }))
  const nodes = steps.map(({ sourceNode }) => sourceNode)
  await sql`
    update library_step set is_active = false
    where team_id = ${teamId} and source_flow_id = ${flowId} and is_active
      and source_node <> all(select jsonb_array_elements_text(${JSON.stringify(nodes)}::jsonb))`.execute(
    tx,
  )
  await sql`
    insert into library_step (team_id, id, title, content, visibility, revision, author_id, saved_at,
      source_flow_id, source_node, search_words, search_text)
    select ${teamId}, r.id, r.title, r.content, r.visibility, 1, ${authorId}, ${at.toISOString()}::timestamptz,
      ${flowId}, r."sourceNode",
      setweight(to_tsvector('english', words_in_title) || to_tsvector('simple', words_in_title), 'A') ||
      setweight(to_tsvector('english', words_in_text) || to_tsvector('simple', words_in_text), 'B') ||
      setweight(to_tsvector('english', words_in_commands) || to_tsvector('simple', words_in_commands), 'C'),
      left(words_in_title || ' ' || words_in_text, 2000)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, content jsonb,
      visibility text, "sourceNode" text, words_in_title text, words_in_text text, words_in_commands text)
    on conflict (team_id, source_flow_id, source_node) do update set
      author_id = excluded.author_id, title = excluded.title, content = excluded.content, visibility = excluded.visibility,
      revision = library_step.revision + 1, saved_at = excluded.saved_at, is_active = true,
      search_words = excluded.search_words, search_text = excluded.search_text
    where library_step.content <> excluded.content or library_step.author_id <> excluded.author_id
      or library_step.visibility <> excluded.visibility
      or not library_step.is_active`.execute(tx)
}

/** Offered no more; what was taken from them stays where it was put. */
export const switchOffStepsOf = (tx: Tx, teamId: string, flowId: string) =>
  tx
    .updateTable('libraryStep')
    .set({ isActive: false })
    .where('teamId', '=', teamId)
    .where('sourceFlowId', '=', flowId)
    .execute()

/** The flows that have steps in the library. */
export const flowsWithSteps = async (tx: Tx, teamId: string): Promise<ReadonlySet<string>> => {
  const rows = await tx
    .selectFrom('libraryStep')
    .select('sourceFlowId')
    .distinct()
    .where('teamId', '=', teamId)
    .where('sourceFlowId', 'is not', null)
    .execute()
  return new Set(rows.flatMap(({ sourceFlowId }) => sourceFlowId ?? []))
}

const MOST_REVIEWS = 200

export const listReviews = (
  tx: Tx,
  { teamId, personId }: Viewer,
  id: string,
): Promise<StepReview[]> =>
  tx
    .selectFrom('stepReview')
    .innerJoin('person', (join) =>
      join
        .onRef('person.teamId', '=', 'stepReview.teamId')
        .onRef('person.id', '=', 'stepReview.personId'),
    )
    .select(['stars', 'text', 'reviewedAt', 'person.name as reviewedBy'])
    .select(sql<boolean>`person.id = ${personId}`.as('isMine'))
    .where('stepReview.teamId', '=', teamId)
    .where('stepId', '=', id)
    .orderBy('reviewedAt', 'desc')
    .limit(MOST_REVIEWS)
    .execute()

/** What the same person said of it before is replaced. */
export const keepReview = (
  tx: Tx,
  { teamId, personId }: Viewer,
  review: { stepId: string; stars: number; text: string; at: Date },
) => {
  const { stepId, stars, text, at } = review
  const said = { stars, text, reviewedAt: at }
  return tx
    .insertInto('stepReview')
    .values({ teamId, stepId, personId, ...said })
    .onConflict((known) => known.columns(['teamId', 'stepId', 'personId']).doUpdateSet(said))
    .execute()
}
