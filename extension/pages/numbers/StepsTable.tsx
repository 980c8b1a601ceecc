/** Each step and answer of a flow: how often taken, solved and escalated, and how long it took. */
import type { FlowContent } from '#shared/flow/flow.ts'
import type { NumbersOfFlow, StepNumbers } from '#shared/numbers/contract.ts'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import { nameSteps } from './name-steps.ts'
import { shareColumn } from './share-column.tsx'
import { roundMinutes, tellMinutes } from './told.tsx'

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
    shareColumn('Solved', ({ helped }) => helped),
    shareColumn('Escalated', ({ escalated }) => escalated, 'bad'),
    {
      head: 'Usual time',
      cell: ({ medianMinutes }) => roundMinutes(medianMinutes),
      show: ({ medianMinutes }) => tellMinutes(medianMinutes),
    },
  ]
  return (
    <NumbersTable
      title="Steps and answers"
      about="Of the cases that went this way: solved are those that ended well without being escalated after it, escalated those that were handed over after it."
      fileName={`steps-${flow?.slug ?? flowId}`}
      columns={columns}
      rows={steps}
      keyOf={({ node, choice }) => `${node} ${choice}`}
      none="No step was taken."
    />
  )
}
