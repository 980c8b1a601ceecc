/** What a step of a checklist is in its flow: its order, what it waits for, whom the library offers it to. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { moveStep } from '#shared/flow/edit/move-step.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { SelectField } from '../../../ui/Field.tsx'
import { ChecklistStepFlows } from './ChecklistStepFlows.tsx'
import { ChecklistStepWords } from './ChecklistStepWords.tsx'
import { changeStep, type StepProps } from './edit-props.ts'

type StepNode = Extract<FlowNode, { kind: 'step' }>

export function ChecklistStepFields(props: StepProps<StepNode>) {
  const { node, flow, editor } = props
  const set = (fields: Parameters<typeof changeStep>[2]) => changeStep(editor, node.id, fields)
  const at = flow.nodes.findIndex(({ id }) => id === node.id)
  /** In front of the one that stands there now. */
  const moveTo = (place: number) => editor.edit(moveStep(flow, node.id, flow.nodes[place]?.id))
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
            onClick={() => at > 0 && moveTo(at - 1)}
          />
          <IconButton
            label="Move this step down"
            icon={<ArrowDown className="size-4" />}
            aria-disabled={at === flow.nodes.length - 1 || undefined}
            onClick={() => at < flow.nodes.length - 1 && moveTo(at + 2)}
          />
        </div>
      </div>
      <WaitsFor
        node={node}
        earlier={flow.nodes.slice(0, at)}
        onChange={(ids) => set({ waitsFor: ids })}
      />
      <ChecklistStepWords {...props} />
      <ChecklistStepFlows {...props} />
      <SelectField
        label="Step library"
        value={node.library}
        options={VISIBILITIES}
        hint="Once this flow is published"
        onPick={(library) => set({ library })}
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

const VISIBILITIES = [
  { value: 'team', label: 'Offered to the team' },
  { value: 'author', label: 'Offered to whoever wrote the flow' },
  { value: 'hidden', label: 'Not offered' },
] as const
