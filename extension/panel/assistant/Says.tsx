/**
 * The last exchange: what was said, and what FlowPilot says to it, growing while it comes. While
 * a turn runs the card keeps its height, so that nothing below moves under the hand.
 */
import { Ban, Brain, RotateCw, Sparkles } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { isWorthAskingAgain, tellFailure } from '#shared/assistant/tell-failure.ts'
import type { Message } from '#shared/session/lane.ts'
import type { RunningTurn } from '../../client/hear-turns.ts'
import type { Ask } from '../../client/kept-words.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TurnCard } from '../../ui/TurnCard.tsx'
import { span } from '../../ui/time-words.ts'
import { useNow } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import type { LaneView } from './lane-view.ts'
import { PilotText } from './PilotText.tsx'
import { Reply } from './Reply.tsx'
import { type Pilot, useAssistant } from './use-pilot.ts'

type OfPilot = Pick<Pilot, 'assistant'>

export function Says({ pilot, view }: { pilot: OfPilot; view: LaneView }) {
  const { assistant } = pilot
  const turn = useAssistant(pilot, (state) => state.turn)
  const asks = useAssistant(pilot, (state) => state.asks)
  const ended = useAssistant(pilot, (state) => state.ended)
  const deep = useAssistant(pilot, (state) => state.deep)
  const { lastSaid, lastReply } = view
  const isNew = !turn && asks.length === 0 && !lastSaid && !lastReply
  const way = wayOn(lastReply, deep)
  /** What failed is asked as it was; whatever is being typed stays. */
  const lookAgain = () => {
    const isDeep = way === 'harder'
    if (way && lastSaid) assistant.ask('message', { text: lastSaid.text, isDeep, isAgain: true })
    else assistant.ask(isNew ? 'open' : 'recorded', { isDeep })
  }
  useKeys({
    stop: () => (turn ? void assistant.stop() : false),
    lookAgain: () => (turn || asks.length > 0 ? false : lookAgain()),
    next: () => (isNew ? assistant.ask('open') : false),
  })
  if (isNew) return <Begin onBegin={() => assistant.ask('open')} />
  const isUnanswered = !turn && asks.length === 0 && !lastReply
  return (
    <section aria-label="FlowPilot" className="flex flex-col gap-2 px-0.5">
      {lastSaid && <Said message={lastSaid} isAgain={view.askedAgain.has(lastSaid.id)} />}
      {turn ? (
        <Growing turn={turn} onStop={() => void assistant.stop()} />
      ) : (
        lastReply && (
          <div className="flex items-start gap-1">
            <Folding message={lastReply} />
            {!way && (
              <IconButton
                label="Let FlowPilot look again"
                keyLabel={keyOf('lookAgain')}
                icon={<RotateCw className="size-3.5" />}
                onClick={lookAgain}
              />
            )}
          </div>
        )
      )}
      {!turn && way && asks.length === 0 && <WayOn way={way} onGo={lookAgain} />}
      {!turn && ended && lastReply?.turnId !== ended.turnId && (
        <Notice tone="amber">
          {tellFailure(ended.failure, ended.retryAfterSeconds)} Nothing of your work is lost.
        </Notice>
      )}
      <Waiting pilot={pilot} asks={asks} />
      {isUnanswered && (
        <Button
          size="small"
          className="self-start"
          icon={<RotateCw aria-hidden="true" className="size-3.5" />}
          keyLabel={keyOf('lookAgain')}
          onClick={() => assistant.ask('recorded')}
        >
          Look again
        </Button>
      )}
      <Spoken turn={turn} reply={lastReply} />
    </section>
  )
}

/**
 * What to do about an answer that failed: asked again it may come, and what one model declined
 * another may answer. Nothing where asking would end alike.
 */
function wayOn(reply: Message | undefined, deep: ReadonlySet<string>) {
  if (!reply?.failure) return undefined
  if (reply.failure === 'refused') return deep.has(reply.turnId) ? undefined : 'harder'
  return isWorthAskingAgain(reply.failure) ? 'again' : undefined
}

function WayOn({ way, onGo }: { way: 'harder' | 'again'; onGo: () => void }) {
  const Icon = way === 'harder' ? Brain : RotateCw
  return (
    <Button
      size="small"
      className="self-start"
      icon={<Icon aria-hidden="true" className="size-3.5" />}
      keyLabel={keyOf('lookAgain')}
      onClick={onGo}
    >
      {way === 'harder' ? 'Think harder' : 'Ask again'}
    </Button>
  )
}

function Begin({ onBegin }: { onBegin: () => void }) {
  return (
    <section className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface p-3">
      <h2 className="text-title font-semibold">FlowPilot has not looked at this ticket yet</h2>
      <p className="text-small text-muted">
        It reads the ticket and your record, and proposes facts, checks and a fix. You confirm,
        check and decide; nothing else enters the note.
      </p>
      <Button
        look="primary"
        className="self-start"
        icon={<Sparkles aria-hidden="true" className="size-4" />}
        keyLabel={keyOf('next')}
        onClick={onBegin}
      >
        Look at this ticket
      </Button>
    </section>
  )
}

export function Said({
  message: { by, text },
  isAgain = false,
}: {
  message: Pick<Message, 'by' | 'text'>
  isAgain?: boolean
}) {
  return (
    <p className="line-clamp-3 border-l-2 border-accent-ink/50 pl-2 text-small break-words whitespace-pre-line">
      <span className="text-faint">
        {by.kind === 'person' ? by.name : 'You'}
        {isAgain ? ' asked again' : ''}:{' '}
      </span>
      {text}
    </p>
  )
}

const LONG_SILENCE_MS = 30_000

/** Whoever only looks on cannot stop it. */
export function Growing({ turn, onStop }: { turn: RunningTurn; onStop?: () => void }) {
  const now = useNow(1000)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (turn.text && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [turn.text])
  const seconds = Math.max(0, Math.round((now - turn.beganAt) / 1000))
  const isSilent = now - turn.heardAt > LONG_SILENCE_MS
  return (
    <TurnCard
      phase={turn.phase}
      more={turn.tier === 'deep' ? ', harder than usual' : undefined}
      aside={<span className="text-fine text-faint tabular-nums">{span(seconds)}</span>}
      isStopping={turn.isStopping}
      className="h-36"
      onStop={onStop}
    >
      <div ref={box} className="min-h-0 flex-1 overflow-y-auto" aria-hidden="true">
        {turn.text ? (
          <PilotText text={turn.text} />
        ) : (
          <p className="text-small text-faint">
            {isSilent
              ? 'No sign of life for a while. Wait, stop it, or go on with the lane: nothing is lost.'
              : onStop && 'You can go on below meanwhile.'}
          </p>
        )}
      </div>
    </TurnCard>
  )
}

const FOLDED_CHARS = 420

/** A long answer shows its beginning; the lane stays in sight. */
function Folding({ message }: { message: Message }) {
  const [isOpen, setOpen] = useState(false)
  const isLong = message.text.length > FOLDED_CHARS
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <div className={isLong && !isOpen ? 'max-h-32 overflow-hidden' : ''}>
        <Reply message={message} />
      </div>
      {isLong && (
        <Button
          size="small"
          look="quiet"
          className="self-start"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Less' : 'All of it'}
        </Button>
      )}
    </div>
  )
}

function Waiting({ pilot, asks }: { pilot: OfPilot; asks: readonly Ask[] }) {
  const waitsFor = useAssistant(pilot, (state) => state.waitsFor)
  const refusal = useAssistant(pilot, (state) => state.refusal)
  return (
    <>
      {asks.map((ask) => (
        <div key={ask.turnId} className="flex flex-col gap-1">
          {ask.text && (
            <p className="line-clamp-3 border-l-2 border-line-strong pl-2 text-small break-words whitespace-pre-line text-muted">
              {ask.text}
            </p>
          )}
          {waitsFor && (
            <div className="flex flex-col gap-1">
              <p className="text-small text-amber-ink" role="status">
                {waitsFor === 'turn'
                  ? 'Goes out as soon as this turn has ended.'
                  : `Waits to be sent; the lane works meanwhile. ${waitsFor.message}`}
              </p>
              <Button
                size="small"
                look="quiet"
                className="self-start"
                icon={<Ban aria-hidden="true" className="size-3.5" />}
                onClick={() => pilot.assistant.takeBack(ask.turnId)}
              >
                Take back
              </Button>
            </div>
          )}
        </div>
      ))}
      {refusal && <Notice tone="amber">{refusal}</Notice>}
    </>
  )
}

/** Says a finished answer once to those who listen; not one that was there before. */
function Spoken({ turn, reply }: { turn: RunningTurn | null; reply: Message | undefined }) {
  const [text, setText] = useState('')
  const before = useRef(reply?.id)
  useEffect(() => {
    if (turn || !reply || before.current === reply.id) return
    before.current = reply.id
    setText(reply.text)
  }, [turn, reply])
  return (
    <p aria-live="polite" className="sr-only">
      {text && `FlowPilot: ${text}`}
    </p>
  )
}
