/** Begins a batch by hand and goes to it. Pressed twice, or asked again, it begins one. */
import { Play } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { BeginBatch, type MaintenancePlan } from '#shared/maintenance/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange, useMay } from '../page-context.ts'

export function BeginNow({ plan }: { plan: MaintenancePlan }) {
  const mayWork = useMay('workOnSessions')
  const begin = useChange(BeginBatch)
  // The same until it has begun, so that an answer that was lost is only asked for again.
  const [batchId, setBatchId] = useState(() => v7())
  const words = begin.isPending ? 'Beginning' : 'Begin now'
  if (!mayWork) return null
  const start = () => {
    if (begin.isPending) return
    begin.mutateAsync({ planId: plan.id, batchId }).then(
      ({ id }) => {
        setBatchId(v7())
        location.assign(`/maintenance.html#batch/${id}`)
      },
      () => undefined,
    )
  }
  return (
    <>
      <Button
        aria-label={`${words}: ${plan.name}`}
        icon={<Play aria-hidden className="size-4" />}
        isBusy={begin.isPending}
        onClick={start}
      >
        {words}
      </Button>
      {begin.error && <Notice tone="bad">{begin.error.message}</Notice>}
    </>
  )
}
