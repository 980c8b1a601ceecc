/**
 * What was asked of the server: waiting, what went wrong with a way to try again, or the answer. An
 * answer stays where a later one does not come, and says of when it is.
 */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { whenAt } from '../ui/time-words.ts'
import type { AskFailed } from './page-context.ts'

export function Asked<T>({
  of,
  label,
  lines,
  children,
}: {
  of: UseQueryResult<T, AskFailed>
  label: string
  lines?: number
  children: (answer: T) => ReactNode
}) {
  const again = (
    <Button size="small" onClick={() => void of.refetch()}>
      Try again
    </Button>
  )
  if (of.data !== undefined) {
    return (
      <>
        {children(of.data)}
        {of.error && (
          // After it and over its end: what is being read or pressed stays where it is.
          <div className="sticky bottom-3 z-10 shadow-float">
            <Notice tone="amber" actions={again}>
              As of {whenAt(new Date(of.dataUpdatedAt).toISOString(), Date.now())}.{' '}
              {of.error.message}
            </Notice>
          </div>
        )}
      </>
    )
  }
  if (of.error) {
    return (
      <Notice tone="bad" actions={again}>
        {of.error.message}
      </Notice>
    )
  }
  return <Skeleton label={label} lines={lines} />
}
