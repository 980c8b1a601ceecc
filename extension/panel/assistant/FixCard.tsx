/**
 * The one remedy on the table: how sure, what it rests on, what would confirm it, and how. First
 * a person decides whether and how to take it; then tells how it went. Nothing is ever run.
 */
import { Lightbulb } from 'lucide-react'
import { useState } from 'react'
import type { Fix } from '#shared/session/lane.ts'
import type { Evidence, FixDecision } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import { Aside } from '../../ui/Aside.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { DraftLink } from '../script/DraftLink.tsx'
import { UseScript } from '../script/UseScript.tsx'
import { useKeys } from '../use-keys.ts'
import { ConfidenceBadge, ConfidenceWords } from './Confidence.tsx'
import { EvidenceChips } from './EvidenceChips.tsx'
import { LaneCommands } from './LaneCommands.tsx'
import { LaneComposer } from './LaneComposer.tsx'
import type { LaneActs } from './lane-acts.ts'
import { PilotText } from './PilotText.tsx'
import { readCommands } from './read-commands.ts'
import type { ToldEvidence } from './tell-evidence.ts'
import { usePastFixes } from './use-past-fixes.ts'

export function FixCard({
  fix,
  session,
  acts,
  tell,
  hasKeys,
}: {
  fix: Fix
  session: Session
  acts: LaneActs
  tell: (id: Evidence) => ToldEvidence
  hasKeys: boolean
}) {
  const past = usePastFixes(fix.id)
  const steps = fix.steps.map((step) => readCommands(step))
  const commands = steps.flatMap((step, i) =>
    step.commands.map(({ text, where }) => ({
      text,
      where: [`step ${i + 1}`, where].filter(Boolean).join(', '),
    })),
  )
  return (
    <article
      aria-labelledby="fix-title"
      className="flex animate-appear flex-col gap-3 rounded-lg border border-amber-line border-l-4 bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge tone="amber" icon={<Lightbulb aria-hidden="true" />}>
            Suggested fix
          </Badge>
          <SafetyMark safety={fix.safety} />
          <ConfidenceBadge fix={fix} session={session} past={past} />
        </div>
        <h2 id="fix-title" className="text-title font-semibold text-balance break-words">
          {fix.title}
        </h2>
        <ConfidenceWords fix={fix} session={session} past={past} />
        <EvidenceChips title="rests on" ids={fix.evidence} tell={tell} />
      </header>
      {fix.wouldConfirm && (
        <Aside title="Would confirm it">
          <PilotText text={fix.wouldConfirm} />
        </Aside>
      )}
      {steps.length > 0 && (
        <ol aria-label="Steps" className="ml-5 flex list-decimal flex-col gap-1 text-muted">
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a fix never change
            <li key={i}>
              <PilotText text={step.prose || (step.commands[0]?.text ?? '')} />
            </li>
          ))}
        </ol>
      )}
      <LaneCommands commands={commands} safety={fix.safety} session={session} hasKeys={hasKeys} />
      <UseScript of={fix} hasKeys={hasKeys} />
      {fix.draftId && <DraftLink draftId={fix.draftId} decision={fix.decision} />}
      {fix.tried ? (
        <Tried fix={fix} />
      ) : fix.decision ? (
        <HowItWent fix={fix} acts={acts} hasKeys={hasKeys} />
      ) : (
        <Decide fix={fix} acts={acts} hasKeys={hasKeys} />
      )}
    </article>
  )
}

const DECISIONS: readonly { decision: FixDecision; label: string; detail: string }[] = [
  { decision: 'one_off', label: 'Try it, this once', detail: 'Nothing is kept for other tickets' },
  {
    decision: 'draft_template',
    label: 'Try it, and draft a template',
    detail: 'A draft to finish later, linked to this fix',
  },
  {
    decision: 'build_template',
    label: 'Try it, and build the template now',
    detail: 'For what you will need again soon',
  },
  {
    decision: 'dismissed',
    label: 'Dismiss it',
    detail: 'It leaves the table; the record keeps it',
  },
]

function Decide({ fix, acts, hasKeys }: { fix: Fix; acts: LaneActs; hasKeys: boolean }) {
  const decide = (at: number) => {
    const one = DECISIONS[at]
    if (!one) return false
    void acts.decide(fix.id, one.decision)
  }
  useKeys(hasKeys ? { choose: (digit) => decide(digit - 1) } : {})
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-small font-medium text-muted">You decide</legend>
      {DECISIONS.map(({ decision, label, detail }, i) => (
        <Choice
          key={decision}
          digit={hasKeys ? i + 1 : undefined}
          label={label}
          detail={detail}
          onPick={() => decide(i)}
        />
      ))}
    </fieldset>
  )
}

const OUTCOMES = [
  { outcome: 'worked', label: 'Worked', asks: 'Worked. What do you see now?' },
  { outcome: 'partly', label: 'Partly', asks: 'Partly. What is better, what is not?' },
  { outcome: 'failed', label: 'Did not help', asks: 'Did not help. What do you see?' },
] as const

const DECIDED: Record<FixDecision, string> = {
  one_off: 'You are trying it, this once.',
  draft_template: 'You are trying it; a template is to be drafted from it.',
  build_template: 'You are trying it; a template is to be built from it.',
  dismissed: 'You dismissed it.',
}

function HowItWent({ fix, acts, hasKeys }: { fix: Fix; acts: LaneActs; hasKeys: boolean }) {
  const [at, setAt] = useState<number | null>(null)
  const picked = at === null ? undefined : OUTCOMES[at]
  const pick = (next: number) => (OUTCOMES[next] ? setAt(next) : false)
  useKeys(hasKeys ? { choose: (digit) => pick(digit - 1) } : {})
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-small text-muted">
        {fix.decision && DECIDED[fix.decision]} <span className="font-medium">How did it go?</span>
      </legend>
      {OUTCOMES.map(({ outcome, label }, i) => (
        <Choice
          key={outcome}
          digit={hasKeys ? i + 1 : undefined}
          label={label}
          onPick={() => pick(i)}
        />
      ))}
      <Button
        look="quiet"
        size="small"
        className="self-start"
        onClick={() => void acts.decide(fix.id, 'dismissed')}
      >
        Not after all: dismiss it
      </Button>
      {picked && (
        <LaneComposer
          field={`${fix.id} ${picked.outcome}`}
          key={picked.outcome}
          title={picked.label}
          label={picked.asks}
          submit="Record"
          maxLength={1000}
          onCancel={() => setAt(null)}
          onSubmit={(text) => acts.tried(fix.id, picked.outcome, text)}
        />
      )}
    </fieldset>
  )
}

function Tried({ fix: { tried } }: { fix: Fix }) {
  if (!tried) return null
  const isGood = tried.outcome === 'worked'
  return (
    <p className="flex flex-wrap items-baseline gap-1.5 text-small">
      <Badge tone={isGood ? 'good' : 'amber'}>{isGood ? 'Worked' : 'Partly'}</Badge>
      <span className="break-words">{tried.text}</span>
    </p>
  )
}
