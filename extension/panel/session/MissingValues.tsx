/**
 * Values that the texts of this step name and nobody has given yet, asked where they are needed.
 *
 * The first one is ready to be typed as soon as the card is there: Enter fills it in and goes
 * to the next one, Escape leaves it, and then digits are answers again.
 */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'
import { suggestValues } from './suggest-values.ts'
import { useKnownAround } from './use-known-around.ts'

export function MissingValues({ names, flow }: { names: readonly string[]; flow: FlowContent }) {
  // Somebody who has left a field is not drawn back into the next one.
  const [isLeft, setLeft] = useState(false)
  return (
    <section
      aria-label="Missing values"
      className="flex flex-col gap-2 rounded-md border border-amber-line p-2.5"
    >
      {names.map((name, i) => (
        <MissingValue
          key={name}
          name={name}
          flow={flow}
          isNext={i === 0 && !isLeft}
          onFilled={() => setLeft(false)}
          onLeft={() => setLeft(true)}
        />
      ))}
    </section>
  )
}

function MissingValue({
  name,
  flow,
  isNext,
  onFilled,
  onLeft,
}: {
  name: string
  flow: FlowContent
  isNext: boolean
  onFilled: () => void
  onLeft: () => void
}) {
  const { walk } = usePanel()
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [value, setValue] = useState('')
  const suggested = suggestValues(name, useKnownAround())
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
          list={suggested.length > 0 ? listId : undefined}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onLeft()
            event.currentTarget.blur()
          }}
        />
        {suggested.length > 0 && (
          <datalist id={listId}>
            {suggested.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
      </div>
      <Button type="submit" why={value.trim() ? undefined : 'Type the value first.'}>
        Fill in
      </Button>
    </form>
  )
}
