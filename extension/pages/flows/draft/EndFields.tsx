/** How a walk ends here: the outcome, its cause, how it is verified, what is told. */
import { Ending, type FlowNode } from '#shared/flow/flow.ts'
import { ENDING_WORDS } from '#shared/flow/kind-words.ts'
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx'
import { asShortName, changeStep, orNothing, problemAt, type StepProps } from './edit-props.ts'

type EndNode = Extract<FlowNode, { kind: 'end' }>

export function EndFields(props: StepProps<EndNode>) {
  const { node, editor, problems } = props
  const text = (field: 'verification' | 'tell' | 'followUp', label: string, maxLength: number) => (
    <TextArea
      label={label}
      name={field}
      isLow
      value={node[field] ?? ''}
      maxLength={maxLength}
      onChange={(event) =>
        changeStep(editor, node.id, { [field]: orNothing(event.target.value) }, field)
      }
    />
  )
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 wide:grid-cols-2">
        <SelectField
          label="It ends as"
          value={node.ending}
          options={ENDINGS}
          onPick={(ending) =>
            changeStep(
              editor,
              node.id,
              ending === 'returns' ? { ending } : { ending, returns: null, alone: null },
            )
          }
        />
        {node.ending === 'returns' && (
          <TextField
            label="Answer it goes back with"
            name="returns"
            value={node.returns ?? ''}
            spellCheck={false}
            className="font-mono"
            hint="A short name such as fixed; flows that enter this one get an answer for it"
            problem={problemAt(problems, 'returns')}
            onChange={(event) =>
              changeStep(
                editor,
                node.id,
                { returns: orNothing(asShortName(event.target.value)) },
                'returns',
              )
            }
          />
        )}
        {node.ending === 'returns' && (
          <SelectField
            label="Entered from no other flow it ends as"
            value={node.alone ?? ''}
            options={[
              { value: '', label: 'Asked at the end' },
              ...ENDINGS.filter(({ value }) => value !== 'returns'),
            ]}
            onPick={(alone) => changeStep(editor, node.id, { alone: alone === '' ? null : alone })}
          />
        )}
      </div>
      {text('verification', 'How it is verified', 10_000)}
      <TextArea
        label="Evidence that is handed on, one a line"
        name="evidence"
        isLow
        value={node.evidence.join('\n')}
        problem={problems.find(({ field }) => field?.startsWith('evidence'))?.message}
        onChange={(event) =>
          changeStep(
            editor,
            node.id,
            { evidence: event.target.value === '' ? [] : event.target.value.split('\n') },
            'evidence',
          )
        }
      />
      <CauseFields {...props} />
      {text('tell', 'What the user is told', 10_000)}
      {text('followUp', 'What follows', 200)}
    </div>
  )
}

function CauseFields({ node, editor }: StepProps<EndNode>) {
  const { cause } = node
  return (
    <div className="grid gap-3 wide:grid-cols-[minmax(0,1fr)_11rem]">
      <TextField
        label="Cause, as the way here has shown it"
        name="cause.text"
        value={cause?.text ?? ''}
        maxLength={500}
        onChange={(event) => {
          const { value: text } = event.target
          const next = text === '' ? null : { status: cause?.status ?? ('probable' as const), text }
          changeStep(editor, node.id, { cause: next }, 'cause')
        }}
      />
      {cause && (
        <SelectField
          label="It is"
          value={cause.status}
          options={STATUSES}
          onPick={(status) => changeStep(editor, node.id, { cause: { ...cause, status } })}
        />
      )}
    </div>
  )
}

const ENDINGS = Ending.options.map((value) => ({ value, label: ENDING_WORDS[value] }))
const STATUSES = [
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'probable', label: 'Probable' },
  { value: 'not_determined', label: 'Not determined' },
] as const
