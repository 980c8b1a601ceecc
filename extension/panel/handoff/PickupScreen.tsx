/**
 * What the receiver reads before anything else: everything the sender knew, in the order in which
 * one asks for it. One action takes the session over; looking on without taking stays possible.
 * Whoever took it over finds the same here again, and goes back to the work from it.
 */
import { ArrowLeft, Eye, Sparkles, UserCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { NEED_WORDS } from '#shared/handoff/completeness.ts'
import type { Briefing, HandoffSummary } from '#shared/handoff/contract.ts'
import { tellIntent } from '#shared/handoff/tell-handoff.ts'
import { mayPickUp } from '#shared/handoff/who-may.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import { ticketNumber } from '#shared/session/ticket-number.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ScreenHead } from '../../ui/ScreenHead.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { waited, whenAt } from '../../ui/time-words.ts'
import { useLooksOn } from '../colleague/use-looks-on.ts'
import { useNow, usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { type PickupDesk, usePickup } from './use-pickup.ts'

export default function PickupScreen() {
  const { store } = usePanel()
  const handoffId = usePanelState((state) => state.handoffId)
  const isOfWork = useIsOfWork(handoffId)
  const back = () => (isOfWork ? store.show('work') : store.openHandoff())
  useKeys({ close: back })
  return (
    <div className="flex min-h-full flex-col gap-3">
      <ScreenHead
        title="Handed over"
        back={isOfWork ? 'Back to the work' : 'Back to what waits'}
        onBack={back}
      />
      {handoffId && <Pickup key={handoffId} handoffId={handoffId} />}
    </div>
  )
}

/** It is over, and what one works on in front is the session that it was about. */
function useIsOfWork(handoffId: string | null): boolean {
  const session = useSession()
  const looksOn = useLooksOn()
  if (!session || looksOn) return false
  return session.handoffs.some(({ id, end }) => id === handoffId && end !== null)
}

function Pickup({ handoffId }: { handoffId: string }) {
  const desk = usePickup(handoffId)
  const { handoff, briefing, trouble } = desk
  if (trouble && !handoff) {
    return (
      <Notice
        tone="bad"
        title="It cannot be read now"
        actions={
          <Button size="small" onClick={desk.readAgain}>
            Try again
          </Button>
        }
      >
        {trouble}
      </Notice>
    )
  }
  if (!handoff || !briefing) return <Skeleton label="The hand-over is being read" lines={8} />
  return (
    <>
      <About handoff={handoff} />
      {handoff.lacking.length > 0 && !handoff.end && (
        <p className="text-small text-amber-ink">
          Handed over without {handoff.lacking.map((need) => NEED_WORDS[need].says).join(', ')}.
        </p>
      )}
      <Sections briefing={briefing} isUpdated={desk.isUpdated} />
      {handoff.end ? (
        <Over desk={desk} handoff={handoff} />
      ) : (
        <Take desk={desk} handoff={handoff} />
      )}
    </>
  )
}

function About({ handoff }: { handoff: HandoffSummary }) {
  const { ticket, priority, byName, intent, toName, reason, at } = handoff
  const now = useNow(30_000)
  return (
    <section
      aria-labelledby="pickup-about"
      className="flex flex-col gap-1.5 rounded-lg border border-accent-ink/50 bg-surface p-3"
    >
      <div className="flex flex-wrap items-center gap-1.5">
        <Badge tone="accent">
          {tellIntent({ intent, to: toName === null ? null : { name: toName } })}
        </Badge>
        {priority && <Badge>{priority}</Badge>}
        <span className="text-small text-muted">
          {handoff.end ? `at ${whenAt(at, now)}` : `waits for ${waited(at, now)}`}
        </span>
      </div>
      <h3 id="pickup-about" className="font-semibold break-words">
        {[ticketNumber(ticket), ticket?.summary].filter(Boolean).join(' ') || 'Without a ticket'}
      </h3>
      {ticket?.client && <p className="text-small text-muted">{ticket.client}</p>}
      <p className="text-small break-words">
        <span className="font-medium">{byName}:</span> {reason}
      </p>
    </section>
  )
}

function Sections({ briefing, isUpdated }: { briefing: Briefing; isUpdated: boolean }) {
  const { mode, sections } = briefing
  const shown = sections.filter(({ sentences }) => sentences.length > 0)
  return (
    <div className="flex flex-col gap-3 select-text">
      <p role="status" className="flex flex-wrap items-center gap-1.5">
        {mode === 'rules' ? (
          <Badge>From the record</Badge>
        ) : (
          <Badge icon={<Sparkles aria-hidden="true" />}>Worded by FlowPilot</Badge>
        )}
        {isUpdated && <span className="text-fine text-muted">Updated just now</span>}
      </p>
      {shown.map(({ heading, layout, sentences }) => (
        <section key={heading ?? sentences[0]?.text}>
          {heading && <h3 className="pb-0.5 text-fine font-semibold text-muted">{heading}</h3>}
          {layout === 'paragraph' ? (
            <p className="break-words">{sentences.map(({ text }) => text).join(' ')}</p>
          ) : (
            <ul className="flex flex-col gap-0.5">
              {sentences.map(({ text }) => (
                <li key={text} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}

const BAR =
  'sticky -bottom-3 z-10 -mx-3 mt-auto -mb-3 flex flex-col gap-2 border-t border-line bg-surface px-3 py-2.5'

function Take({ desk, handoff }: { desk: PickupDesk; handoff: HandoffSummary }) {
  const me = usePanelState((state) => state.world?.account.person)
  const [isOpen, setOpen] = useState(false)
  const { said, say, isBusy, refusal } = desk
  const mayTake =
    me !== undefined &&
    mayDo(me, 'workOnSessions') &&
    // Whoever has it takes it back from the session itself, which is in their panel.
    mayPickUp({ ...handoff, ownerId: null }, { id: me.id, isLead: isLead(me) })
  useKeys({ next: () => (mayTake ? void desk.take() : false) })
  return (
    <form
      className={BAR}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (mayTake) void desk.take()
      }}
    >
      {refusal && (
        <Notice tone="bad" title="Not taken over">
          {refusal}
        </Notice>
      )}
      {mayTake && (
        <Fold title={`Tell ${handoff.byName}, if you like`} isOpen={isOpen} onOpenChange={setOpen}>
          <div className="flex flex-col gap-2">
            <TextField
              label="What you have understood"
              value={said.understood}
              maxLength={900}
              onChange={(event) => say({ understood: event.target.value })}
            />
            <TextField
              label="What you do first"
              value={said.firstStep}
              maxLength={900}
              onChange={(event) => say({ firstStep: event.target.value })}
            />
          </div>
        </Fold>
      )}
      <div className="flex flex-wrap gap-2">
        {mayTake && (
          <Button
            look="primary"
            type="submit"
            className="flex-1"
            keyLabel={keyOf('next')}
            isBusy={isBusy}
            icon={<UserCheck aria-hidden="true" className="size-4" />}
          >
            Take it over
          </Button>
        )}
        <LookOn desk={desk} />
      </div>
    </form>
  )
}

function Over({ desk, handoff }: { desk: PickupDesk; handoff: HandoffSummary }) {
  const me = usePanelState((state) => state.world?.account.person.id)
  const now = useNow(30_000)
  const isOfWork = useIsOfWork(handoff.id)
  const { end } = handoff
  if (!end) return null
  const who = end.byId === me ? 'You' : end.byName
  return (
    <div className={BAR}>
      <Notice title={`${who} ${ENDED[end.how]}`}>{whenAt(end.at, now)}</Notice>
      <div className="flex flex-wrap gap-2">
        {isOfWork ? <BackToWork /> : <LookOn desk={desk} />}
      </div>
    </div>
  )
}

function BackToWork() {
  const { store } = usePanel()
  const back = () => store.show('work')
  useKeys({ next: back })
  return (
    <Button
      look="primary"
      keyLabel={keyOf('next')}
      icon={<ArrowLeft aria-hidden="true" className="size-4" />}
      onClick={back}
    >
      Back to the work
    </Button>
  )
}

const ENDED = {
  picked_up: 'took it over',
  taken_back: 'took it back',
  replaced: 'handed it over anew',
  finished: 'finished it',
} as const

const LookOn = ({ desk }: { desk: PickupDesk }) => (
  <Button icon={<Eye aria-hidden="true" className="size-4" />} onClick={() => void desk.lookOn()}>
    Look at the work
  </Button>
)
