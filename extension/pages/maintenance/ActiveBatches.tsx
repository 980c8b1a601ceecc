/** The batches that are under way, each leading to its targets. Not there while there is none. */
import { Wrench } from 'lucide-react'
import { type BatchHead, percentOf, totalOf } from '#shared/maintenance/batch.ts'
import { ListBatches } from '#shared/maintenance/contract.ts'
import { useAsk } from '../page-context.ts'

export function ActiveBatches({ of = {} }: { of?: { flowId?: string; planId?: string } }) {
  const { data } = useAsk(ListBatches, { ...of, isOpen: 'true', limit: 20 }, { everyMs: 10_000 })
  if (!data || data.batches.length === 0) return null
  return (
    <ul aria-label="Under way" className="flex flex-col gap-1.5">
      {data.batches.map((batch) => (
        <li key={batch.id}>
          <Banner batch={batch} />
        </li>
      ))}
    </ul>
  )
}

const Banner = ({ batch: { id, name, client, tally } }: { batch: BatchHead }) => (
  <a
    href={`/maintenance.html#batch/${id}`}
    className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-amber-line bg-amber-soft px-3 py-2 text-amber-ink hover:underline"
  >
    <Wrench aria-hidden className="size-4 shrink-0" />
    <span className="min-w-0 flex-1 basis-40 break-words">
      <span className="font-medium">{name}</span>, {client}: under way
    </span>
    <span className="tabular-nums">
      {tally.complete} of {totalOf(tally)} complete, {percentOf(tally)} %
    </span>
  </a>
)
