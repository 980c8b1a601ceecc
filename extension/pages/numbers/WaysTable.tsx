/** The whole ways that were taken, the most common first. */
import type { FlowContent } from '#shared/flow/flow.ts'
import type { NumbersOfFlow, Way } from '#shared/numbers/contract.ts'
import { percentOf } from '#shared/numbers/interval.ts'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import { nameSteps } from './name-steps.ts'
import { TellShare } from './told.tsx'

export function WaysTable({
  numbers: { ways, steps, walks, flowId },
  flow,
}: {
  numbers: NumbersOfFlow
  flow: FlowContent | undefined
}) {
  const { titleOf, answerOf } = nameSteps(flow, steps)
  const told = (way: Way): string =>
    way.steps
      .map(({ node, choice }) =>
        choice === null ? titleOf(node) : `${titleOf(node)} ${answerOf(node, choice)}`,
      )
      .join(' → ')
  const columns: readonly [Column<Way>, ...Column<Way>[]] = [
    { head: 'Way', cell: told },
    { head: 'Walks', cell: (way) => way.walks },
    {
      head: 'Share in %',
      cell: (way) => percentOf({ good: way.walks, of: walks }),
      show: (way) => <TellShare share={{ good: way.walks, of: walks }} />,
    },
  ]
  return (
    <NumbersTable
      title="Common ways"
      about="From the first step to the last, as they were taken."
      fileName={`ways-${flow?.slug ?? flowId}`}
      columns={columns}
      rows={ways}
      keyOf={(way) => way.steps.map(({ node, choice }) => `${node}:${choice}`).join(' ')}
      none="A checklist has no one way: its steps are taken in any order."
    />
  )
}
