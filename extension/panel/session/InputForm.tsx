/** The value a flow asks for at an input. */
import { type FormEvent, useState } from 'react'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'

export function InputForm({
  node,
  flow,
  known,
}: {
  node: Extract<FlowNode, { kind: 'input' }>
  flow: FlowContent
  known: string
}) {
  const { walk } = usePanel()
  const [value, setValue] = useState(known)
  const variable = flow.variables.find((v) => v.name === node.variable)
  const give = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim()) void walk.give(value)
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
        onChange={(event) => setValue(event.target.value)}
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
