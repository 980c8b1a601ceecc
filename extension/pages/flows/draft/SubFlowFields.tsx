/** Which flow a step goes through. Its ways back become the answers of the step. */
import { GetFlowVersion, ListFlows } from '#shared/flow/contract.ts'
import type { FlowEdit } from '#shared/flow/edit/flow-edit.ts'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { TextField } from '../../../ui/Field.tsx'
import { useAsk, usePage } from '../../page-context.ts'
import { changeStep, orNothing, problemAt, type StepProps } from './edit-props.ts'
import { FlowPick } from './FlowPick.tsx'

type SubFlowNode = Extract<FlowNode, { kind: 'sub_flow' }>

export function SubFlowFields({ node, flow, editor, problems }: StepProps<SubFlowNode>) {
  const { around } = usePage()
  const listed = useAsk(ListFlows, {})
  const entered = listed.data?.flows.find(({ slug }) => slug === node.flow)
  const asked = useAsk(
    GetFlowVersion,
    { version: entered?.version ?? '' },
    { isOn: entered !== undefined },
  )
  const pick = async (slug: string) => {
    changeStep(editor, node.id, { flow: slug })
    const version = listed.data?.flows.find((one) => one.slug === slug)?.version
    const answer = version ? await around.client.ask(GetFlowVersion, { version }) : undefined
    if (!answer?.ok) return
    const now = editor.getState().content.nodes.find(({ id }) => id === node.id)
    if (now?.kind === 'sub_flow' && now.flow === slug)
      editor.edit(addWaysBack(now, answer.value.content))
  }
  return (
    <div className="flex flex-col gap-3">
      <FlowPick
        label="Flow it goes through"
        name="flow"
        value={node.flow}
        of={flow}
        none="Pick a flow"
        hint="Its ways back become the answers below"
        problem={problemAt(problems, 'flow')}
        onPick={(slug) => void pick(slug)}
      />
      {asked.data?.content.variables.map(({ name, label }) => (
        <TextField
          key={name}
          label={`Handed over as “${label}”`}
          value={node.gives?.[name] ?? ''}
          maxLength={200}
          placeholder="{server}"
          onChange={(event) =>
            changeStep(
              editor,
              node.id,
              { gives: withGiven(node.gives, name, orNothing(event.target.value)) },
              `gives ${name}`,
            )
          }
        />
      ))}
    </div>
  )
}

function withGiven(gives: SubFlowNode['gives'], name: string, text: string | null) {
  const { [name]: _, ...others } = gives ?? {}
  const next = text === null ? others : { ...others, [name]: text }
  return Object.keys(next).length > 0 ? next : null
}

/** An answer for each way back that has none yet, called as the flow's own end is. */
function addWaysBack(node: SubFlowNode, entered: FlowContent): FlowEdit[] {
  const had = new Set(node.choices.map(({ id }) => id))
  const ways = new Map(
    entered.nodes.flatMap((one) =>
      one.kind === 'end' && one.returns && !had.has(one.returns) ? [[one.returns, one.title]] : [],
    ),
  )
  return [...ways].map(([id, label]) => ({
    type: 'putChoice',
    node: node.id,
    choice: { id, label },
  }))
}
