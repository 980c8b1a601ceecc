/** The answers of a step: what each leaves in the record, what it points to, where it leads. */
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { makeAnswer } from '#shared/flow/edit/begin-flow.ts'
import { inFrontOf } from '#shared/flow/edit/ordered-list.ts'
import type { Choice, FlowNode } from '#shared/flow/flow.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { TextField } from '../../../ui/Field.tsx'
import { DropLine, Grip } from '../../../ui/Grip.tsx'
import { type Order, useOrder } from '../../../ui/use-order.ts'
import { problemAt, type StepProps } from './edit-props.ts'
import { LeadsTo } from './LeadsTo.tsx'
import { SaysField } from './SaysField.tsx'

type WithAnswers = Extract<FlowNode, { choices: unknown }>

export function Answers(props: StepProps<WithAnswers>) {
  const { node, editor, problems } = props
  const ids = node.choices.map(({ id }) => id)
  const move = (id: string, before: string | undefined, gesture?: string) =>
    editor.edit([{ type: 'orderChoices', node: node.id, ids: inFrontOf(ids, id, before) }], gesture)
  const order = useOrder<HTMLDivElement>({
    ids,
    nameOf: (id) => called(node.choices.find((choice) => choice.id === id)),
    onMove: (id, before, isKey) => move(id, before, isKey ? `${node.id} ${id} place` : undefined),
  })
  return (
    <section aria-label="Answers" className="flex flex-col gap-2">
      <h3 className="text-small font-semibold">Answers</h3>
      <div ref={order.list} className="flex flex-col gap-2">
        {node.choices.map((choice, n) => (
          <Answer
            key={choice.id}
            {...props}
            choice={choice}
            field={`choices.${n}`}
            order={node.choices.length > 1 ? order : undefined}
            onUp={n > 0 ? () => move(choice.id, ids[n - 1]) : undefined}
            onDown={n < ids.length - 1 ? () => move(choice.id, ids[n + 2]) : undefined}
          />
        ))}
      </div>
      <span className="sr-only" role="status">
        {order.said}
      </span>
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() =>
            editor.edit([{ type: 'putChoice', node: node.id, choice: makeAnswer(editor.newId) }])
          }
        >
          Another answer
        </Button>
        {problemAt(problems, 'choices') && (
          <p className="pt-1 text-fine text-bad-ink">{problemAt(problems, 'choices')}</p>
        )}
      </div>
    </section>
  )
}

type Change = { [K in keyof Choice]?: Choice[K] | undefined }

function Answer({
  node,
  flow,
  editor,
  problems,
  onOpen,
  choice,
  field,
  order,
  onUp,
  onDown,
}: StepProps<WithAnswers> & {
  choice: Choice
  field: string
  /** None where it is the only one. */
  order: Order<HTMLElement> | undefined
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}) {
  const { id, label, says, cause } = choice
  const put = (change: Change, typed?: string) => {
    const merged = Object.entries({ ...choice, ...change }).filter(([, one]) => one !== undefined)
    const next = Object.fromEntries(merged) as unknown as Choice // with its id and label still
    const gesture = typed && `${node.id} ${id} ${typed}`
    editor.edit([{ type: 'putChoice', node: node.id, choice: next }], gesture)
  }
  const name = label.trim() || 'This answer'
  const drag = order?.drag
  return (
    <fieldset
      className={classNames(
        'relative flex flex-col gap-2 rounded-md border border-line bg-sunken p-2.5',
        drag?.id === id && 'opacity-55',
      )}
    >
      <legend className="sr-only">{name}</legend>
      {drag?.at === id && <DropLine edge={drag.edge} />}
      <div className="flex items-end gap-1">
        <div className="min-w-0 flex-1">
          <TextField
            label="Answer"
            name={`${field}.label`}
            value={label}
            maxLength={200}
            problem={problemAt(problems, `${field}.label`)}
            onChange={(event) => put({ label: event.target.value }, 'label')}
          />
        </div>
        {order && <Grip id={id} name={called(choice)} grips={order.grips} />}
        {onUp && (
          <IconButton label={`${name}: up`} icon={<ArrowUp className="size-4" />} onClick={onUp} />
        )}
        {onDown && (
          <IconButton
            label={`${name}: down`}
            icon={<ArrowDown className="size-4" />}
            onClick={onDown}
          />
        )}
        <IconButton
          label={`${name}: take it out`}
          icon={<Trash2 className="size-4" />}
          onClick={() => editor.edit([{ type: 'removeChoice', node: node.id, choice: id }])}
        />
      </div>
      <LeadsTo flow={flow} from={node.id} choice={id} of={name} editor={editor} onOpen={onOpen} />
      <SaysField
        says={says}
        name={`${field}.says.text`}
        problem={problemAt(problems, `${field}.says.text`)}
        onChange={(next) => put({ says: next }, 'says')}
      />
      <TextField
        label="Cause it points to"
        name={`${field}.cause`}
        value={cause ?? ''}
        maxLength={500}
        hint="Offered as the cause if the walk then ends well"
        onChange={(event) => put({ cause: event.target.value || undefined }, 'cause')}
      />
    </fieldset>
  )
}

const called = (choice: Choice | undefined): string =>
  choice?.label.trim() ? `“${choice.label.trim()}”` : 'the answer without a name'
