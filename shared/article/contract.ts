/**
 * The questions one may ask about articles: pages of text that a lead has pasted, so that they
 * are found and cited like flows and solved cases.
 */
import * as z from 'zod/mini'
import { BasedOn, Id, Instant } from '../ids.ts'
import { route } from '../route.ts'

export const LONGEST_ARTICLE = 60_000

const Title = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
/** Markdown, or any text: headings tell what belongs together. */
const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_ARTICLE))

const head = {
  id: Id,
  title: z.string(),
  /** Rises with each change; sent back so that nobody overwrites another's work. */
  revision: z.int(),
  savedBy: z.string(),
  savedAt: Instant,
}

export const ArticleHead = z.object(head).check(z.meta({ id: 'ArticleHead' }))
export type ArticleHead = z.infer<typeof ArticleHead>

export const Article = z.object({ ...head, text: z.string() }).check(z.meta({ id: 'Article' }))
export type Article = z.infer<typeof Article>

export const ListArticles = route({
  method: 'GET',
  path: '/articles',
  summary: 'The team’s articles by title, without their text',
  may: 'readFlows',
  request: z.object({}),
  response: z.object({ articles: z.array(ArticleHead) }),
})

export const ReadArticle = route({
  method: 'GET',
  path: '/articles/:articleId',
  summary: 'One article with its text',
  may: 'readFlows',
  request: z.object({ articleId: Id }),
  response: Article,
})

export const SaveArticle = route({
  method: 'PUT',
  path: '/articles/:articleId',
  summary: 'Make or change an article; secrets in it are masked',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({
    articleId: Id,
    /** The revision that was changed; 0 for a new one. */
    basedOn: BasedOn,
    title: Title,
    text: Text,
  }),
  response: Article,
})

export const DeleteArticle = route({
  method: 'DELETE',
  path: '/articles/:articleId',
  summary: 'Take an article away; it is found and cited no more',
  may: 'publishFlows',
  pace: 'author',
  request: z.object({ articleId: Id }),
  response: z.object({}),
})
