/**
 * A session that was handed over: for whom it waits and since when, and the way back. Shown as soon
 * as it was confirmed, before the server has answered; what stands in the way is told here.
 */
import { Forward, Pencil, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { tellIntent, tellReceiver } from '#shared/handoff/tell-handoff.ts'
import { isFor, mayHandOff, mayTakeBack } from '#shared/handoff/who-may.ts'
import { isLead } from '#shared/person/rights.ts'
import { type Handoff, waitingHandoff } from '#shared/session/handoff.ts'
import type { Session } from '#shared/session/session.ts'
import type { Handover } from '../../client/handovers.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { since } from '../../ui/time-words.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { SoFar } from '../session/SoFar.tsx'
import { useKeys } from '../use-keys.ts'
import { takeOver } from './take-over.ts'
import { useHandover } from './use-handover.ts'

export default function HandedOver({ session }: { session: Session }) {
  return (
    <>
      <HandoffCard session={session} />
      <SoFar session={session} />
    </>
  )
}

/** Nothing where it is neither on its way nor waits. */
export function HandoffCard({ session }: { session: Session }) {
  const ownerId = session.owner.kind === 'person' ? session.owner.id : null
  const handover = useHandover(usePanelState((state) => state.session?.sessionId))
  const waiting = waitingHandoff(session)
  if (handover && handover.state !== 'refused') return <OnItsWay handover={handover} />
  return waiting && <Waits handoff={waiting} ownerId={ownerId} />
}

const CARD =
  'flex animate-appear flex-col gap-3 rounded-lg border border-accent-ink/50 bg-surface p-3'

function OnItsWay({ handover }: { handover: Handover }) {
  const { store } = usePanel()
  const world = usePanelState((state) => state.world)
  const { request, state, isOut, trouble } = handover
  const { sessionId } = request
  const change = async () => {
    await world?.handovers.takeBack(sessionId)
    store.ask('handOver')
  }
  return (
    <section aria-labelledby="handed-over" className={CARD}>
      <Title intent={request.intent} />
      <p role="status" className="text-small text-muted">
        {state === 'waiting' ? 'Not on the server yet.' : 'Being told to whoever takes over.'}
      </p>
      {state === 'waiting' && (
        <Notice
          tone="amber"
          title="Handing over needs the server"
          actions={
            <>
              <Button size="small" onClick={() => void world?.handovers.flush(sessionId)}>
                Try again
              </Button>
              {!isOut && (
                <Button size="small" look="quiet" onClick={() => void change()}>
                  Change it
                </Button>
              )}
            </>
          }
        >
          {trouble?.message ?? 'It is sent as soon as there is an answer.'} It is handed over once,
          with all that you wrote.
        </Notice>
      )}
    </section>
  )
}

/** For whom it waits; whoever may take it over, or have it back, does so from here. */
function Waits({ handoff, ownerId }: { handoff: Handoff; ownerId: string | null }) {
  const { store } = usePanel()
  const world = usePanelState((state) => state.world)
  const now = useNow(30_000)
  const [isBusy, setBusy] = useState(false)
  const [why, setWhy] = useState<string>()
  const me = world?.account.person
  if (!world || !me) return null
  const byId = handoff.by.kind === 'person' ? handoff.by.id : null
  const isMine = byId === me.id
  const mayHaveBack = mayTakeBack({ byId, ownerId }, me)
  const mayTake = isFor(
    { intent: handoff.intent, byId, toId: handoff.to?.id ?? null },
    { id: me.id, isLead: isLead(me) },
  )
  const takeBack = async () => {
    if (isBusy) return
    setBusy(true)
    const answer = await takeOver(world, handoff.id)
    setBusy(false)
    if (!answer.ok) return setWhy(answer.trouble.message)
    store.takeUp()
    await store.refreshOpen()
  }
  return (
    <section aria-labelledby="handed-over" className={CARD}>
      <Title intent={handoff.intent} />
      <p role="status" className="break-words">
        Waits for {tellReceiver(handoff)}
        <span className="text-muted"> · {since(handoff.at, now)}</span>
      </p>
      <p className="text-small break-words text-muted">{handoff.reason}</p>
      {why && (
        <Notice tone="bad" title="Not taken back">
          {why}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {mayHaveBack ? (
          <Button
            icon={<Undo2 aria-hidden="true" className="size-4" />}
            isBusy={isBusy}
            onClick={() => void takeBack()}
          >
            Take it back
          </Button>
        ) : (
          mayTake && <TakeIt handoffId={handoff.id} />
        )}
        {(isMine || mayHandOff(ownerId, { id: me.id, isLead: isLead(me) })) && (
          <Button
            look="quiet"
            icon={<Pencil aria-hidden="true" className="size-4" />}
            keyLabel={keyOf('handOver')}
            onClick={() => store.ask('handOver')}
          >
            Change
          </Button>
        )}
      </div>
    </section>
  )
}

function TakeIt({ handoffId }: { handoffId: string }) {
  const { store } = usePanel()
  const open = () => store.openHandoff(handoffId)
  useKeys({ next: open })
  return (
    <Button look="primary" keyLabel={keyOf('next')} onClick={open}>
      Read it and take it over
    </Button>
  )
}

function Title({ intent }: Pick<Handoff, 'intent'>) {
  return (
    <h2 id="handed-over" className="flex items-center gap-2">
      <Badge tone="accent" icon={<Forward aria-hidden="true" />}>
        {tellIntent({ intent, to: null })}
      </Badge>
    </h2>
  )
}
