/**
 * An answer that is on its way: what is being done, how to stop it, and its words as they come.
 * They are not read out while they grow; the finished answer is.
 */
import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TurnPhase } from '#shared/assistant/turn-news.ts'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { keyOf } from './keys.ts'
import { Spinner } from './Spinner.tsx'

const PHASES: Record<TurnPhase, string> = {
  reading: 'Reading',
  searching: 'Searching what your team knows',
  thinking: 'Thinking',
  writing: 'Writing',
  checking: 'Checking the answer',
}

export function TurnCard({
  phase,
  more,
  aside,
  isStopping,
  className,
  children,
  onStop,
}: {
  phase: TurnPhase
  /** Said behind the phase. */
  more?: string | undefined
  aside?: ReactNode
  isStopping: boolean
  className: string
  children: ReactNode
  /** None for whoever only looks on. */
  onStop?: (() => void) | undefined
}) {
  return (
    <div
      className={classNames(
        'flex flex-col gap-1.5 rounded-lg border border-line bg-surface p-2.5',
        className,
      )}
    >
      <div className="flex h-7 shrink-0 items-center gap-2 text-small text-muted">
        <Spinner />
        <span className="min-w-0 flex-1 truncate" role="status">
          {isStopping ? 'Stopping' : `${PHASES[phase]}${more ?? ''}`}
        </span>
        {aside}
        {onStop && (
          <Button
            size="small"
            icon={<Square aria-hidden="true" className="size-3" />}
            keyLabel={keyOf('stop')}
            isBusy={isStopping}
            onClick={onStop}
          >
            Stop
          </Button>
        )}
      </div>
      {children}
    </div>
  )
}
