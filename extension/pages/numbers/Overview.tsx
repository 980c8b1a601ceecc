/** The whole in a few numbers, then flow by flow, person by person, and where people get stuck. */
import { ChartNoAxesColumn } from 'lucide-react'
import {
  type FlowNumbers,
  type Numbers,
  type PersonNumbers,
  ReadNumbers,
} from '#shared/numbers/contract.ts'
import { percentOf, type Share } from '#shared/numbers/interval.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import { FailingBranches } from './FailingBranches.tsx'
import { Gaps } from './Gaps.tsx'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import type { Span } from './span-of.ts'
import { roundMinutes, TellShare, tellMinutes } from './told.tsx'

export function Overview({ span, seesTeam }: { span: Span; seesTeam: boolean }) {
  const asked = useAsk(ReadNumbers, span)
  return (
    <Asked of={asked} label="Counting" lines={10}>
      {(numbers) =>
        numbers.usage.sessions === 0 && numbers.usage.walks === 0 ? (
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

function Tiles({
  numbers: { usage, tickets, sentences, handovers, proposals },
}: {
  numbers: Numbers
}) {
  return (
    <dl className="grid grid-cols-2 gap-2 page:grid-cols-3">
      <Tile name="Sessions" value={String(usage.sessions)} more={`${usage.finished} finished`} />
      <Tile
        name="Flows walked"
        value={String(usage.walks)}
        more={`by ${tellPeople(usage.people)}`}
      />
      <Tile
        name="Work in sessions"
        value={tellMinutes(usage.minutes) ?? ''}
        more="without pauses"
      />
      <Tile name="Escalated" value={String(usage.escalations)} more="handed over" />
      <ShareTile
        name="Tickets with a session"
        share={tickets}
        of="tickets opened beside the panel"
        none="Counted once ConnectWise is connected"
      />
      <ShareTile
        name="Sentences with grounds"
        share={sentences}
        of="sentences written into tickets"
        none="No note was written"
      />
      <ShareTile
        name="Handed over, nothing done twice"
        share={handovers}
        of="hand-overs picked up and finished"
        none="None was picked up and finished"
      />
      <ShareTile
        name="Proposals that have helped"
        share={proposals}
        of="proposals accepted, in a later case"
        none="None was accepted"
      />
    </dl>
  )
}

const tellPeople = (people: number): string => (people === 1 ? '1 person' : `${people} people`)

function ShareTile({
  name,
  share,
  of,
  none,
}: {
  name: string
  share: Share
  of: string
  none: string
}) {
  const percent = percentOf(share)
  return percent === null ? (
    <Tile name={name} value="–" more={none} />
  ) : (
    <Tile name={name} value={`${percent} %`} more={`${share.good} of ${share.of} ${of}`} />
  )
}

const Tile = ({ name, value, more }: { name: string; value: string; more: string }) => (
  <div className="flex flex-col rounded-md border border-line bg-surface px-3 py-2">
    <dt className="text-small text-muted">{name}</dt>
    <dd className="text-large font-semibold tabular-nums">{value}</dd>
    <dd className="text-small text-muted">{more}</dd>
  </div>
)

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

const PEOPLE: readonly [Column<PersonNumbers>, ...Column<PersonNumbers>[]] = [
  { head: 'Person', cell: ({ name }) => name },
  { head: 'Sessions', cell: ({ sessions }) => sessions },
  { head: 'Finished', cell: ({ finished }) => finished },
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
  { head: 'Escalated', cell: ({ escalations }) => escalations },
]
