/** What one may do with a step of the library: change it, take it away, make one's own of it. */
import { Copy, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import { DeleteLibraryStep, type LibraryStep } from '#shared/step-library/contract.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange, useMay, usePage } from '../page-context.ts'
import { forget } from './kept-steps.ts'
import type { Written } from './StepDialog.tsx'

export function StepActs({
  step,
  db,
  onWrite,
  onGone,
}: {
  step: LibraryStep
  db: LocalStore
  /** The form stands where it outlives the step: a colleague may take that away. */
  onWrite: (opened: Written) => void
  onGone?: () => void
}) {
  const { account } = usePage()
  const mayWrite = useMay('authorFlows')
  const mayOffer = useMay('publishFlows')
  const [isRemoving, setRemoving] = useState(false)
  if (!mayWrite) return null
  const isTheirs = step.authorId === account?.person.id || mayOffer
  const mayChange = !step.isFlowSynced && isTheirs
  const { title } = step.content
  return (
    <>
      {mayChange && (
        <>
          <IconButton
            label={`Change “${title}”`}
            icon={<Pencil aria-hidden className="size-4" />}
            onClick={() => onWrite({ stepId: step.id, step })}
          />
          <IconButton
            label={`Take “${title}” away`}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => setRemoving(true)}
          />
        </>
      )}
      <IconButton
        label={`Save “${title}” as a step of your own`}
        icon={<Copy aria-hidden className="size-4" />}
        onClick={() => onWrite({ stepId: v7(), copyOf: step.content })}
      />
      {isRemoving && (
        <Remove step={step} db={db} onClose={() => setRemoving(false)} onGone={onGone} />
      )}
    </>
  )
}

function Remove({
  step: { id, content },
  db,
  onClose,
  onGone,
}: {
  step: LibraryStep
  db: LocalStore
  onClose: () => void
  onGone: (() => void) | undefined
}) {
  const remove = useChange(DeleteLibraryStep)
  const takeAway = () =>
    remove.mutateAsync({ stepId: id }).then(
      async () => {
        await forget(db, id)
        onClose()
        onGone?.()
      },
      () => undefined,
    )
  return (
    <Dialog
      title={`Take “${content.title}” away?`}
      description="The library offers it no more, and its reviews go with it. Flows and work that hold it keep it."
      isOpen
      onClose={onClose}
      footer={
        <Button look="danger" isBusy={remove.isPending} onClick={() => void takeAway()}>
          Take away
        </Button>
      }
    >
      {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
    </Dialog>
  )
}
