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
import { StepDialog } from './StepDialog.tsx'

export function StepActs({
  step,
  db,
  onGone,
}: {
  step: LibraryStep
  db: LocalStore
  onGone?: () => void
}) {
  const { account } = usePage()
  const mayWrite = useMay('authorFlows')
  const mayOffer = useMay('publishFlows')
  const [isOpen, setOpen] = useState<'change' | 'remove' | null>(null)
  const [copyId, setCopyId] = useState<string | null>(null)
  if (!mayWrite) return null
  const isTheirs = step.authorId === account?.person.id || mayOffer
  const mayChange = !step.isFlowSynced && isTheirs
  const { title } = step.content
  const close = () => setOpen(null)
  return (
    <>
      {mayChange && (
        <>
          <IconButton
            label={`Change “${title}”`}
            icon={<Pencil aria-hidden className="size-4" />}
            onClick={() => setOpen('change')}
          />
          <IconButton
            label={`Take “${title}” away`}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={() => setOpen('remove')}
          />
        </>
      )}
      <IconButton
        label={`Save “${title}” as a step of your own`}
        icon={<Copy aria-hidden className="size-4" />}
        onClick={() => setCopyId(v7())}
      />
      {isOpen === 'change' && <StepDialog stepId={step.id} step={step} db={db} onClose={close} />}
      {isOpen === 'remove' && <Remove step={step} onClose={close} onGone={onGone} />}
      {copyId && (
        <StepDialog
          key={copyId}
          stepId={copyId}
          copyOf={step.content}
          db={db}
          onClose={() => setCopyId(null)}
        />
      )}
    </>
  )
}

function Remove({
  step: { id, content },
  onClose,
  onGone,
}: {
  step: LibraryStep
  onClose: () => void
  onGone: (() => void) | undefined
}) {
  const remove = useChange(DeleteLibraryStep)
  const takeAway = () =>
    remove.mutateAsync({ stepId: id }).then(
      () => {
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
