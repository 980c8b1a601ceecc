/** The team's articles by title; what is not saved yet is among them. */
import { useQuery } from '@tanstack/react-query'
import { FileText, Plus } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { type ArticleHead, ListArticles } from '#shared/article/contract.ts'
import { foldText } from '#shared/text/fold-text.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { since } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { pickOnlyHere } from '../keep-drafts.ts'
import { useAsk, useMay } from '../page-context.ts'
import { Unsaved } from '../Unsaved.tsx'
import { type KeptArticle, keep, listKept } from './kept-articles.ts'

export function ArticleList({ db }: { db: LocalStore }) {
  const mayWrite = useMay('publishFlows')
  const asked = useAsk(ListArticles, {})
  const kept = useQuery({ queryKey: ['kept articles', db.name], queryFn: () => listKept(db) })
  const [query, setQuery] = useState('')
  const unsaved = new Set(kept.data?.map(({ id }) => id))
  const known = new Set(asked.data?.articles.map(({ id }) => id))
  const onlyHere = pickOnlyHere(kept.data, asked, (id) => known.has(id)).filter(({ kept }) =>
    isBegun(kept),
  )
  const newOne = mayWrite && (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => void begin(db)}
    >
      New article
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1">
          <h1 className="text-large font-semibold">Articles</h1>
          <p className="text-muted">
            What your team has written down elsewhere, pasted here. FlowPilot and “Ask your team’s
            knowledge” find and cite it beside flows and solved cases.
          </p>
        </div>
        {asked.data && asked.data.articles.length > 0 && newOne}
      </div>
      <Unsaved
        things={onlyHere.map(({ id, kept: { title, basedOn } }) => ({
          ...{ id, name: title, isChange: basedOn > 0 },
        }))}
      />
      <Asked of={asked} label="Reading the articles">
        {({ articles }) =>
          articles.length === 0 ? (
            <Empty icon={<FileText />} title="No articles yet" action={newOne}>
              {mayWrite
                ? 'Paste the page your team opens most. From then on it is found by its words, in the middle of a ticket.'
                : 'A lead of your team pastes them; you find them here and in what FlowPilot says.'}
            </Empty>
          ) : (
            <>
              <TextField
                label="Search"
                type="search"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                placeholder="Words of the title"
              />
              <Found articles={articles} query={query} unsaved={unsaved} />
            </>
          )
        }
      </Asked>
    </div>
  )
}

/** Kept at once: what is neither saved nor kept is not there. */
async function begin(db: LocalStore): Promise<void> {
  const id = v7()
  await keep(db, id, { basedOn: 0, title: '', text: '' }, new Date().toISOString())
  location.hash = id
}

const isBegun = ({ title, text }: KeptArticle): boolean => `${title}${text}`.trim() !== ''

function Found({
  articles,
  query,
  unsaved,
}: {
  articles: readonly ArticleHead[]
  query: string
  unsaved: ReadonlySet<string>
}) {
  const words = foldText(query).split(' ').filter(Boolean)
  const found = articles.filter(({ title }) => {
    const folded = foldText(title)
    return words.every((word) => folded.includes(word))
  })
  if (found.length === 0) {
    return <Notice>No title has these words. Their texts are searched from the side panel.</Notice>
  }
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {found.map(({ id, title, savedBy, savedAt }) => (
        <li key={id}>
          <a href={`#${id}`} className="flex flex-col gap-0.5 px-3 py-2.5 hover:bg-hover">
            <span className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 flex-1 font-medium break-words">{title}</span>
              {unsaved.has(id) && <Badge tone="amber">Changes not saved</Badge>}
            </span>
            <span className="text-small text-faint">
              {savedBy}, {since(savedAt, Date.now())}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
