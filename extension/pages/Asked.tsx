/** What was asked of the server: waiting, what went wrong with a way to try again, or the answer. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
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
  if (of.data !== undefined) return children(of.data)
  if (of.error) {
    return (
      <Notice
        tone="bad"
        actions={
          <Button size="small" onClick={() => void of.refetch()}>
            Try again
          </Button>
        }
      >
        {of.error.message}
      </Notice>
    )
  }
  return <Skeleton label={label} lines={lines} />
}
