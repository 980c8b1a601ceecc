/** What a template is for, what it does, and its text; what is wrong stands at its field. */
import type { ScriptProblem } from '#shared/script/check-script.ts'
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx'
import type { TypedScript } from './kept-scripts.ts'

export interface EditProps {
  content: TypedScript
  problems: readonly ScriptProblem[]
  onEdit: (change: Partial<TypedScript>) => void
}

export const problemAt = (problems: readonly ScriptProblem[], at: string): string | undefined =>
  problems.find((one) => one.at === at)?.message

export function ScriptFields({ content, problems, onEdit }: EditProps) {
  const at = (field: string) => problemAt(problems, field)
  const ofText = problems.filter((one) => one.at === 'text').map(({ message }) => message)
  return (
    <section aria-label="What it is" className="flex flex-col gap-3">
      <TextField
        label="Name"
        value={content.name}
        maxLength={200}
        placeholder="Clear a stuck print queue"
        problem={at('name')}
        onChange={(event) => onEdit({ name: event.target.value })}
      />
      <TextArea
        label="What it is for"
        isLow
        value={content.summary}
        maxLength={500}
        problem={at('summary')}
        onChange={(event) => onEdit({ summary: event.target.value })}
      />
      <div className="grid gap-3 wide:grid-cols-3">
        <SelectField
          label="Shell"
          value={content.shell}
          options={SHELLS}
          onPick={(shell) => onEdit({ shell })}
        />
        <SelectField
          label="Running it"
          value={content.safety}
          options={SAFETIES}
          onPick={(safety) => onEdit({ safety })}
        />
        <TextField
          label="Where it is run"
          value={content.where ?? ''}
          maxLength={200}
          placeholder="on {server}, elevated"
          problem={at('where')}
          onChange={(event) => onEdit({ where: event.target.value })}
        />
      </div>
      <TextArea
        label="What it changes, and the way back"
        isLow
        value={content.changes ?? ''}
        maxLength={1000}
        onChange={(event) => onEdit({ changes: event.target.value })}
      />
      <TextField
        label="Words of tickets that call for it"
        value={content.words.join(', ')}
        hint="With commas between them; it is found by these"
        problem={problems.find((one) => one.at.startsWith('words'))?.message}
        onChange={(event) => onEdit({ words: splitWords(event.target.value) })}
      />
      <TextArea
        label="Script"
        value={content.text}
        maxLength={20_000}
        spellCheck={false}
        className="min-h-48 font-mono text-small"
        hint="Write {name} where a value goes: it arrives quoted, as one argument. A line that names something optional is left out when that is empty."
        problem={ofText.length > 0 ? ofText.join(' ') : undefined}
        onChange={(event) => onEdit({ text: event.target.value })}
      />
    </section>
  )
}

/** As it is typed: a comma at the end waits for the next word. */
const splitWords = (text: string): string[] =>
  text.trim() === '' ? [] : text.split(',').map((word, i) => (i === 0 ? word : word.trimStart()))

const SHELLS = [
  { value: 'powershell', label: 'PowerShell' },
  { value: 'cmd', label: 'Command prompt' },
  { value: 'bash', label: 'Bash' },
] as const
const SAFETIES = [
  { value: 'reads', label: 'Only reads' },
  { value: 'changes', label: 'Changes' },
  { value: 'disrupts', label: 'Disrupts' },
] as const
