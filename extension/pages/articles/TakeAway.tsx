/** Takes an article away, once the person has said so a second time. */
import { useState } from 'react'
import { DeleteArticle } from '#shared/article/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange } from '../page-context.ts'

export function TakeAway({ articleId, title }: { articleId: string; title: string }) {
  const [isOpen, setOpen] = useState(false)
  const remove = useChange(DeleteArticle)
  const takeAway = () =>
    remove.mutateAsync({ articleId }).then(
      () => {
        location.hash = 'all'
      },
      () => undefined,
    )
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        Take away
      </Button>
      <Dialog
        title={`Take “${title}” away?`}
        description="It is gone for everybody, and FlowPilot finds it no more. Answers that have cited it stay as they are."
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <Button look="danger" isBusy={remove.isPending} onClick={() => void takeAway()}>
            Take away
          </Button>
        }
      >
        {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
      </Dialog>
    </>
  )
}
