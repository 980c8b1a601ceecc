/** Steps at which people get stuck, the one with most escalations first. */
import type { Gap } from '#shared/numbers/contract.ts'
import { type Column, NumbersTable } from './NumbersTable.tsx'
import { shareColumn } from './share-column.tsx'

export const Gaps = ({ gaps, about }: { gaps: readonly Gap[]; about: string }) => (
  <NumbersTable
    title="Where people get stuck"
    about={about}
    fileName="stuck"
    columns={COLUMNS}
    rows={gaps}
    keyOf={({ flowId, node }) => `${flowId} ${node}`}
    none="Nobody got stuck at a step in these days."
  />
)

const COLUMNS: readonly [Column<Gap>, ...Column<Gap>[]] = [
  {
    head: 'Step',
    cell: ({ title, node }) => title || node,
    show: ({ flowId, title, node }) => (
      <a href={`#flow/${flowId}`} className="font-medium text-accent-ink hover:underline">
        {title || node}
      </a>
    ),
  },
  { head: 'Flow', cell: ({ flowName }) => flowName },
  shareColumn(
    'Escalated here',
    ({ escalations, sessions }) => ({ good: escalations, of: sessions }),
    'bad',
  ),
  { head: 'Did not help', cell: ({ didNotHelp }) => didNotHelp },
]
