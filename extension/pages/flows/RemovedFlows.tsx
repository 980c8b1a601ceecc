/** What was taken out of the library, for leads: each can be put back. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { ListRemovedFlows, PutBackFlow, type RemovedFlow } from '#shared/flow/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { whenAt } from '../../ui/time-words.ts'
import { useAsk, useChange } from '../page-context.ts'

export function RemovedFlows() {
  const [isOpen, setOpen] = useState(false)
  const { data } = useAsk(ListRemovedFlows, {})
  if (!data || data.flows.length === 0) return null
  return (
    <Fold
      title="Deleted flows"
      aside={data.isMore ? `the last ${data.flows.length}` : String(data.flows.length)}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <ul className="divide-y divide-line">
        {data.flows.map((flow) => (
          <OneRemoved key={flow.id} flow={flow} />
        ))}
      </ul>
    </Fold>
  )
}

function OneRemoved({ flow: { id, name, removedAt } }: { flow: RemovedFlow }) {
  const back = useChange(PutBackFlow)
  return (
    <li className="flex flex-col gap-1.5 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 break-words">
          {name}{' '}
          <span className="text-small text-muted">deleted {whenAt(removedAt, Date.now())}</span>
        </p>
        <Button
          size="small"
          icon={<Undo2 aria-hidden className="size-3.5" />}
          aria-label={`Put it back: “${name}”`}
          isBusy={back.isPending}
          onClick={() => back.mutate({ flowId: id })}
        >
          Put it back
        </Button>
      </div>
      {back.error && <Notice tone="bad">{back.error.message}</Notice>}
    </li>
  )
}
