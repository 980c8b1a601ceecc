/**
 * A batch of maintenance: every target with how far it is and what to do with it, live while
 * something is open; what they have shown once they are complete.
 */
import { ArrowLeft } from 'lucide-react'
import {
  type Batch,
  isComplete,
  percentOf,
  type Tally,
  tallyOf,
  totalOf,
} from '#shared/maintenance/batch.ts'
import { LeaveOutTarget, ReadBatch } from '#shared/maintenance/contract.ts'
import { tellTally } from '#shared/maintenance/tell-tally.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Notice } from '../../ui/Notice.tsx'
import { day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { BatchReport } from './BatchReport.tsx'
import { TargetCard } from './TargetCard.tsx'
import { useWorkOn } from './use-work-on.ts'

/** What a colleague has done is there within two seconds; one that is complete may be reopened. */
const howOften = (batch: Batch | undefined): number =>
  batch && isComplete(tallyOf(batch.targets)) ? 30_000 : 1_500

export function OneBatch({ batchId, db }: { batchId: string; db: LocalStore }) {
  const asked = useAsk(ReadBatch, { batchId }, { everyMs: howOften })
  return (
    <div className="flex flex-col gap-4">
      <a
        href={asked.data ? `#plan/${asked.data.planId}` : '#all'}
        className="inline-flex items-center gap-1 self-start text-small text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {asked.data ? 'The plan' : 'All plans'}
      </a>
      <Asked of={asked} label="Reading the batch" lines={8}>
        {(batch) => <Whole batch={batch} db={db} />}
      </Asked>
    </div>
  )
}

function Whole({ batch, db }: { batch: Batch; db: LocalStore }) {
  const tally = tallyOf(batch.targets)
  const { workOn, shown, busyAt, error } = useWorkOn(batch.id, db)
  const leaving = useChange(LeaveOutTarget)
  const leave = (position: number, reason: string) =>
    leaving.mutateAsync({ batchId: batch.id, position, reason }).catch(() => undefined)
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="text-large font-semibold break-words">{batch.name}</h1>
        <p className="text-muted">
          {batch.client}, {batch.due ? `due ${day(batch.due)}` : `begun ${day(batch.startedAt)}`}
          {batch.startedBy ? ` by ${batch.startedBy}` : ''}, by the flow {batch.flowName}
        </p>
        <Progress tally={tally} />
      </header>
      {error && <Notice tone="bad">{error.message}</Notice>}
      {leaving.error && <Notice tone="bad">{leaving.error.message}</Notice>}
      {isComplete(tally) && (
        <Notice tone="good" title="All targets are complete">
          {tellTally(tally)}
        </Notice>
      )}
      <BatchReport batch={batch} isMain={isComplete(tally)} />
      <ul aria-label="Targets" className="flex flex-col gap-2">
        {batch.targets.map((target) => (
          <TargetCard
            key={target.position}
            target={target}
            shown={shown?.position === target.position ? shown.how : undefined}
            isBusy={busyAt === target.position}
            onWork={() => void workOn(target)}
            onLeaveOut={(reason) => leave(target.position, reason)}
          />
        ))}
      </ul>
      <a
        href={`/sessions.html#batch/${batch.id}`}
        className="self-start text-small text-muted underline hover:text-ink"
      >
        The sessions of this batch
      </a>
    </>
  )
}

function Progress({ tally }: { tally: Tally }) {
  const percent = percentOf(tally)
  return (
    <div className="flex items-center gap-3">
      <div
        role="progressbar"
        aria-label="Targets complete"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-2 flex-1 overflow-hidden rounded-full bg-sunken"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
      </div>
      <span className="text-small tabular-nums">
        {tally.complete} of {totalOf(tally)}, {percent} %
      </span>
    </div>
  )
}
