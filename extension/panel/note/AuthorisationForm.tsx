/** Who agreed to a change, for the record: what a note that names nobody is asked for. */
import { useState } from 'react'
import { TextField } from '../../ui/Field.tsx'
import { RecordForm } from './RecordForm.tsx'

export function AuthorisationForm({
  onAdd,
  onCancel,
}: {
  onAdd: (text: string) => void
  onCancel: () => void
}) {
  const [text, setText] = useState('')
  return (
    <RecordForm
      label="Authorisation"
      why={text.trim() ? undefined : 'Say who agreed.'}
      onAdd={() => onAdd(text.trim())}
      onCancel={onCancel}
    >
      <TextField
        autoFocus
        label="Who agreed, and how"
        placeholder="The office manager agreed by phone"
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.target.value)}
      />
    </RecordForm>
  )
}
