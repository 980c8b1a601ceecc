/**
 * Above the work on a target: which one, how far its batch is, the way back to it, and once the
 * target is complete the way to the next. Where the server is away only the numbers are missing.
 */
import { ArrowRight, Wrench } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type Batch, isComplete, tallyOf, totalOf } from '#shared/maintenance/batch.ts'
import { ReadBatch, StartTarget } from '#shared/maintenance/contract.ts'
import type { OfBatch } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import { Button } from '../../ui/Button.tsx'
import { usePanel, usePanelState } from '../PanelContext.tsx'

const AGAIN_MS = 10_000

export default function BatchStrip({ of, status }: { of: OfBatch; status: Session['status'] }) {
  const { store, outside } = usePanel()
  const batch = useBatch(of.batchId, status)
  const [isBusy, setBusy] = useState(false)
  // One that has begun and could not be read is still the next one.
  const [begun, setBegun] = useState<number>()
  const sessionId = usePanelState((state) => state.session?.sessionId)
  // What has ended here is counted before the server has heard of it.
  const tally =
    batch &&
    tallyOf(
      batch.targets.map((target) =>
        target.sessionId === sessionId && status === 'finished'
          ? { ...target, state: 'complete' }
          : target,
      ),
    )
  const next = batch?.targets.find(({ state, position }) =>
    begun === undefined ? state === 'not_started' : position === begun,
  )
  const goOn = async (position: number) => {
    const { world } = store.getState()
    if (!world || isBusy) return
    setBusy(true)
    const answer = await world.client.ask(StartTarget, { batchId: of.batchId, position })
    if (answer.ok) setBegun(position)
    const isHere = answer.ok && (await world.fetchRecord(answer.value.sessionId))
    setBusy(false)
    if (answer.ok && isHere) {
      setBegun(undefined)
      return store.pick(answer.value.sessionId).then(store.refreshOpen)
    }
    store.tell(
      answer.ok ? 'It has begun, but could not be read. Try again.' : answer.trouble.message,
    )
  }
  return (
    <section
      aria-label="Maintenance"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-amber-line bg-amber-soft px-3 py-1.5 text-small text-amber-ink"
    >
      <Wrench aria-hidden="true" className="size-3.5 shrink-0" />
      <span role="status" className="min-w-0 flex-1 basis-32 truncate">
        <span className="font-medium">{of.target}</span>
        {tally && (
          <span className="tabular-nums">
            , {tally.complete} of {totalOf(tally)} complete
          </span>
        )}
      </span>
      <Button size="small" onClick={() => outside.openBatch(of.batchId)}>
        All targets
      </Button>
      {status === 'finished' && next && (
        <Button
          size="small"
          isBusy={isBusy}
          icon={<ArrowRight aria-hidden="true" className="size-3.5" />}
          onClick={() => void goOn(next.position)}
        >
          <span className="max-w-56 truncate">Next: {next.name}</span>
        </Button>
      )}
    </section>
  )
}

/** Asked now, when the session's state has changed, and every so often while in sight and not complete. */
function useBatch(batchId: string, status: Session['status']): Batch | undefined {
  const client = usePanelState((state) => state.world?.client)
  const [batch, setBatch] = useState<Batch>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has ended is counted at once
  useEffect(() => {
    let isGone = false
    let isOver = false
    const read = async () => {
      if (!client || document.visibilityState === 'hidden' || isOver) return
      const answer = await client.ask(ReadBatch, { batchId })
      if (isGone || !answer.ok) return
      setBatch(answer.value)
      isOver = isComplete(tallyOf(answer.value.targets))
    }
    void read()
    const timer = setInterval(() => void read(), AGAIN_MS)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client, batchId, status])
  return batch
}
