/** Which value a step asks for, what it leaves in the record, and where it leads. */
import type { FlowNode } from '#shared/flow/flow.ts'
import { TextField } from '../../../ui/Field.tsx'
import { asName, changeStep, problemAt, type StepProps } from './edit-props.ts'
import { LeadsTo } from './LeadsTo.tsx'
import { SaysField } from './SaysField.tsx'

export function InputFields({
  node,
  flow,
  editor,
  problems,
  onOpen,
}: StepProps<Extract<FlowNode, { kind: 'input' }>>) {
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label="The value it asks for"
        name="variable"
        value={node.variable}
        spellCheck={false}
        className="font-mono"
        hint="Its name, as other texts write it in braces"
        problem={problemAt(problems, 'variable')}
        onChange={(event) =>
          changeStep(editor, node.id, { variable: asName(event.target.value) }, 'variable')
        }
      />
      <LeadsTo flow={flow} from={node.id} of="" editor={editor} onOpen={onOpen} />
      <SaysField
        says={node.says}
        name="says.text"
        problem={problemAt(problems, 'says.text')}
        onChange={(says) => changeStep(editor, node.id, { says: says ?? null }, 'says')}
      />
    </div>
  )
}
