/**
 * The next check: why this one, how, and what it can show, each foreseen result one key away.
 * Output is pasted anywhere (`PasteCard`); what cannot be done here is told as such.
 */
import { Clock, Eye, Workflow } from 'lucide-react'
import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { keyOf } from '../../ui/keys.ts'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { UseScript } from '../script/UseScript.tsx'
import { useKeys } from '../use-keys.ts'
import { LaneCommands } from './LaneCommands.tsx'
import { LaneComposer } from './LaneComposer.tsx'
import type { LaneActs } from './lane-acts.ts'
import type { CauseView, CheckView } from './lane-view.ts'
import { PilotText } from './PilotText.tsx'
import { readCommands } from './read-commands.ts'

export function CheckCard({
  next,
  causes,
  session,
  acts,
  hasKeys,
  flowStep,
}: {
  next: CheckView
  causes: readonly CauseView[]
  session: Session
  acts: LaneActs
  hasKeys: boolean
  /** The same check as a step of a flow that is at hand. */
  flowStep: { flowName: string; onGo: () => void } | undefined
}) {
  const [writing, setWriting] = useState<'seen' | 'notPossible' | null>(null)
  const { check, reason } = next
  const { prose, commands } = readCommands(check.how)
  const pick = (at: number) => {
    if (!check.outcomes[at]) return false
    void acts.finishCheck(check, { outcome: at })
  }
  useKeys(
    hasKeys
      ? {
          choose: (digit) => pick(digit - 1),
          seen: () => setWriting('seen'),
          notPossible: () => setWriting('notPossible'),
          skip: () => void acts.skipCheck(check.id),
        }
      : {},
  )
  return (
    <article
      aria-labelledby="check-title"
      className="flex animate-appear flex-col gap-3 rounded-lg border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge tone="accent" icon={<Eye aria-hidden="true" />}>
            Next check
          </Badge>
          <SafetyMark safety={check.safety} />
          <Badge icon={<Clock aria-hidden="true" />}>{check.minutes} min</Badge>
        </div>
        <h2 id="check-title" className="text-title font-semibold text-balance break-words">
          {check.title}
        </h2>
        <p className="text-small break-words text-muted">{reason}</p>
      </header>
      {prose && <PilotText text={prose} />}
      <LaneCommands commands={commands} safety={check.safety} session={session} hasKeys={hasKeys} />
      <UseScript of={check} hasKeys={hasKeys} />
      {check.outcomes.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-small font-medium text-muted">What do you see?</legend>
          {check.outcomes.map((outcome, i) => (
            <Choice
              key={outcome.result}
              digit={hasKeys ? i + 1 : undefined}
              label={outcome.result}
              detail={tellPointing(outcome.pointsTo, causes)}
              onPick={() => pick(i)}
            />
          ))}
        </fieldset>
      )}
      <div role="toolbar" aria-label="At this check" className="flex flex-wrap gap-1">
        <Button
          size="small"
          look={check.outcomes.length > 0 ? 'quiet' : 'primary'}
          keyLabel={hasKeys ? keyOf('seen') : undefined}
          onClick={() => setWriting('seen')}
        >
          {check.outcomes.length > 0 ? 'Something else' : 'Tell the result'}
        </Button>
        <Button
          size="small"
          look="quiet"
          keyLabel={hasKeys ? keyOf('notPossible') : undefined}
          onClick={() => setWriting('notPossible')}
        >
          Not possible
        </Button>
        <Button
          size="small"
          look="quiet"
          keyLabel={hasKeys ? keyOf('skip') : undefined}
          onClick={() => void acts.skipCheck(check.id)}
        >
          Skip
        </Button>
        {flowStep && (
          <Button
            size="small"
            look="quiet"
            icon={<Workflow aria-hidden="true" className="size-3.5" />}
            onClick={flowStep.onGo}
          >
            In “{flowStep.flowName}”
          </Button>
        )}
      </div>
      {writing && (
        <LaneComposer
          field={`${check.id} ${writing}`}
          title={check.title}
          label={writing === 'seen' ? 'What did you see?' : 'Not possible here. Why?'}
          submit="Record"
          maxLength={1000}
          onCancel={() => setWriting(null)}
          onSubmit={(text) => {
            // Once it is recorded the card is gone; what is refused stays written.
            return writing === 'seen'
              ? acts.finishCheck(check, { text })
              : acts.notPossible(check.id, text)
          }}
        />
      )}
      <p className="text-fine text-faint">
        Output? Copy it and press Ctrl+V here; it is kept with this check.
      </p>
    </article>
  )
}

function tellPointing(keys: readonly string[], causes: readonly CauseView[]): string | undefined {
  const named = causes.filter(({ key }) => key !== null && keys.includes(key))
  if (named.length === 0) return undefined
  const left = named.length - MOST_NAMED
  const some = named.slice(0, left > 1 ? MOST_NAMED : named.length).map(({ cause }) => cause)
  return `speaks for: ${some.join('; ')}${left > 1 ? `; and ${left} more` : ''}`
}

/** What more it speaks for stands below, with the bars. */
const MOST_NAMED = 2
