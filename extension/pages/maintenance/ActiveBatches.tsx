/** The batches that are under way, each leading to its targets. Not there while there is none. */
import { Wrench } from 'lucide-react'
import { useState } from 'react'
import { type BatchHead, percentOf, totalOf } from '#shared/maintenance/batch.ts'
import { ListBatches } from '#shared/maintenance/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { useAsk } from '../page-context.ts'

type Of = { flowId?: string; planId?: string }

const AT_ONCE = 20

export function ActiveBatches({ of = {} }: { of?: Of }) {
  const first = useActive(of, 0)
  if (!first || first.batches.length === 0) return null
  return (
    <ul aria-label="Under way" className="flex flex-col gap-1.5">
      <Rows of={of} offset={0} />
    </ul>
  )
}

const useActive = (of: Of, offset: number) =>
  useAsk(ListBatches, { ...of, isOpen: 'true', limit: AT_ONCE, offset }, { everyMs: 10_000 }).data

/** So many from this one on, and those behind them once they are asked for. */
function Rows({ of, offset }: { of: Of; offset: number }) {
  const [isMoreWanted, setMoreWanted] = useState(false)
  const found = useActive(of, offset)
  return (
    <>
      {found?.batches.map((batch) => (
        <li key={batch.id}>
          <Banner batch={batch} />
        </li>
      ))}
      {found?.isMore && isMoreWanted && <Rows of={of} offset={offset + AT_ONCE} />}
      {found?.isMore && !isMoreWanted && (
        <li className="flex justify-center">
          <Button onClick={() => setMoreWanted(true)}>More are under way</Button>
        </li>
      )}
    </>
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
