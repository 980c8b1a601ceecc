/**
 * What FlowPilot and a colleague do together, live and only to be looked at: the words as they come,
 * what is to be checked or asked next, the fix on the table, and what it may be.
 */
import { useMemo } from 'react'
import type { Fix } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Causes } from '../assistant/Causes.tsx'
import { type LaneView, viewLane } from '../assistant/lane-view.ts'
import { Reply } from '../assistant/Reply.tsx'
import { Growing, Said } from '../assistant/Says.tsx'
import { Talk } from '../assistant/Talk.tsx'
import { type Pilot, useAssistant, usePilot, useTellEvidence } from '../assistant/use-pilot.ts'

export default function LaneLookedOn({ session }: { session: Session }) {
  const pilot = usePilot()
  const view = useMemo(() => viewLane(session), [session])
  const tell = useTellEvidence(session)
  const { questions, next, fix, causes, earlier, askedAgain } = view
  return (
    <>
      {pilot ? (
        <LastExchange pilot={pilot} view={view} />
      ) : (
        <Skeleton label="FlowPilot is being opened" lines={3} />
      )}
      {(questions.length > 0 || next || fix) && (
        <dl className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3">
          {questions.map(({ id, text }) => (
            <Ahead key={id} title="To be asked" text={text} />
          ))}
          {next && <Ahead title="Next check" text={next.check.title} more={next.reason} />}
          {fix && <Ahead title="Fix on the table" text={fix.title} more={tellFix(fix)} />}
        </dl>
      )}
      <Causes causes={causes} tell={tell} />
      <Talk messages={earlier} askedAgain={askedAgain} />
    </>
  )
}

function LastExchange({ pilot, view }: { pilot: Pilot; view: LaneView }) {
  const turn = useAssistant(pilot, (state) => state.turn)
  const { lastSaid, lastReply, askedAgain } = view
  if (!turn && !lastSaid && !lastReply) return null
  return (
    <section aria-label="FlowPilot" className="flex flex-col gap-2 px-0.5">
      {lastSaid && <Said message={lastSaid} isAgain={askedAgain.has(lastSaid.id)} />}
      {turn ? <Growing turn={turn} /> : lastReply && <Reply message={lastReply} />}
    </section>
  )
}

const Ahead = ({ title, text, more }: { title: string; text: string; more?: string }) => (
  <div className="flex flex-col gap-0.5">
    <dt className="text-small text-muted">{title}</dt>
    <dd className="break-words">
      {text}
      {more && <span className="block text-small text-muted">{more}</span>}
    </dd>
  </div>
)

const TRIED = { worked: 'It worked.', partly: 'It helped in part.', failed: 'It did not help.' }

function tellFix({ decision, tried }: Fix): string {
  if (tried) return [TRIED[tried.outcome], tried.text].filter(Boolean).join(' ')
  if (decision === null) return 'Not decided yet.'
  return 'It is being tried.'
}
