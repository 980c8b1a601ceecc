/**
 * Articles: list, read, save, take away. Everybody may read them, and leads write them.
 *
 * Secrets in what is pasted are masked before it is kept. Each change makes the article due to be
 * learned, in the same transaction, and has that done at once: whoever pastes one tries it out.
 */
import { DeleteArticle, ListArticles, ReadArticle, SaveArticle } from '#shared/article/contract.ts'
import { redact } from '#shared/redact/redact.ts'
import { refuse } from '#shared/route.ts'
import { type App, answer } from '../answer.ts'
import { inTeam, type Tx } from '../db.ts'
import { LEARN } from '../knowledge/learn/learn.ts'
import { markDue } from '../knowledge/learn/queries.ts'
import {
  changeArticle,
  deleteArticle,
  insertArticle,
  listArticles,
  readArticle,
} from './queries.ts'

export function articleRoutes(app: App): void {
  const { db, jobs, now } = app.deps
  const learn = async (tx: Tx, teamId: string, id: string, at: Date) => {
    await markDue(tx, teamId, { kind: 'article', id }, at)
    await jobs.send(tx, LEARN, {})
  }

  answer(app, ListArticles, async (_, { teamId }) => ({
    articles: await inTeam(db, teamId, (tx) => listArticles(tx, teamId)),
  }))

  answer(app, ReadArticle, async ({ articleId }, { teamId }) =>
    inTeam(db, teamId, async (tx) => (await readArticle(tx, teamId, articleId)) ?? noArticle()),
  )

  answer(app, SaveArticle, async ({ articleId: id, basedOn, title, text }, who) => {
    const { teamId, personId: savedBy } = who
    const savedAt = now()
    const masked = { title: redact(title).text, text: redact(text).text }
    return inTeam(db, teamId, async (tx) => {
      const article = { teamId, id, ...masked, savedBy, savedAt }
      const isKept =
        basedOn === 0 ? await insertArticle(tx, article) : await changeArticle(tx, article, basedOn)
      if (!isKept) return (await readArticle(tx, teamId, id)) ? changedMeanwhile() : noArticle()
      await learn(tx, teamId, id, savedAt)
      return (await readArticle(tx, teamId, id)) ?? noArticle()
    })
  })

  answer(app, DeleteArticle, async ({ articleId: id }, { teamId }) =>
    inTeam(db, teamId, async (tx) => {
      if (!(await deleteArticle(tx, teamId, id))) noArticle()
      await learn(tx, teamId, id, now())
      return {}
    }),
  )
}

const noArticle = (): never => refuse('notFound', 'There is no such article.')

const changedMeanwhile = (): never =>
  refuse(
    'conflict',
    'Somebody changed this article meanwhile. Copy what you wrote, open it again and repeat it.',
  )
