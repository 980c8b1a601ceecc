/** One answer of FlowPilot: its words, how it came about, what it rests on. */
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import type { Message } from '#shared/session/lane.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Citations } from './Citations.tsx'
import { PilotText } from './PilotText.tsx'

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
      {text && <PilotText text={text} />}
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
