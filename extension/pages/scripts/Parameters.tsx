/** The parameters of a template, in the order in which the form asks for them. */
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { labelOf, variablesIn } from '#shared/flow/variables.ts'
import { ParameterName, type ScriptParameter } from '#shared/script/script.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Check } from '../../ui/Check.tsx'
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx'
import type { TypedScript } from './kept-scripts.ts'
import { type EditProps, problemAt } from './ScriptFields.tsx'

type Typed = TypedScript['parameters'][number]

export function Parameters({ content, problems, onEdit }: EditProps) {
  const { parameters, text, where } = content
  const declared = new Set(parameters.map(({ name }) => name))
  const open = variablesIn([text, where]).filter((name) => !declared.has(name))
  const put = (next: Typed[]) => onEdit({ parameters: next })
  const add = (name: string) => put([...parameters, newParameter(name)])
  const move = (from: number, to: number) => {
    const next = [...parameters]
    next.splice(to, 0, ...next.splice(from, 1))
    put(next)
  }
  return (
    <section aria-labelledby="parameters" className="flex flex-col gap-3">
      <h2 id="parameters" className="text-title font-semibold">
        Values to fill in
      </h2>
      {parameters.map((parameter, i) => (
        <Parameter
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed
          key={i}
          parameter={parameter}
          problemOf={(field) => problemAt(problems, `parameters.${i}.${field}`)}
          onChange={(change) =>
            put(parameters.map((one, n) => (n === i ? { ...one, ...change } : one)))
          }
          onRemove={() => put(parameters.filter((_, n) => n !== i))}
          onUp={i > 0 ? () => move(i, i - 1) : undefined}
          onDown={i < parameters.length - 1 ? () => move(i, i + 1) : undefined}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        {open.map((name) => (
          <Button
            key={name}
            size="small"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => add(name)}
          >
            Say what {`{${name}}`} is
          </Button>
        ))}
        {open.length === 0 && (
          <Button
            size="small"
            look="quiet"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => add(freeName(declared))}
          >
            Another value
          </Button>
        )}
      </div>
    </section>
  )
}

const newParameter = (name: string): Typed => ({
  ...{ name, label: labelOf(name), kind: 'text', isRequired: true },
  ...{ isSensitive: SENSITIVE.test(name), choices: [] },
})

const SENSITIVE = /pass|secret|token|pin\b|_key\b|credential/

function freeName(taken: ReadonlySet<string>): string {
  let n = 1
  while (taken.has(`value${n}`)) n += 1
  return `value${n}`
}

function Parameter({
  parameter,
  problemOf,
  onChange,
  onRemove,
  onUp,
  onDown,
}: {
  parameter: Typed
  problemOf: (field: string) => string | undefined
  onChange: (change: Partial<Typed>) => void
  onRemove: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}) {
  const { name, label, kind, isRequired, isSensitive, choices } = parameter
  const isName = ParameterName.safeParse(name).success
  return (
    <fieldset className="flex flex-col gap-2.5 rounded-md border border-line bg-surface p-3">
      <legend className="sr-only">{label || name}</legend>
      <div className="flex items-center gap-1">
        <code className="min-w-0 flex-1 truncate font-mono text-small text-muted">
          {isName ? `{${name}}` : 'No name yet'}
        </code>
        {onUp && (
          <IconButton label={`${label}: up`} icon={<ArrowUp className="size-4" />} onClick={onUp} />
        )}
        {onDown && (
          <IconButton
            label={`${label}: down`}
            icon={<ArrowDown className="size-4" />}
            onClick={onDown}
          />
        )}
        <IconButton
          label={`${label}: take it out`}
          icon={<Trash2 className="size-4" />}
          onClick={onRemove}
        />
      </div>
      <div className="grid gap-2.5 wide:grid-cols-3">
        <TextField
          label="Name in the script"
          value={name}
          maxLength={40}
          spellCheck={false}
          className="font-mono"
          problem={problemOf('name')}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <TextField
          label="What is asked for"
          value={label}
          maxLength={200}
          problem={problemOf('label')}
          onChange={(event) => onChange({ label: event.target.value })}
        />
        <SelectField
          label="Kind"
          value={kind}
          options={KINDS}
          onPick={(next) => onChange({ kind: next })}
        />
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        <Check
          label="Must be filled in"
          isOn={isRequired}
          onChange={(next) => onChange({ isRequired: next })}
        />
        <Check
          label="Sensitive: never kept, never sent"
          isOn={isSensitive}
          onChange={(next) => onChange({ isSensitive: next })}
        />
      </div>
      {kind === 'choice' && (
        <TextArea
          label="Values to choose from, one a line"
          isLow
          value={choices.join('\n')}
          problem={problemOf('choices')}
          onChange={(event) => onChange({ choices: event.target.value.split('\n') })}
        />
      )}
      <div className="grid gap-2.5 wide:grid-cols-3">
        {!isSensitive && (
          <UsualValue
            parameter={parameter}
            problem={problemOf('standard')}
            onChange={(standard) => onChange({ standard })}
          />
        )}
        {!isSensitive && kind !== 'yes_no' && kind !== 'choice' && (
          <TextField
            label="Example"
            value={parameter.example ?? ''}
            maxLength={200}
            onChange={(event) => onChange({ example: event.target.value })}
          />
        )}
        <TextField
          label="Help"
          value={parameter.help ?? ''}
          maxLength={300}
          onChange={(event) => onChange({ help: event.target.value })}
        />
      </div>
    </fieldset>
  )
}

function UsualValue({
  parameter: { kind, choices, standard = '' },
  problem,
  onChange,
}: {
  parameter: Typed
  problem: string | undefined
  onChange: (standard: string) => void
}) {
  const shared = { label: 'Usual value', hint: 'Stands there when the form opens', problem }
  if (kind === 'text' || kind === 'number') {
    return (
      <TextField
        {...shared}
        value={standard}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const values = kind === 'yes_no' ? ['yes', 'no'] : choices.filter((one) => one.trim())
  return (
    <SelectField
      {...shared}
      value={standard}
      options={['', ...values].map((value) => ({ value, label: value || 'None' }))}
      onPick={onChange}
    />
  )
}

const KINDS: readonly { value: ScriptParameter['kind']; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'yes_no', label: 'Yes or no' },
  { value: 'choice', label: 'One of a few' },
]
