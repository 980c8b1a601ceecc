/** A flow in the library: what it is for, what it is, and a fork of it at hand. */
import { Folder, GitFork, Star, Tag } from 'lucide-react'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { tellFolder } from '#shared/flow/folders.ts'
import { FLOW_KIND_WORDS } from '#shared/flow/kind-words.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { since } from '../../ui/time-words.ts'

export function FlowRow({
  flow,
  step,
  isFavourite,
  onFavourite,
  onFork,
}: {
  flow: FlowSummary
  /** The step by whose words it was found. */
  step: string | null
  isFavourite: boolean
  onFavourite: () => void
  /** None for those who may not write flows. */
  onFork: (() => void) | undefined
}) {
  return (
    <li className="flex items-start hover:bg-hover">
      <a href={`#${flow.id}`} className="flex min-w-0 flex-1 flex-col gap-0.5 px-3 py-2.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 basis-40 font-medium break-words">{flow.name}</span>
          {flow.forkOf && <Badge icon={<GitFork aria-hidden />}>Fork</Badge>}
          {flow.isSubFlow && <Badge>Sub-flow</Badge>}
          {flow.kind !== 'troubleshooting' && <Badge>{FLOW_KIND_WORDS[flow.kind]}</Badge>}
        </span>
        <span className="text-small break-words text-muted">{flow.summary}</span>
        {step && <span className="text-small break-words">In the step “{step}”</span>}
        <span className="flex flex-wrap gap-x-3 text-small text-faint">
          {flow.folder.length > 0 && (
            <span className="inline-flex items-center gap-1">
              <Folder aria-hidden className="size-3" />
              {tellFolder(flow.folder)}
            </span>
          )}
          <span>{flow.category}</span>
          <span>{flow.isBuiltIn ? 'Built in' : 'Of your team'}</span>
          <span>Published {since(flow.publishedAt, Date.now())}</span>
          {flow.tags.map((tag) => (
            <span key={tag} className="inline-flex items-center gap-1">
              <Tag aria-hidden className="size-3" />
              {tag}
            </span>
          ))}
        </span>
      </a>
      <IconButton
        label={`Favourite “${flow.name}”`}
        aria-pressed={isFavourite}
        icon={
          <Star
            aria-hidden
            className={isFavourite ? 'size-4 fill-current text-accent-ink' : 'size-4'}
          />
        }
        className={onFork ? 'mt-2' : 'mt-2 mr-1.5'}
        onClick={onFavourite}
      />
      {onFork && (
        <IconButton
          label={`Fork “${flow.name}”`}
          icon={<GitFork aria-hidden className="size-4" />}
          className="mt-2 mr-1.5"
          onClick={onFork}
        />
      )}
    </li>
  )
}
