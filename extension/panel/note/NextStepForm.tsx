/** A next step for the record, with who does it and by when: what a note without one is asked for. */
import { type FormEvent, useState } from 'react'
import type { NextStep } from '#shared/session/event.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'

export function NextStepForm({
  onAdd,
  onCancel,
}: {
  onAdd: (step: NextStep) => void
  onCancel: () => void
}) {
  const [text, setText] = useState('')
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    onAdd({
      text: text.trim(),
      ...(owner.trim() ? { owner: owner.trim() } : {}),
      ...(due ? { due } : {}),
    })
  }
  return (
    <form
      onSubmit={add}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
      aria-label="Next step"
      className="flex animate-appear flex-col gap-2 rounded-lg border border-accent-ink/50 bg-surface p-2.5"
    >
      <TextField
        autoFocus
        label="What happens next"
        placeholder="Call the user back after the restart"
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="grid grid-cols-2 gap-2">
        <TextField
          label="Who"
          value={owner}
          maxLength={120}
          onChange={(event) => setOwner(event.target.value)}
        />
        <TextField
          label="By"
          type="date"
          value={due}
          onChange={(event) => setDue(event.target.value)}
        />
      </div>
      <div className="flex justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          look="primary"
          size="small"
          type="submit"
          keyLabel="↵"
          why={text.trim() ? undefined : 'Say what happens next.'}
        >
          Add to the record
        </Button>
      </div>
    </form>
  )
}
