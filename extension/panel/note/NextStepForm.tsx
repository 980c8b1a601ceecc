/** A next step for the record, with who does it and by when: what a note without one is asked for. */
import { useState } from 'react'
import type { NextStep } from '#shared/session/event.ts'
import { TextField } from '../../ui/Field.tsx'
import { RecordForm } from './RecordForm.tsx'

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
  const add = () =>
    onAdd({
      text: text.trim(),
      ...(owner.trim() ? { owner: owner.trim() } : {}),
      ...(due ? { due } : {}),
    })
  return (
    <RecordForm
      label="Next step"
      why={text.trim() ? undefined : 'Say what happens next.'}
      onAdd={add}
      onCancel={onCancel}
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
    </RecordForm>
  )
}
