/** Values that the texts of this step name and nobody has given yet, asked where they are needed. */
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'

export function MissingValues({ names, flow }: { names: readonly string[]; flow: FlowContent }) {
  // Once somebody fills one in, the next one is ready to be typed.
  const [isFilling, setFilling] = useState(false)
  return (
    <div className="flex flex-col gap-2 rounded-md border border-amber-line p-2.5">
      {names.map((name, i) => (
        <MissingValue
          key={name}
          name={name}
          flow={flow}
          isNext={isFilling && i === 0}
          onFilled={() => setFilling(true)}
        />
      ))}
    </div>
  )
}

function MissingValue({
  name,
  flow,
  isNext,
  onFilled,
}: {
  name: string
  flow: FlowContent
  isNext: boolean
  onFilled: () => void
}) {
  const { walk } = usePanel()
  const field = useRef<HTMLInputElement>(null)
  const [value, setValue] = useState('')
  const variable = flow.variables.find((v) => v.name === name)
  const isKept = variable?.keep === 'client'
  useEffect(() => {
    if (isNext) field.current?.focus()
  }, [isNext])
  const keep = (event: FormEvent) => {
    event.preventDefault()
    if (!value.trim()) return
    onFilled()
    void walk.setVariable(name, value.trim(), variable?.keep ?? 'session')
  }
  return (
    <form onSubmit={keep} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          ref={field}
          label={variable?.label ?? name}
          aside={isKept ? 'kept for this client' : undefined}
          placeholder={variable?.example}
          value={value}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
      <Button type="submit" why={value.trim() ? undefined : 'Type the value first.'}>
        Fill in
      </Button>
    </form>
  )
}
