/**
 * Asks for one's own password where the server wants it typed anew, once however many questions
 * wait for it, and lets them go on.
 */
import { type FormEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { ProveSelf } from '#shared/person/contract.ts'
import type { Surroundings } from '../client/browser.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'

/** True once it was typed and right; false when the person has turned away. */
export type Prove = () => Promise<boolean>

export function useProof(client: Surroundings['client']): { prove: Prove; dialog: ReactNode } {
  const waiting = useRef<{ promise: Promise<boolean>; settle: (is: boolean) => void }>(undefined)
  const [isOpen, setOpen] = useState(false)
  const prove = useMemo<Prove>(
    () => () => {
      if (!waiting.current) {
        const { promise, resolve } = Promise.withResolvers<boolean>()
        waiting.current = { promise, settle: resolve }
        setOpen(true)
      }
      return waiting.current.promise
    },
    [],
  )
  const end = (isProven: boolean) => {
    waiting.current?.settle(isProven)
    waiting.current = undefined
    setOpen(false)
  }
  return { prove, dialog: isOpen && <ProofDialog client={client} onEnd={end} /> }
}

function ProofDialog({
  client,
  onEnd,
}: {
  client: Surroundings['client']
  onEnd: (isProven: boolean) => void
}) {
  const formId = useId()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || password === '') return
    setBusy(true)
    const answer = await client.ask(ProveSelf, { password })
    setBusy(false)
    if (answer.ok) onEnd(true)
    else setProblem(answer.trouble.message)
  }
  return (
    <Dialog
      title="Is it you?"
      description="Keys, roles and other people’s passwords are changed, and people removed, only with your own password typed within the last five minutes."
      isOpen
      onClose={() => onEnd(false)}
      footer={
        <Button
          look="primary"
          type="submit"
          form={formId}
          isBusy={isBusy}
          why={password === '' ? 'Type your password.' : undefined}
        >
          Go on
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <TextField
          label="Your password"
          type="password"
          autoComplete="current-password"
          value={password}
          problem={problem}
          onChange={(event) => {
            setPassword(event.target.value)
            setProblem(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
