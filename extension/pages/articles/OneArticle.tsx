/** One article to be read, and for leads to be written, changed and taken away. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { type Article, ReadArticle } from '#shared/article/contract.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { since } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, useMay } from '../page-context.ts'
import { ArticleForm } from './ArticleForm.tsx'
import { readKept } from './kept-articles.ts'
import { TakeAway } from './TakeAway.tsx'

const Markdown = lazy(() => import('../../ui/Markdown.tsx'))

export function OneArticle({ articleId, db }: { articleId: string; db: LocalStore }) {
  const mayWrite = useMay('publishFlows')
  const asked = useAsk(ReadArticle, { articleId })
  const kept = useQuery({
    queryKey: ['kept article', db.name, articleId],
    queryFn: async () => (await readKept(db, articleId)) ?? null,
  })
  const [isEditing, setEditing] = useState<boolean>()
  if (kept.data === undefined) return <Skeleton label="Reading the article" lines={6} />
  const isNew = asked.error?.trouble.code === 'notFound'
  if (isNew && !(mayWrite && kept.data)) {
    return (
      <Notice>
        This article is not there any more. <a href="#all">All articles</a>
      </Notice>
    )
  }
  const form = (article: Article | null) => (
    <ArticleForm
      articleId={articleId}
      article={article}
      kept={kept.data}
      db={db}
      // Whoever edits again at once begins with what was saved, not with the draft of before.
      onEnd={() => void kept.refetch().then(() => setEditing(false))}
    />
  )
  return (
    <div className="flex flex-col gap-4">
      <a href="#all" className="self-start text-small text-muted hover:text-ink">
        All articles
      </a>
      {isNew ? (
        form(null)
      ) : (
        <Asked of={asked} label="Reading the article" lines={6}>
          {(article) =>
            mayWrite && (isEditing ?? kept.data !== null) ? (
              form(article)
            ) : (
              <Read article={article} onEdit={mayWrite ? () => setEditing(true) : undefined} />
            )
          }
        </Asked>
      )}
    </div>
  )
}

function Read({ article, onEdit }: { article: Article; onEdit: (() => void) | undefined }) {
  const { id, title, text, savedBy, savedAt } = article
  return (
    <article className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="text-large font-semibold break-words">{title}</h1>
          <p className="pt-1 text-small text-muted">
            {savedBy}, {since(savedAt, Date.now())}
          </p>
        </div>
        {onEdit && (
          <div className="flex gap-2">
            <Button onClick={onEdit}>Edit</Button>
            <TakeAway articleId={id} title={title} />
          </div>
        )}
      </header>
      <Suspense fallback={<Skeleton label="Reading the article" lines={6} />}>
        <Markdown text={text} />
      </Suspense>
    </article>
  )
}
