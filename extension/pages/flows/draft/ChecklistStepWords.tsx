/** What a step of a checklist says beyond any other: its sentence, what it asks, how far it goes. */
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { Check } from '../../../ui/Check.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { changeStep, orNothing, problemAt, type WordsProps } from './edit-props.ts'
import { SaysField } from './SaysField.tsx'
import { SAFETIES } from './safety-words.ts'

type StepNode = Extract<FlowNode, { kind: 'step' }>

export function ChecklistStepWords({ node, flow, editor, problems }: WordsProps<StepNode>) {
  const set = (fields: Parameters<typeof changeStep>[2], field?: string) =>
    changeStep(editor, node.id, fields, field)
  return (
    <>
      <SaysField
        says={node.says}
        name="says.text"
        problem={problemAt(problems, 'says.text')}
        onChange={(says) => set({ says: says ?? null }, 'says')}
      />
      <Asks node={node} flow={flow} onChange={(asks) => set({ asks })} />
      <SelectField
        label="Doing it"
        value={node.safety}
        options={SAFETIES}
        onPick={(safety) => set({ safety })}
      />
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
      <TextArea
        label="What the user is told once it is done"
        name="tell"
        isLow
        value={node.tell ?? ''}
        maxLength={10_000}
        onChange={(event) => set({ tell: orNothing(event.target.value) }, 'tell')}
      />
      <TextField
        label="It is an exception when"
        name="exceptionWhen"
        value={node.exceptionWhen ?? ''}
        maxLength={200}
        placeholder="the mailbox is larger than 50 GB"
        problem={problemAt(problems, 'exceptionWhen')}
        onChange={(event) => set({ exceptionWhen: orNothing(event.target.value) }, 'exceptionWhen')}
      />
    </>
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
