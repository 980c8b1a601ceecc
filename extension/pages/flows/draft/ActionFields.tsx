/** What an action changes: how far it goes, what to note before, and the way back. */
import type { FlowNode } from '#shared/flow/flow.ts'
import { SelectField, TextArea } from '../../../ui/Field.tsx'
import { changeStep, orNothing, type StepProps } from './edit-props.ts'
import { SAFETIES } from './safety-words.ts'

export function ActionFields({ node, editor }: StepProps<Extract<FlowNode, { kind: 'action' }>>) {
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label="Doing it"
        value={node.safety}
        options={SAFETIES}
        onPick={(safety) => changeStep(editor, node.id, { safety })}
      />
      <TextArea
        label="What to note down before"
        name="before"
        isLow
        value={node.before ?? ''}
        maxLength={10_000}
        onChange={(event) =>
          changeStep(editor, node.id, { before: orNothing(event.target.value) }, 'before')
        }
      />
      <TextArea
        label="The way back"
        name="undo"
        isLow
        value={node.undo ?? ''}
        maxLength={10_000}
        onChange={(event) =>
          changeStep(editor, node.id, { undo: orNothing(event.target.value) }, 'undo')
        }
      />
    </div>
  )
}
