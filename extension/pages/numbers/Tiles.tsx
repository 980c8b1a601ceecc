/** The whole in a few numbers, and the same as a file. */
import type { Numbers } from '#shared/numbers/contract.ts'
import { percentOf, type Share } from '#shared/numbers/interval.ts'
import { type Csv, SaveCsv } from './SaveCsv.tsx'
import { SHARE_HEADS, shareCells } from './share-column.tsx'
import { roundMinutes, tellMinutes } from './told.tsx'

const TITLE = 'In a few numbers'

export function Tiles({ numbers }: { numbers: Numbers }) {
  const { usage } = numbers
  return (
    <section aria-labelledby="tiles" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <h2 id="tiles" className="min-w-0 flex-1 basis-60 text-title font-semibold">
          {TITLE}
        </h2>
        <SaveCsv of={TITLE} fileName="numbers" makeCsv={() => makeCsv(numbers)} />
      </div>
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
        {sharesOf(numbers).map((one) => (
          <ShareTile key={one.name} {...one} />
        ))}
      </dl>
    </section>
  )
}

interface ShareTold {
  name: string
  share: Share
  of: string
  /** Said where nothing counts. */
  none: string
}

const sharesOf = ({ tickets, sentences, handovers, proposals }: Numbers): ShareTold[] => [
  {
    name: 'Tickets with a session',
    share: tickets,
    of: 'tickets opened beside the panel',
    none: 'Counted once ConnectWise is connected',
  },
  {
    name: 'Sentences with grounds',
    share: sentences,
    of: 'sentences written into tickets',
    none: 'No note was written',
  },
  {
    name: 'Handed over, nothing done twice',
    share: handovers,
    of: 'hand-overs picked up and finished',
    none: 'None was picked up and finished',
  },
  {
    name: 'Proposals that have helped',
    share: proposals,
    of: 'proposals accepted, in a later case',
    none: 'None was accepted',
  },
]

function makeCsv(numbers: Numbers): Csv {
  const { usage, from, to } = numbers
  const counted: [string, number | null][] = [
    ['Sessions', usage.sessions],
    ['Sessions finished', usage.finished],
    ['Flows walked', usage.walks],
    ['People', usage.people],
    ['Minutes of work in sessions', roundMinutes(usage.minutes)],
    ['Escalated', usage.escalations],
  ]
  return {
    heads: ['Number', 'From', 'To', 'Value', 'Percent', ...SHARE_HEADS],
    rows: [
      ...counted.map(([name, value]) => [name, from, to, value, null, null, null, null, null]),
      ...sharesOf(numbers).map(({ name, share }) => [
        ...[name, from, to, null],
        ...[percentOf(share), ...shareCells(share)],
      ]),
    ],
  }
}

const tellPeople = (people: number): string => (people === 1 ? '1 person' : `${people} people`)

function ShareTile({ name, share, of, none }: ShareTold) {
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
