/** A step of the library in a list: what it is, where it comes from, how it is rated. */
import { Lock, Star, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LibraryStep } from '#shared/step-library/contract.ts'
import { Badge } from '../../ui/Badge.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'

export function StepCard({ step, acts }: { step: LibraryStep; acts: ReactNode }) {
  const { id, content, source } = step
  return (
    <li className="flex flex-wrap items-start gap-x-2 gap-y-1.5 rounded-lg border border-line bg-surface p-3">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <h2 className="font-medium break-words">
          <a href={`/steps.html#${id}`} className="hover:underline">
            {content.title}
          </a>
        </h2>
        <p className="flex flex-wrap items-center gap-1.5">
          <StepMarks step={step} />
        </p>
        {source && <p className="truncate text-small text-muted">From “{source.flowName}”</p>}
        {content.body && (
          <p className="line-clamp-2 text-small break-words text-muted">
            {withoutMarks(content.body)}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1">{acts}</div>
    </li>
  )
}

/** Two lines of it are read, not drawn; the line below a table's head is a mark as a whole. */
const withoutMarks = (markdown: string): string =>
  markdown
    .replaceAll(/^[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[ \t|:-]*$\n?/gm, '')
    .replaceAll(/[*_`#>|]+/g, '')

/** The same in the list and on its own page. */
export function StepMarks({ step }: { step: LibraryStep }) {
  const { content, isFlowSynced, visibility, isBuiltIn, stars, reviews } = step
  return (
    <>
      {isFlowSynced && (
        <Badge tone="accent" icon={<Lock aria-hidden />}>
          From flow
          <span className="sr-only">, changed in its flow alone</span>
        </Badge>
      )}
      {visibility === 'author' && (
        <Badge tone="amber" icon={<UserRound aria-hidden />}>
          Only you
        </Badge>
      )}
      {isBuiltIn && <Badge>Built in</Badge>}
      <SafetyMark safety={content.safety} />
      {content.group && <Badge>{content.group}</Badge>}
      {stars !== null && <Stars stars={stars} reviews={reviews} />}
    </>
  )
}

const Stars = ({ stars, reviews }: { stars: number; reviews: number }) => (
  <span className="inline-flex items-center gap-1 text-small text-muted">
    <Star aria-hidden className="size-3.5 fill-current text-accent-ink" />
    {stars.toFixed(1)}
    <span className="sr-only"> of 5 stars</span>
    <span className="text-faint">
      ({reviews} {reviews === 1 ? 'review' : 'reviews'})
    </span>
  </span>
)
