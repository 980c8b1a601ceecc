/** The whole in a few numbers, then flow by flow, person by person, and where people get stuck. */
import { ChartNoAxesColumn } from 'lucide-react'
import { type FlowNumbers, type PersonNumbers, ReadNumbers } from '#shared/numbers/contract.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import { isNothingCounted } from './counted.ts'
import { FailingBranches } from './FailingBranches.tsx'
import { Gaps } from './Gaps.tsx'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import { shareColumn } from './share-column.tsx'
import type { Span } from './span-of.ts'
import { Tiles } from './Tiles.tsx'
import { roundMinutes, tellMinutes } from './told.tsx'

export function Overview({ span, seesTeam }: { span: Span; seesTeam: boolean }) {
  const asked = useAsk(ReadNumbers, span)
  return (
    <Asked of={asked} label="Counting" lines={10}>
      {(numbers) =>
        isNothingCounted(numbers) ? (
          <Empty icon={<ChartNoAxesColumn />} title="Nothing to count in these days">
            Begin a session beside a ticket and walk a flow. What comes of it is counted here once
            it is finished.
          </Empty>
        ) : (
          <div className="flex flex-col gap-6">
            <Tiles numbers={numbers} />
            <FailingBranches span={span} />
            <NumbersTable
              title="Flows"
              about="How often each was walked, how many cases it solved without being escalated, and how long that took. Half took longer than the usual time; pauses are not counted."
              fileName="flows"
              columns={FLOWS}
              rows={numbers.flows}
              keyOf={({ flowId }) => flowId}
              none="No flow was walked to an end in these days."
            />
            <Gaps
              gaps={numbers.gaps}
              about="Where cases were escalated or a step did not help: worth a training, or a better step."
            />
            {seesTeam && (
              <NumbersTable
                title="People"
                about="What each has worked on. Few cases say little about a person."
                fileName="people"
                columns={PEOPLE}
                rows={numbers.people}
                keyOf={({ personId }) => personId}
                none="Nobody has worked in these days."
              />
            )}
          </div>
        )
      }
    </Asked>
  )
}

const FLOWS: readonly [Column<FlowNumbers>, ...Column<FlowNumbers>[]] = [
  {
    head: 'Flow',
    cell: ({ flowName }) => flowName,
    show: ({ flowId, flowName }) => (
      <a href={`#flow/${flowId}`} className="font-medium text-accent-ink hover:underline">
        {flowName}
      </a>
    ),
  },
  { head: 'Walks', cell: ({ walks }) => walks },
  shareColumn('Solved', ({ helped }) => helped),
  {
    head: 'Usual time',
    cell: ({ medianMinutes }) => roundMinutes(medianMinutes),
    show: ({ medianMinutes }) => tellMinutes(medianMinutes),
  },
]

const PEOPLE: readonly [Column<PersonNumbers>, ...Column<PersonNumbers>[]] = [
  { head: 'Person', cell: ({ name }) => name },
  { head: 'Sessions', cell: ({ sessions }) => sessions },
  { head: 'Finished', cell: ({ finished }) => finished },
  { head: 'Walks', cell: ({ walks }) => walks },
  shareColumn('Solved', ({ helped }) => helped),
  {
    head: 'Usual time',
    cell: ({ medianMinutes }) => roundMinutes(medianMinutes),
    show: ({ medianMinutes }) => tellMinutes(medianMinutes),
  },
  { head: 'Escalated', cell: ({ escalations }) => escalations },
]
