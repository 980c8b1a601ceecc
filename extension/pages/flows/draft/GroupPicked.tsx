/** Puts the picked steps under one heading. */
import { type FormEvent, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import type { FlowEditor } from './editor-state.ts'

export function GroupPicked({
  flow,
  picked,
  editor,
}: {
  flow: FlowContent
  picked: ReadonlySet<string>
  editor: FlowEditor
}) {
  const groups = new Set(flow.nodes.flatMap(({ id, group }) => (picked.has(id) ? [group] : [])))
  const [only] = groups.size === 1 ? groups : []
  const [typed, setTyped] = useState<string>()
  const name = typed ?? only ?? ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const group = name.trim()
    editor.edit([{ type: 'groupNodes', nodes: [...picked], group: group === '' ? null : group }])
    setTyped(undefined)
  }
  return (
    <form onSubmit={submit} data-own-undo className="flex items-center gap-1.5">
      <TextField
        label="Group of the picked steps"
        isLabelHidden
        placeholder="Group"
        className="h-7 w-32 text-small"
        value={name}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button size="small" type="submit">
        Group them
      </Button>
    </form>
  )
}
