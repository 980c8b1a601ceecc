/** The batches of a plan or a flow, newest first: a dot for each target, and how they ended. */
import { useState } from 'react'
import type { BatchHead, Tally } from '#shared/maintenance/batch.ts'
import { ListBatches } from '#shared/maintenance/contract.ts'
import { dotsOf, type TargetDot, tellTally } from '#shared/maintenance/tell-tally.ts'
import { Button } from '../../ui/Button.tsx'
import { day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'

const AT_ONCE = 12

export function BatchHistory({ of }: { of: { flowId?: string; planId?: string } }) {
  return (
    <section aria-labelledby="batches" className="flex flex-col gap-2">
      <h2 id="batches" className="text-body font-semibold">
        Batches
      </h2>
      <Batches of={of} offset={0} />
    </section>
  )
}

function Batches({ of, offset }: { of: { flowId?: string; planId?: string }; offset: number }) {
  const [isMoreWanted, setMoreWanted] = useState(false)
  const asked = useAsk(ListBatches, { ...of, limit: AT_ONCE, offset }, { everyMs: 30_000 })
  return (
    <Asked of={asked} label="Reading the batches">
      {({ batches, isMore }) =>
        batches.length === 0 ? (
          <p className="text-small text-muted">None has begun yet.</p>
        ) : (
          <>
            <ul className="divide-y divide-line rounded-md border border-line bg-surface">
              {batches.map((batch) => (
                <li key={batch.id}>
                  <Row batch={batch} />
                </li>
              ))}
            </ul>
            {isMore && isMoreWanted && <Batches of={of} offset={offset + AT_ONCE} />}
            {isMore && !isMoreWanted && (
              <Button className="self-center" onClick={() => setMoreWanted(true)}>
                Older batches
              </Button>
            )}
          </>
        )
      }
    </Asked>
  )
}

const Row = ({ batch: { id, name, due, startedAt, startedBy, tally } }: { batch: BatchHead }) => (
  <a
    href={`/maintenance.html#batch/${id}`}
    className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 hover:bg-hover"
  >
    <span className="flex min-w-0 flex-1 basis-40 flex-col">
      <span className="font-medium tabular-nums">{day(due ?? startedAt)}</span>
      <span className="truncate text-small text-muted">
        {name}
        {startedBy ? `, begun by ${startedBy}` : ', on schedule'}
      </span>
    </span>
    <Dots tally={tally} />
    <span className="w-full text-small text-muted">{tellTally(tally)}</span>
  </a>
)

/** More than these are no dots any more. */
const MOST_DOTS = 24

const LOOKS: Readonly<Record<TargetDot, string>> = {
  ended_well: 'bg-good-line',
  out_of_ordinary: 'bg-bad-line',
  in_progress: 'bg-amber-line',
  not_started: 'border border-line-strong',
  left_out: 'bg-line',
}

/** For the eye alone: the line of words under them says the same. */
function Dots({ tally }: { tally: Tally }) {
  const dots = dotsOf(tally)
  if (dots.length > MOST_DOTS) return null
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-1">
      {dots.map((dot, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike and have no other key
        <span key={i} data-target={dot} className={`size-2 rounded-full ${LOOKS[dot]}`} />
      ))}
    </span>
  )
}
