/** Each step and answer of a flow: how often taken, how often it helped, how long it took. */
import type { FlowContent } from '#shared/flow/flow.ts'
import type { NumbersOfFlow, StepNumbers } from '#shared/numbers/contract.ts'
import { percentOf } from '#shared/numbers/interval.ts'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import { nameSteps } from './name-steps.ts'
import { roundMinutes, TellShare, tellMinutes } from './told.tsx'

export function StepsTable({
  numbers: { steps, flowId },
  flow,
}: {
  numbers: NumbersOfFlow
  flow: FlowContent | undefined
}) {
  const { titleOf, answerOf } = nameSteps(flow, steps)
  const columns: readonly [Column<StepNumbers>, ...Column<StepNumbers>[]] = [
    { head: 'Step', cell: ({ node }) => titleOf(node) },
    { head: 'Answer', cell: ({ node, choice }) => answerOf(node, choice) || null },
    { head: 'Walks', cell: ({ walks }) => walks },
    {
      head: 'Solved',
      cell: ({ helped }) => percentOf(helped),
      show: ({ helped }) => <TellShare share={helped} />,
    },
    {
      head: 'Usual time',
      cell: ({ medianMinutes }) => roundMinutes(medianMinutes),
      show: ({ medianMinutes }) => tellMinutes(medianMinutes),
    },
  ]
  return (
    <NumbersTable
      title="Steps and answers"
      about="Solved: of the cases that went this way, those that ended well without being escalated after it."
      fileName={`steps-${flow?.slug ?? flowId}`}
      columns={columns}
      rows={steps}
      keyOf={({ node, choice }) => `${node} ${choice}`}
      none="No step was taken."
    />
  )
}
