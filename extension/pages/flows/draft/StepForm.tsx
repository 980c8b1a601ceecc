/** One step as a form: what every step says, what its kind says, and where its answers lead. */
import { Trash2 } from 'lucide-react'
import { asKind } from '#shared/flow/edit/begin-flow.ts'
import { entitle } from '#shared/flow/edit/entitle.ts'
import { type FlowContent, type FlowNode, isChecklist } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS, nodeKindsOf } from '#shared/flow/kind-words.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { ActionFields } from './ActionFields.tsx'
import { Answers } from './Answers.tsx'
import { ChecklistStepFields } from './ChecklistStepFields.tsx'
import { Commands } from './Commands.tsx'
import { EndFields } from './EndFields.tsx'
import { changeStep, orNothing, problemAt, type StepProps } from './edit-props.ts'
import { InputFields } from './InputFields.tsx'
import { Links } from './Links.tsx'
import { sayHere } from './Problems.tsx'
import { SubFlowFields } from './SubFlowFields.tsx'

export function StepForm({ onClose, ...props }: StepProps & { onClose: () => void }) {
  const { node, flow, editor, problems } = props
  const told = problems.filter(({ field }) => field === undefined)
  const remove = () => {
    if (editor.edit([{ type: 'removeNode', node: node.id }])) onClose()
  }
  return (
    <div className="flex flex-col gap-3 border-t border-line p-3">
      {told.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-small text-amber-ink">
          {told.map(({ message }) => (
            <li key={message}>{sayHere(message)}</li>
          ))}
        </ul>
      )}
      <div className="grid gap-3 wide:grid-cols-[minmax(0,1fr)_9rem]">
        <TextField
          label="Title"
          name="title"
          value={node.title}
          maxLength={200}
          problem={problemAt(problems, 'title')}
          onChange={(event) => editor.edit(entitle(node, event.target.value), `${node.id} title`)}
        />
        <SelectField
          label="Kind"
          value={node.kind}
          options={kindsIn(flow, node)}
          onPick={(kind) =>
            editor.edit([{ type: 'replaceNode', node: asKind(node, kind, editor.newId) }])
          }
        />
      </div>
      <TextArea
        label="What to do, in Markdown"
        name="body"
        isLow
        value={node.body ?? ''}
        maxLength={10_000}
        onChange={(event) =>
          changeStep(editor, node.id, { body: orNothing(event.target.value) }, 'body')
        }
      />
      {node.kind === 'action' && <ActionFields {...props} node={node} />}
      {node.kind === 'step' && <ChecklistStepFields {...props} node={node} />}
      {'commands' in node && <Commands {...props} node={node} />}
      {node.kind === 'input' && <InputFields {...props} node={node} />}
      {node.kind === 'sub_flow' && <SubFlowFields {...props} node={node} />}
      {node.kind === 'end' && <EndFields {...props} node={node} />}
      {'choices' in node && <Answers {...props} node={node} />}
      <Links {...props} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-40 flex-1">
          <TextField
            label="Group"
            name="group"
            value={node.group ?? ''}
            maxLength={200}
            hint="Steps of one group stand under one heading"
            onChange={(event) =>
              changeStep(editor, node.id, { group: orNothing(event.target.value) }, 'group')
            }
          />
        </div>
        {flow.start !== node.id && !isChecklist(flow) && (
          <Button
            size="small"
            look="quiet"
            onClick={() => editor.edit([{ type: 'setFlow', fields: { start: node.id } }])}
          >
            Begin here
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          icon={<Trash2 aria-hidden className="size-3.5" />}
          onClick={remove}
        >
          Take this step out
        </Button>
      </div>
    </div>
  )
}

/** Also the kind that it has and should not have, so that it is seen. */
const kindsIn = ({ kind }: FlowContent, node: FlowNode) =>
  [...new Set([...nodeKindsOf(kind), node.kind])].map((value) => ({
    value,
    label: NODE_KIND_WORDS[value],
  }))
