/** The batches of a plan or a flow, newest first: a dot for each target, and how they ended. */
import { useState } from 'react'
import { type BatchHead, isComplete, type Tally, totalOf } from '#shared/maintenance/batch.ts'
import { ListBatches } from '#shared/maintenance/contract.ts'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import type { SessionOutcome } from '#shared/session/event.ts'
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

function Dots({ tally }: { tally: Tally }) {
  const total = totalOf(tally)
  if (total > MOST_DOTS) return null
  const odd = oddOf(tally)
  const dots = [
    ...Array.from({ length: tally.complete - odd }, () => 'bg-good-line'),
    ...Array.from({ length: odd }, () => 'bg-bad-line'),
    ...Array.from({ length: tally.inProgress }, () => 'bg-amber-line'),
    ...Array.from({ length: tally.notStarted }, () => 'border border-line-strong'),
    ...Array.from({ length: tally.leftOut }, () => 'bg-line'),
  ]
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-1">
      {dots.map((look, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike and have no other key
        <span key={i} className={`size-2 rounded-full ${look}`} />
      ))}
    </span>
  )
}

const ENDED_WELL: ReadonlySet<string> = new Set(['done', 'resolved', 'workaround'])

const oddOf = ({ outcomes }: Tally): number =>
  outcomesOf(outcomes).reduce((n, [outcome, count]) => (ENDED_WELL.has(outcome) ? n : n + count), 0)

const outcomesOf = (outcomes: Tally['outcomes']) =>
  Object.entries(outcomes) as [SessionOutcome, number][] // its keys are outcomes

/** “3 of 5 complete: 2 Done, 1 To be escalated; 1 in progress; 1 not started”. */
export function tellTally(tally: Tally): string {
  const ended = outcomesOf(tally.outcomes).map(([outcome, n]) => `${n} ${OUTCOME_WORDS[outcome]}`)
  const open = [
    ...(tally.inProgress > 0 ? [`${tally.inProgress} in progress`] : []),
    ...(tally.notStarted > 0 ? [`${tally.notStarted} not started`] : []),
    ...(tally.leftOut > 0 ? [`${tally.leftOut} left out`] : []),
  ]
  const head = isComplete(tally)
    ? `All ${totalOf(tally)} complete`
    : `${tally.complete} of ${totalOf(tally)} complete`
  return [`${head}${ended.length > 0 ? `: ${ended.join(', ')}` : ''}`, ...open].join('; ')
}
