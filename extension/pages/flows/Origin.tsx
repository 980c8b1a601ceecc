/** Of a fork: which flow it was made from, by whom, when and why; and what has changed there since. */
import { GitFork } from 'lucide-react'
import type { ForkOf } from '#shared/flow/contract.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { day } from '../../ui/time-words.ts'
import { useMay } from '../page-context.ts'
import { Sentences } from './draft/Differences.tsx'
import { useOriginal } from './use-original.ts'

export function Origin({
  content,
  forkOf,
  onTake,
}: {
  content: FlowContent
  forkOf: ForkOf
  /** Opens the draft in which changes are taken over. */
  onTake: () => void
}) {
  const mayAuthor = useMay('authorFlows')
  const { isListed, name, told } = useOriginal(content)
  return (
    <section aria-label="Fork" className="flex flex-col gap-2">
      <p className="flex gap-1.5 text-small text-muted">
        <GitFork aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span className="min-w-0 break-words">
          Fork of{' '}
          {isListed ? (
            <a href={`#${forkOf.flow}`} className="text-accent-ink underline">
              {name}
            </a>
          ) : (
            <span>“{name}”, which is not in the library any more</span>
          )}
          , by {forkOf.by}, {day(forkOf.at)}. {forkOf.reason}
        </span>
      </p>
      {told.length > 0 && (
        <Notice
          title={`The original has changed since: ${told.length === 1 ? '1 change' : `${told.length} changes`}`}
          actions={
            mayAuthor && (
              <Button size="small" onClick={onTake}>
                Take changes over
              </Button>
            )
          }
        >
          <Sentences told={told.map(({ sentence }) => sentence)} />
        </Notice>
      )}
    </section>
  )
}
