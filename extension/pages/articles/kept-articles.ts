/**
 * An article that is being written, as this browser keeps it until it is saved: a closed tab loses
 * nothing. Kept beside other drafts, under the id of the article.
 */
import * as z from 'zod/mini'
import type { LocalStore } from '../../client/local-store.ts'

const FIELD = 'article'

const Kept = z.object({ basedOn: z.int(), title: z.string(), text: z.string() })
export type KeptArticle = z.infer<typeof Kept>

type Drafts = Pick<LocalStore, 'drafts'>

export async function readKept(db: Drafts, articleId: string): Promise<KeptArticle | undefined> {
  const row = await db.drafts.get([articleId, FIELD])
  return row && readRow(row.text)
}

export async function listKept(db: Drafts): Promise<{ id: string; kept: KeptArticle }[]> {
  const rows = await db.drafts.toArray()
  return rows.flatMap(({ sessionId: id, field, text }) => {
    const kept = field === FIELD ? readRow(text) : undefined
    return kept ? [{ id, kept }] : []
  })
}

export const keep = (db: Drafts, articleId: string, kept: KeptArticle, at: string): Promise<void> =>
  db.drafts.put({
    ...{ sessionId: articleId, field: FIELD, text: JSON.stringify(kept) },
    ...{ from: String(kept.basedOn), at },
  })

export const forget = (db: Drafts, articleId: string): Promise<void> =>
  db.drafts.delete([articleId, FIELD])

function readRow(text: string): KeptArticle | undefined {
  try {
    return Kept.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
