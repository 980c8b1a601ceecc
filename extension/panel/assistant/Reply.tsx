/** One answer of FlowPilot: its words, how it came about, what it rests on. */
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { Message } from '#shared/session/lane.ts'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { useSession } from '../PanelContext.tsx'
import { Citations } from './Citations.tsx'
import { EvidenceChip } from './EvidenceChips.tsx'
import { PilotText } from './PilotText.tsx'
import { useTellEvidence } from './use-pilot.ts'

export function Reply({ message }: { message: Message }) {
  const { text, mode, isPartial, failure, citations = [], dropped = [] } = message
  return (
    <div className="flex flex-col gap-1.5">
      {(mode !== 'model' || isPartial) && (
        <p className="flex flex-wrap gap-1">
          {mode === 'rules' && <Badge>By rules, without a model</Badge>}
          {mode === 'demo' && <Badge tone="amber">Demonstration</Badge>}
          {isPartial && <Badge tone="amber">Not finished</Badge>}
        </p>
      )}
      {failure && (
        <p className="text-small text-amber-ink">
          {tellFailure(failure)}{' '}
          {isPartial ? 'What had arrived is kept.' : mode === 'rules' && 'Rules answer meanwhile.'}
        </p>
      )}
      {text && <Words message={message} />}
      {citations.length > 0 && <Citations citations={citations} />}
      {dropped.length > 0 && (
        <details className="text-fine text-faint">
          <summary className="cursor-default hover:text-muted">
            {dropped.length === 1
              ? 'One thing was taken out'
              : `${dropped.length} things were taken out`}
          </summary>
          <ul className="ml-4 list-disc">
            {dropped.map(({ what, why }) => (
              <li key={`${what} ${why}`} className="break-words">
                {what}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

type Rests = NonNullable<Message['rests']>

/** What a sentence rests on stands behind it; where nothing does, it is lighter. */
function Words({ message: { text, rests } }: { message: Message }) {
  return rests ? <Resting text={text} rests={rests} /> : <PilotText text={text} />
}

function Resting({ text, rests }: { text: string; rests: Rests }) {
  const session = useSession()
  return session ? <Cited text={text} rests={rests} session={session} /> : <PilotText text={text} />
}

function Cited({ text, rests, session }: { text: string; rests: Rests; session: Session }) {
  const tell = useTellEvidence(session)
  const evidence = new Map(rests.map((one) => [one.label, one.evidence]))
  const cite = {
    isKnown: (label: string) => evidence.has(label),
    draw(label: string) {
      const id = evidence.get(label)
      return id && <EvidenceChip key={label} evidence={{ ...tell(id), label }} />
    },
  }
  return <PilotText text={text} cite={cite} />
}
