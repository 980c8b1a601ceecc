/** Takes a flow out of the library, once a lead has read what that means. */
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { RemoveFlow } from '#shared/flow/contract.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange } from '../page-context.ts'

export function RemoveThis({ flow: { id, content } }: { flow: Flow }) {
  const [isAsking, setAsking] = useState(false)
  const remove = useChange(RemoveFlow)
  const take = async () => {
    // With the flow this goes too: what comes after must not hang on its being drawn.
    const isOut = await remove.mutateAsync({ flowId: id }).then(
      () => true,
      () => false,
    )
    if (isOut) location.hash = 'all'
  }
  return (
    <>
      <Button
        look="quiet"
        className="self-start"
        icon={<Trash2 aria-hidden className="size-4" />}
        onClick={() => setAsking(true)}
      >
        Delete this flow
      </Button>
      <Dialog
        title={`Delete “${content.name}”?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button look="danger" isBusy={remove.isPending} onClick={() => void take()}>
              Delete it
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-2 text-small">
          <p>Nobody is offered it or finds it any more, in the library or beside a ticket.</p>
          <p>A lead can put it back, below the list of flows.</p>
          <p>Sessions that run on it go on, their notes and records stay, and so do its forks.</p>
          {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
        </div>
      </Dialog>
    </>
  )
}
