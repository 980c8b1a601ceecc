/** The commands of a step, as they are run, with what each does and what to look for. */
import { Plus, Trash2 } from 'lucide-react'
import type { Command, FlowNode } from '#shared/flow/flow.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { changeStep, problemAt, type WordsProps } from './edit-props.ts'
import { SAFETIES } from './safety-words.ts'

type WithCommands = Extract<FlowNode, { commands: unknown }>
type Change = { [K in keyof Command]?: Command[K] | undefined }

export function Commands({ node, editor, problems }: WordsProps<WithCommands>) {
  const put = (commands: Command[], field?: string) =>
    changeStep(editor, node.id, { commands }, field)
  const change = (n: number, more: Change, field: string) => {
    const next = node.commands.map((one, at) => (at === n ? withChange(one, more) : one))
    put(next, `command ${n} ${field}`)
  }
  return (
    <section aria-label="Commands" className="flex flex-col gap-2">
      <h3 className="text-small font-semibold">Commands</h3>
      {node.commands.map((command, n) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a command is what it says, and that is typed
          key={n}
          className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-2.5"
        >
          <legend className="sr-only">Command {n + 1}</legend>
          <div className="flex items-end gap-1">
            <div className="min-w-0 flex-1">
              <TextArea
                label="Command"
                name={`commands.${n}.text`}
                isLow
                value={command.text}
                maxLength={2000}
                spellCheck={false}
                className="font-mono text-small"
                problem={problemAt(problems, `commands.${n}.text`)}
                onChange={(event) => change(n, { text: event.target.value }, 'text')}
              />
            </div>
            <IconButton
              label={`Command ${n + 1}: take it out`}
              icon={<Trash2 className="size-4" />}
              onClick={() => put(node.commands.filter((_, at) => at !== n))}
            />
          </div>
          <div className="grid gap-2 wide:grid-cols-2">
            <SelectField
              label="Running it"
              value={command.safety}
              options={SAFETIES}
              onPick={(safety) => change(n, { safety }, 'safety')}
            />
            <SelectField
              label="Shell"
              value={command.shell}
              options={SHELLS}
              onPick={(shell) => change(n, { shell }, 'shell')}
            />
            <TextField
              label="Where it is run"
              name={`commands.${n}.where`}
              value={command.where ?? ''}
              maxLength={200}
              placeholder="on {server}, elevated"
              onChange={(event) => change(n, { where: event.target.value || undefined }, 'where')}
            />
            <TextField
              label="What to look for"
              name={`commands.${n}.expect`}
              value={command.expect ?? ''}
              maxLength={200}
              onChange={(event) => change(n, { expect: event.target.value || undefined }, 'expect')}
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() =>
            put([...node.commands, { text: '', safety: 'reads', shell: 'powershell' }])
          }
        >
          {node.commands.length > 0 ? 'Another command' : 'Add a command'}
        </Button>
      </div>
    </section>
  )
}

function withChange(command: Command, change: Change): Command {
  const merged = Object.entries({ ...command, ...change }).filter(([, one]) => one !== undefined)
  return Object.fromEntries(merged) as unknown as Command // what it must have is never taken away
}

const SHELLS = [
  { value: 'powershell', label: 'PowerShell' },
  { value: 'cmd', label: 'Command prompt' },
  { value: 'bash', label: 'Bash' },
  { value: 'none', label: 'No shell' },
] as const
