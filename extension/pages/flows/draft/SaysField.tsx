/** The sentence that an answer or a value leaves in the record, and of which kind it is. */
import type { Says } from '#shared/flow/flow.ts'
import type { StatementKind } from '#shared/session/statement.ts'
import { SelectField, TextArea } from '../../../ui/Field.tsx'

export function SaysField({
  says,
  name,
  problem,
  onChange,
}: {
  says: Says | undefined
  name: string
  problem: string | undefined
  /** None when nothing is to be said. */
  onChange: (says: Says | undefined) => void
}) {
  const kind = says?.kind ?? 'observation'
  return (
    <div className={says ? 'grid gap-2 wide:grid-cols-[minmax(0,1fr)_9rem]' : ''}>
      <TextArea
        label="Sentence for the record"
        name={name}
        isLow
        value={says?.text ?? ''}
        maxLength={500}
        hint="As it is to stand in the note; empty where it says nothing about the case"
        problem={problem}
        onChange={(event) =>
          onChange(event.target.value === '' ? undefined : { kind, text: event.target.value })
        }
      />
      {says && (
        <SelectField
          label="It is"
          value={kind}
          options={SENTENCE_KINDS}
          onPick={(next) => onChange({ ...says, kind: next })}
        />
      )}
    </div>
  )
}

const SENTENCE_KINDS: readonly { value: StatementKind; label: string }[] = [
  { value: 'observation', label: 'Seen' },
  { value: 'test', label: 'Tested' },
  { value: 'action', label: 'Done' },
  { value: 'report', label: 'Reported' },
  { value: 'dead_end', label: 'Without effect' },
  { value: 'decision', label: 'Decided' },
  { value: 'authorisation', label: 'Authorised' },
  { value: 'hypothesis', label: 'Believed' },
  { value: 'cause', label: 'Cause' },
  { value: 'next_step', label: 'Next step' },
  { value: 'communication', label: 'Told' },
]
