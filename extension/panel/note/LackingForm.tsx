/** What a check missed in the record, said beside the note and kept until it is recorded or left. */
import { TextField } from '../../ui/Field.tsx'
import { useKeptLines } from '../session/use-kept-text.ts'
import { FORMS, fieldOfWanted, type Said, startOf, type Wanted, whyNotSaid } from './lacking.ts'
import { RecordForm } from './RecordForm.tsx'

export function LackingForm({
  wanted,
  onAdd,
  onCancel,
}: {
  wanted: Wanted
  /** Whether it was recorded; what was not stays here. */
  onAdd: (said: Said) => Promise<boolean>
  onCancel: () => void
}) {
  const start = startOf(wanted)
  const kept = useKeptLines(fieldOfWanted(wanted), [start.text, start.owner, start.due])
  const [text = '', owner = '', due = ''] = kept.lines
  const said: Said = { text, owner, due }
  const form = FORMS[wanted.what]
  return (
    <RecordForm
      label={form.title}
      why={whyNotSaid(wanted, said)}
      onAdd={() => void onAdd(said).then((isRecorded) => isRecorded && kept.forget())}
      onCancel={() => {
        kept.forget()
        onCancel()
      }}
    >
      <TextField
        autoFocus
        label={form.label}
        placeholder={form.placeholder}
        value={text}
        maxLength={300}
        onChange={(event) => kept.type([event.target.value, owner, due])}
      />
      {wanted.what === 'next_step' && (
        <div className="grid grid-cols-2 gap-2">
          <TextField
            label="Who"
            value={owner}
            maxLength={120}
            onChange={(event) => kept.type([text, event.target.value, due])}
          />
          <TextField
            label="By"
            type="date"
            value={due}
            onChange={(event) => kept.type([text, owner, event.target.value])}
          />
        </div>
      )}
    </RecordForm>
  )
}
