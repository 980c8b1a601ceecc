/** The values that a flow asks for and fills into its texts. */
import { Plus, Trash2 } from 'lucide-react'
import { GOOD_FOR_DAYS } from '#shared/client-fact/standing.ts'
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { FlowContent, FlowVariable } from '#shared/flow/flow.ts'
import { labelOf } from '#shared/flow/variables.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { asName, orNothing, problemAt, type StepEditor } from './edit-props.ts'

export function Values({
  flow,
  editor,
  problems,
}: {
  flow: FlowContent
  editor: StepEditor
  problems: readonly DraftProblem[]
}) {
  const names = new Set(flow.variables.map(({ name }) => name))
  const undeclared = problems.flatMap(({ code, message }) =>
    code === 'variable_not_declared' ? (/\{(\w+)\}/.exec(message)?.[1] ?? []) : [],
  )
  const add = (name: string) =>
    editor.edit([{ type: 'putVariable', variable: { name, label: labelOf(name), keep: 'client' } }])
  return (
    <div className="flex flex-col gap-3">
      <p className="text-small text-muted">
        Write {'{name}'} in any text of a step. It is filled in when one stands there.
      </p>
      {flow.variables.map((variable) => (
        <OneValue
          key={variable.name}
          variable={variable}
          problems={problems.filter(({ at }) => at === variable.name)}
          onChange={(change, field) =>
            editor.edit(
              [{ type: 'putVariable', variable: withChange(variable, change) }],
              `${variable.name} ${field}`,
            )
          }
          onRemove={() => editor.edit([{ type: 'removeVariable', name: variable.name }])}
        />
      ))}
      <div className="flex flex-wrap items-end gap-2">
        {[...new Set(undeclared)].map((name) => (
          <Button
            key={name}
            size="small"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => add(name)}
          >
            Say what {`{${name}}`} is
          </Button>
        ))}
        <NewValue taken={names} onAdd={add} />
      </div>
    </div>
  )
}

type Change = { [K in keyof FlowVariable]?: FlowVariable[K] | null }

function withChange(variable: FlowVariable, change: Change): FlowVariable {
  const merged = Object.entries({ ...variable, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged) as unknown as FlowVariable // only an example may be missing
}

function NewValue({ taken, onAdd }: { taken: ReadonlySet<string>; onAdd: (name: string) => void }) {
  const add = (form: HTMLFormElement) => {
    const name = asName(String(new FormData(form).get('name') ?? ''))
    if (!name || taken.has(name)) return
    onAdd(name)
    form.reset()
  }
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        add(event.currentTarget)
      }}
    >
      <TextField label="New value" name="name" placeholder="server" className="font-mono" />
      <Button size="small" type="submit" className="h-8">
        Add value
      </Button>
    </form>
  )
}

function OneValue({
  variable: { name, label, example, keep, goodForDays },
  problems,
  onChange,
  onRemove,
}: {
  variable: FlowVariable
  problems: readonly DraftProblem[]
  onChange: (change: Change, field: string) => void
  onRemove: () => void
}) {
  const unused = problems.find(({ code }) => code === 'variable_not_used')?.message
  return (
    <fieldset className="flex flex-col gap-2.5 rounded-md border border-line bg-surface p-3">
      <legend className="sr-only">{label || name}</legend>
      <div className="flex items-center gap-1">
        <code className="min-w-0 flex-1 truncate font-mono text-small text-muted">{`{${name}}`}</code>
        <IconButton
          label={`${label || name}: take it out`}
          icon={<Trash2 className="size-4" />}
          onClick={onRemove}
        />
      </div>
      <div className="grid gap-2.5 wide:grid-cols-3">
        <TextField
          label="What is asked for"
          name="label"
          value={label}
          maxLength={200}
          problem={problemAt(problems, 'label') ?? unused}
          onChange={(event) => onChange({ label: event.target.value }, 'label')}
        />
        <TextField
          label="Example"
          value={example ?? ''}
          maxLength={200}
          onChange={(event) => onChange({ example: orNothing(event.target.value) }, 'example')}
        />
        <SelectField
          label="Kept"
          value={keep}
          options={KEPT}
          onPick={(next) => onChange({ keep: next }, 'keep')}
        />
        {keep === 'client' && (
          <SelectField
            label="Asked again"
            value={String(goodForDays ?? GOOD_FOR_DAYS)}
            options={goodFor(goodForDays)}
            onPick={(next) => onChange({ goodForDays: orUsual(Number(next)) }, 'goodForDays')}
          />
        )}
      </div>
    </fieldset>
  )
}

/** A year is what holds where nothing is said. */
const orUsual = (days: number) => (days === GOOD_FOR_DAYS ? null : days)

const GOOD_FOR = [
  { value: '7', label: 'After a week' },
  { value: '30', label: 'After 30 days' },
  { value: '90', label: 'After 90 days' },
  { value: String(GOOD_FOR_DAYS), label: 'After a year' },
]

/** What came with a file may be none of the usual ones. */
const goodFor = (days: number | undefined) =>
  days === undefined || GOOD_FOR.some(({ value }) => value === String(days))
    ? GOOD_FOR
    : [...GOOD_FOR, { value: String(days), label: `After ${days} days` }]

const KEPT = [
  { value: 'client', label: 'For the client' },
  { value: 'session', label: 'For this session' },
] as const
