/** The value a flow asks for at an input. */
import type { FormEvent } from 'react'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeptText } from './use-kept-text.ts'

export function InputForm({
  runId,
  node,
  flow,
  known,
}: {
  runId: string
  node: Extract<FlowNode, { kind: 'input' }>
  flow: FlowContent
  known: string
}) {
  const { walk } = usePanel()
  const { text: value, type, forget } = useKeptText(`${runId} ${node.id}`, known)
  const variable = flow.variables.find((v) => v.name === node.variable)
  const give = (event: FormEvent) => {
    event.preventDefault()
    if (!value.trim()) return
    void walk.give(value).then((isGiven) => isGiven && forget())
  }
  return (
    <form onSubmit={give} className="flex flex-col gap-2">
      <TextField
        autoFocus
        label={variable?.label ?? node.variable}
        placeholder={variable?.example}
        hint={
          variable?.keep === 'client' ? 'Kept for this client and filled in next time' : undefined
        }
        value={value}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Button
        look="primary"
        type="submit"
        keyLabel="↵"
        why={value.trim() ? undefined : 'Type the value first.'}
      >
        Continue
      </Button>
    </form>
  )
}
