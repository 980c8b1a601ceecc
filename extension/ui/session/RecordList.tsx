/** What happened so far, folded away until somebody wants to see it. */
import { useState } from 'react'
import { tellEnd } from '#shared/handoff/tell-handoff.ts'
import type { Session } from '#shared/session/session.ts'
import { Fold } from '../Fold.tsx'
import { later } from '../later.tsx'
import { Skeleton } from '../Skeleton.tsx'
import type { RecordProps } from './RecordEntries.tsx'

const RecordEntries = later(
  async () => (await import('./RecordEntries.tsx')).RecordEntries,
  <Skeleton label="The record is being opened" />,
)

export function RecordList({
  isOpen: given,
  onOpenChange,
  isOpenFirst = false,
  ...props
}: RecordProps & {
  isOpen?: boolean
  isOpenFirst?: boolean
  onOpenChange?: (isOpen: boolean) => void
}) {
  const [own, setOwn] = useState(isOpenFirst)
  const count = countEntries(props.session)
  if (count === 0) return null
  return (
    <Fold
      title="What happened so far"
      aside={`${count} ${count === 1 ? 'entry' : 'entries'}`}
      keyLabel="h"
      isOpen={given ?? own}
      onOpenChange={onOpenChange ?? setOwn}
    >
      <RecordEntries {...props} />
    </Fold>
  )
}

/** What was said at a step stands under it. */
const countEntries = ({ steps, statements, files, handoffs }: Session): number =>
  steps.length +
  files.length +
  statements.filter((statement) => !statement.stepId).length +
  handoffs.length +
  handoffs.filter(tellEnd).length
