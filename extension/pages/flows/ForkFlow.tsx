/** A fork of a flow: asked for its name and why, and begun as a draft of one's own. */
import { GitFork } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import { forkFlow } from '#shared/flow/edit/fork-flow.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { usePage } from '../page-context.ts'
import { beginDraft } from './draft/begin-draft.ts'

const LONGEST_NAME = 200
const LONGEST_REASON = 500

/** What a fork begins with: a version, and what it is called. */
export interface ToFork {
  version: string
  name: string
}

export function ForkFlow({
  flow,
  db,
  onClose,
}: {
  flow: ToFork
  db: LocalStore
  onClose: () => void
}) {
  const formId = useId()
  const { around } = usePage()
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const [isTried, setTried] = useState(false)
  const lacks = { name: name.trim() === '', reason: reason.trim() === '' }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isBusy || lacks.name || lacks.reason) return
    setBusy(true)
    const [original, library] = await Promise.all([
      around.client.ask(GetFlowVersion, { version: flow.version }),
      around.client.ask(ListFlows, {}),
    ])
    setBusy(false)
    if (!original.ok) return setTrouble(original.trouble.message)
    if (!library.ok) return setTrouble(library.trouble.message)
    const taken = new Set(library.value.flows.map(({ slug }) => slug))
    await beginDraft(db, forkFlow(original.value, { name, reason }, taken))
  }
  return (
    <Dialog
      title={`Fork “${flow.name}”`}
      description="A copy of your own to change as you like. The original stays as it is, and what changes in it later can be taken over."
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy} icon={<Icon />}>
            Fork it
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {trouble && <Notice tone="bad">{trouble}</Notice>}
        <TextField
          label="Name of the fork"
          required
          value={name}
          maxLength={LONGEST_NAME}
          placeholder={`${flow.name}, north site`}
          problem={isTried && lacks.name ? 'Give the fork a name of its own.' : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label="Why it is made"
          required
          value={reason}
          maxLength={LONGEST_REASON}
          placeholder="They print by way of another server"
          hint={`Shown with the fork. At most ${LONGEST_REASON} characters`}
          problem={isTried && lacks.reason ? 'Say why it is made.' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  )
}

const Icon = () => <GitFork aria-hidden className="size-4" />
