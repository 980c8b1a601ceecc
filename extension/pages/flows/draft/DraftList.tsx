/**
 * Drafts: one's own, for leads the whole team's, and those that only this browser has: new ones, and
 * changes to what a colleague has published or dropped meanwhile.
 */
import { useQuery } from '@tanstack/react-query'
import { GitFork } from 'lucide-react'
import { type DraftHead, ListDrafts } from '#shared/flow/drafts.ts'
import type { LocalStore } from '../../../client/local-store.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { since } from '../../../ui/time-words.ts'
import { pickOnlyHere } from '../../keep-drafts.ts'
import { useAsk, usePage } from '../../page-context.ts'
import { UNSAVED_WORDS } from '../../Unsaved.tsx'
import { listKept } from './kept-drafts.ts'

export function DraftList({ db }: { db: LocalStore }) {
  const asked = useAsk(ListDrafts, {})
  const kept = useQuery({ queryKey: ['kept flows', db.name], queryFn: () => listKept(db) })
  const drafts = asked.data?.drafts ?? []
  const known = new Set(drafts.map(({ id }) => id))
  const unsaved = new Set(kept.data?.map(({ id }) => id))
  const onlyHere = pickOnlyHere(kept.data, asked, (id) => known.has(id))
  if (drafts.length === 0 && onlyHere.length === 0) return null
  return (
    <section aria-labelledby="drafts" className="flex flex-col gap-2">
      <h2 id="drafts" className="text-title font-semibold">
        Drafts
      </h2>
      <ul className="divide-y divide-line rounded-md border border-amber-line bg-surface">
        {onlyHere.map(({ id, kept: { content, basedOn } }) => (
          <Row key={id} id={id} name={content.name}>
            {content.fork && <Badge icon={<GitFork aria-hidden />}>Fork</Badge>}
            <Badge tone="amber">{UNSAVED_WORDS[basedOn === 0 ? 'new' : 'changed']}</Badge>
          </Row>
        ))}
        {drafts.map((draft) => (
          <Row key={draft.id} id={draft.id} name={draft.name}>
            {unsaved.has(draft.id) && <Badge tone="amber">{UNSAVED_WORDS.changed}</Badge>}
            <About draft={draft} />
          </Row>
        ))}
      </ul>
    </section>
  )
}

function Row({ id, name, children }: { id: string; name: string; children: React.ReactNode }) {
  return (
    <li>
      <a
        href={`#draft/${id}`}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 hover:bg-hover"
      >
        <span className="min-w-0 flex-1 basis-40 font-medium break-words">
          {name.trim() || 'Without a name yet'}
        </span>
        {children}
      </a>
    </li>
  )
}

function About({ draft: { authorId, authorName, of, isFork, savedAt } }: { draft: DraftHead }) {
  const { account } = usePage()
  const who = authorId === account?.person.id ? 'Yours' : authorName
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-small text-faint">
      {isFork && <Badge icon={<GitFork aria-hidden />}>Fork</Badge>}
      <span>{of ? 'Next version' : 'New flow'}</span>
      <span>{who}</span>
      <span>Saved {since(savedAt, Date.now())}</span>
    </span>
  )
}
