/**
 * Gives somebody a new password: made here, shown once to be handed over, good for one thing:
 * choosing another.
 */
import { useState } from 'react'
import { GivePassword } from '#shared/person/contract.ts'
import { makePassword } from '#shared/person/make-password.ts'
import type { Person } from '#shared/person/person.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useChange } from '../page-context.ts'

export function GivePasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const give = useChange(GivePassword)
  const [given, setGiven] = useState<string>()
  const [isCopied, setCopied] = useState(false)

  const confirm = () => {
    const password = makePassword((count) => crypto.getRandomValues(new Uint8Array(count)))
    give.mutate({ personId: person.id, password }, { onSuccess: () => setGiven(password) })
  }
  const copy = async () => {
    if (given) await navigator.clipboard.writeText(given)
    setCopied(true)
  }

  if (given) {
    return (
      <Dialog
        title={`The new password of ${person.name}`}
        description="Shown this once. Tell it to them by phone; at the next sign-in they choose one of their own."
        isOpen
        onClose={onClose}
        footer={
          <>
            <Button onClick={() => void copy()}>{isCopied ? 'Copied' : 'Copy'}</Button>
            <Button look="primary" onClick={onClose}>
              I have handed it over
            </Button>
          </>
        }
      >
        <output
          aria-label="New password"
          className="block select-all rounded-md border border-line bg-raised px-3 py-2 text-center font-mono text-title"
        >
          {given}
        </output>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={`Give ${person.name} a new password?`}
      description="The present one stops working and they are signed out everywhere. What they have not sent yet stays in their browser."
      isOpen
      onClose={onClose}
      footer={
        <Button look="primary" isBusy={give.isPending} onClick={confirm}>
          Give a new password
        </Button>
      }
    >
      <p className="text-small text-muted">{person.email}</p>
      {give.error && <Notice tone="bad">{give.error.message}</Notice>}
    </Dialog>
  )
}
