/** Branches that helped before and have stopped helping: where a flow wants looking at first. */
import { TrendingDown } from 'lucide-react'
import { type Branch, DAYS_BEFORE, ReadFailingBranches } from '#shared/numbers/contract.ts'
import { percentOf } from '#shared/numbers/interval.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk } from '../page-context.ts'
import { type Csv, SaveCsv } from './SaveCsv.tsx'
import { SHARE_HEADS, shareCells } from './share-column.tsx'
import type { Span } from './span-of.ts'

export function FailingBranches({ span }: { span: Span }) {
  const { data, error } = useAsk(ReadFailingBranches, span)
  if (error) return <Notice tone="bad">{error.message}</Notice>
  if (!data || data.branches.length === 0) return null
  return (
    <section aria-labelledby="failing" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-60 flex-col">
          <h2 id="failing" className="text-title font-semibold">
            {TITLE}
          </h2>
          <p className="text-small text-muted">
            Against the {DAYS_BEFORE} days before. Told where chance alone would do this once in a
            hundred times at most.
          </p>
        </div>
        <SaveCsv of={TITLE} fileName="stopped-helping" makeCsv={() => makeCsv(data.branches)} />
      </div>
      <ul className="divide-y divide-amber-line rounded-md border border-amber-line bg-amber-soft text-amber-ink">
        {data.branches.map((branch) => (
          <li key={`${branch.flowId} ${branch.node} ${branch.choice}`}>
            <Row branch={branch} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const TITLE = 'Stopped helping'

const makeCsv = (branches: readonly Branch[]): Csv => ({
  heads: ['Flow', 'Step', 'Answer', ...['Before', 'Now'].flatMap(headsOf)],
  rows: branches.map(({ flowName, title, node, answer, before, since }) => [
    ...[flowName, title || node, answer],
    ...[before, since].flatMap((share) => [percentOf(share), ...shareCells(share)]),
  ]),
})

const headsOf = (when: string): string[] => [
  `Solved %, ${when.toLowerCase()}`,
  ...SHARE_HEADS.map((head) => `${when}, ${head}`),
]

const Row = ({
  branch: { flowId, flowName, node, title, answer, before, since },
}: {
  branch: Branch
}) => (
  <a href={`#flow/${flowId}`} className="flex items-start gap-2 px-3 py-2 hover:underline">
    <TrendingDown aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="min-w-0 break-words">
      <span className="font-medium">{flowName}</span>: {title || node}
      {answer && `, answered “${answer}”`}. Solved {percentOf(before)} % before ({before.good} of{' '}
      {before.of}), now {percentOf(since)} % ({since.good} of {since.of}).
    </span>
  </a>
)
