/** What a step of a checklist says beyond any other: its order, its sentence, who sees it. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { changeStep, orNothing, problemAt, type StepProps } from './edit-props.ts'
import { SaysField } from './SaysField.tsx'
import { SAFETIES } from './safety-words.ts'

type StepNode = Extract<FlowNode, { kind: 'step' }>

export function ChecklistStepFields({ node, flow, editor, problems }: StepProps<StepNode>) {
  const set = (fields: Parameters<typeof changeStep>[2], field?: string) =>
    changeStep(editor, node.id, fields, field)
  const at = flow.nodes.findIndex(({ id }) => id === node.id)
  const move = (by: 1 | -1) =>
    editor.edit([{ type: 'reorder', list: 'nodes', ids: moved(flow, at, by) }])
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-40 flex-1">
          <Check
            label="Required"
            detail="Done, or said why not, before one finishes"
            isOn={node.isMandatory}
            onChange={(isMandatory) => set({ isMandatory })}
          />
        </div>
        <div className="flex gap-1">
          <IconButton
            label="Move this step up"
            icon={<ArrowUp className="size-4" />}
            aria-disabled={at === 0 || undefined}
            onClick={() => at > 0 && move(-1)}
          />
          <IconButton
            label="Move this step down"
            icon={<ArrowDown className="size-4" />}
            aria-disabled={at === flow.nodes.length - 1 || undefined}
            onClick={() => at < flow.nodes.length - 1 && move(1)}
          />
        </div>
      </div>
      <WaitsFor
        node={node}
        earlier={flow.nodes.slice(0, at)}
        onChange={(ids) => set({ waitsFor: ids })}
      />
      <SaysField
        says={node.says}
        name="says.text"
        problem={problemAt(problems, 'says.text')}
        onChange={(says) => set({ says: says ?? null }, 'says')}
      />
      <Asks node={node} flow={flow} onChange={(asks) => set({ asks })} />
      <div className="grid gap-3 wide:grid-cols-2">
        <SelectField
          label="Doing it"
          value={node.safety}
          options={SAFETIES}
          onPick={(safety) => set({ safety })}
        />
        <SelectField
          label="Step library"
          value={node.library}
          options={VISIBILITIES}
          hint="Once this flow is published"
          onPick={(library) => set({ library })}
        />
      </div>
      {node.safety !== 'reads' && (
        <>
          <TextArea
            label="What to note down before"
            name="before"
            isLow
            value={node.before ?? ''}
            maxLength={10_000}
            onChange={(event) => set({ before: orNothing(event.target.value) }, 'before')}
          />
          <TextArea
            label="The way back"
            name="undo"
            isLow
            value={node.undo ?? ''}
            maxLength={10_000}
            onChange={(event) => set({ undo: orNothing(event.target.value) }, 'undo')}
          />
        </>
      )}
      <TextField
        label="What it makes ready, for the client"
        name="ready"
        value={node.ready ?? ''}
        maxLength={200}
        placeholder="the mailbox"
        onChange={(event) => set({ ready: orNothing(event.target.value) }, 'ready')}
      />
    </div>
  )
}

/** Earlier steps that come first; none is ticked: it is done in any order. */
function WaitsFor({
  node,
  earlier,
  onChange,
}: {
  node: StepNode
  earlier: readonly FlowNode[]
  onChange: (ids: string[]) => void
}) {
  if (earlier.length === 0) return null
  const waits = new Set(node.waitsFor)
  return (
    <details className="rounded-md border border-line px-2.5 py-1.5">
      <summary className="text-small font-medium">
        {waits.size === 0 ? 'In any order' : `Waits for ${waits.size} of the steps before`}
      </summary>
      <div className="flex max-h-60 flex-col gap-1 overflow-y-auto pt-1.5">
        {earlier.map(({ id, title }) => (
          <Check
            key={id}
            label={title || 'Without a title yet'}
            isOn={waits.has(id)}
            onChange={(isOn) =>
              onChange(isOn ? [...waits, id] : [...waits].filter((one) => one !== id))
            }
          />
        ))}
      </div>
    </details>
  )
}

/** Of the flow's values, those that are asked for here. */
function Asks({
  node,
  flow,
  onChange,
}: {
  node: StepNode
  flow: FlowContent
  onChange: (names: string[]) => void
}) {
  if (flow.variables.length === 0) return null
  const asked = new Set(node.asks)
  return (
    <details className="rounded-md border border-line px-2.5 py-1.5">
      <summary className="text-small font-medium">
        {asked.size === 0 ? 'Asks for no value' : `Asks for ${[...asked].join(', ')}`}
      </summary>
      <div className="flex max-h-60 flex-col gap-1 overflow-y-auto pt-1.5">
        {flow.variables.map(({ name, label }) => (
          <Check
            key={name}
            label={label || name}
            isOn={asked.has(name)}
            onChange={(isOn) =>
              onChange(isOn ? [...asked, name] : [...asked].filter((one) => one !== name))
            }
          />
        ))}
      </div>
    </details>
  )
}

function moved(flow: FlowContent, at: number, by: 1 | -1): string[] {
  const ids = flow.nodes.map(({ id }) => id)
  const [id] = ids.splice(at, 1)
  if (id !== undefined) ids.splice(at + by, 0, id)
  return ids
}

const VISIBILITIES = [
  { value: 'team', label: 'Offered to the team' },
  { value: 'hidden', label: 'Not offered' },
] as const
