/** Branches that helped before and have stopped helping: where a flow wants looking at first. */
import { TrendingDown } from 'lucide-react'
import { type Branch, DAYS_BEFORE, ReadFailingBranches } from '#shared/numbers/contract.ts'
import { percentOf } from '#shared/numbers/interval.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk } from '../page-context.ts'
import type { Span } from './span-of.ts'

export function FailingBranches({ span }: { span: Span }) {
  const { data, error } = useAsk(ReadFailingBranches, span)
  if (error) return <Notice tone="bad">{error.message}</Notice>
  if (!data || data.branches.length === 0) return null
  return (
    <section aria-labelledby="failing" className="flex flex-col gap-2">
      <h2 id="failing" className="text-title font-semibold">
        Stopped helping
      </h2>
      <p className="text-small text-muted">
        Against the {DAYS_BEFORE} days before. Told where chance alone would do this once in a
        hundred times at most.
      </p>
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
