/** The flows that a step of a checklist goes into: the one that does it, and the one for an exception. */
import type { FlowNode } from '#shared/flow/flow.ts'
import { changeStep, orNothing, problemAt, type WordsProps } from './edit-props.ts'
import { FlowPick } from './FlowPick.tsx'

type StepNode = Extract<FlowNode, { kind: 'step' }>

export function ChecklistStepFlows({ node, flow, editor, problems }: WordsProps<StepNode>) {
  const set = (fields: Parameters<typeof changeStep>[2]) => changeStep(editor, node.id, fields)
  return (
    <div className="grid gap-3 wide:grid-cols-2">
      <FlowPick
        label="Flow that does this step"
        name="flow"
        value={node.flow ?? ''}
        of={flow}
        none="None, it is done by hand"
        hint="One goes through it and comes back to the step"
        problem={problemAt(problems, 'flow')}
        onPick={(slug) => set({ flow: orNothing(slug) })}
      />
      <FlowPick
        label="Flow for the exception"
        name="exceptionFlow"
        value={node.exceptionFlow ?? ''}
        of={flow}
        none="None, it is written down"
        hint="Offered once the step was settled as an exception"
        problem={problemAt(problems, 'exceptionFlow')}
        onPick={(slug) => set({ exceptionFlow: orNothing(slug) })}
      />
    </div>
  )
}
