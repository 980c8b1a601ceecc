/** The SQL of articles. */
import type { Article, ArticleHead } from '#shared/article/contract.ts'
import type { Tx } from '../db.ts'

const of = (tx: Tx, teamId: string) =>
  tx
    .selectFrom('article')
    .innerJoin('person', (join) =>
      join.onRef('person.teamId', '=', 'article.teamId').onRef('person.id', '=', 'article.savedBy'),
    )
    .select(['article.id', 'title', 'revision', 'person.name as savedBy', 'savedAt'])
    .where('article.teamId', '=', teamId)

/** Pasted by hand, one by one: there are never many. */
const MOST_LISTED = 2_000

export const listArticles = (tx: Tx, teamId: string): Promise<ArticleHead[]> =>
  of(tx, teamId).orderBy('title').orderBy('article.id').limit(MOST_LISTED).execute()

export const readArticle = (tx: Tx, teamId: string, id: string): Promise<Article | undefined> =>
  of(tx, teamId).select('text').where('article.id', '=', id).executeTakeFirst()

export interface ArticleToKeep {
  teamId: string
  id: string
  title: string
  text: string
  savedBy: string
  savedAt: Date
}

/** False when the id is taken. */
export async function insertArticle(tx: Tx, article: ArticleToKeep): Promise<boolean> {
  const result = await tx
    .insertInto('article')
    .values({ ...article, revision: 1 })
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False when it is not the revision any more that was changed. */
export async function changeArticle(
  tx: Tx,
  { teamId, id, ...changed }: ArticleToKeep,
  basedOn: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('article')
    .set({ ...changed, revision: basedOn + 1 })
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .where('revision', '=', basedOn)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** False when there is none. */
export async function deleteArticle(tx: Tx, teamId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('article')
    .where('teamId', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
