/** All articles, or one of them when the address names it: `articles.html#<id>`. */
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { useFragment } from '../use-fragment.ts'
import { ArticleList } from './ArticleList.tsx'
import { OneArticle } from './OneArticle.tsx'

export function ArticlesPage() {
  const { account, db } = usePage()
  const id = useFragment()
  if (!account || !db) {
    return <Notice>Nobody is signed in. Open the side panel on a ticket to sign in.</Notice>
  }
  return id ? <OneArticle key={id} articleId={id} db={db} /> : <ArticleList db={db} />
}
