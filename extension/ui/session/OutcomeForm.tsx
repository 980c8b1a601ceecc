/**
 * How it ended: outcome, cause, verification, what was told, what comes next. Without an
 * outcome nothing is finished; a cause said to be confirmed names what shows it. While required
 * steps of a checklist are open, it is done only with the reason why they are left out.
 */
import { type FormEvent, useRef, useState } from 'react'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import type { Outcome, SessionOutcome } from '#shared/session/event.ts'
import { saysDone } from '#shared/session/finish-list.ts'
import { Button } from '../Button.tsx'
import { TextArea } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { Segments } from '../Segments.tsx'
import { NextSteps } from './NextSteps.tsx'
import { OUTCOME_LOOKS } from './OutcomeCard.tsx'
import { OutcomeCause, Problem } from './OutcomeCause.tsx'
import {
  missingInOutcome,
  type OutcomeDraft,
  type OutcomeProblem,
  type Prefilled,
  readOutcome,
} from './prefill-outcome.ts'

const PROBLEMS: Record<OutcomeProblem, string> = {
  outcome: 'Pick how it ended.',
  whyOpen: 'Say why these steps are left out, or settle them first.',
  cause: 'Say what the cause is, or that it is not determined.',
  verification: 'Say how it was verified, or that it was not.',
  confirmedBy: 'Tick what shows the cause, or call it probable.',
}

export const OUTCOME_FORM = 'outcome-form'

export function OutcomeForm({
  prefilled,
  open,
  now,
  onSay,
  onKeep,
  onHandOver,
}: {
  prefilled: Prefilled
  /** Titles of required steps that are open at this moment. */
  open: readonly string[]
  now: number
  /** With each change, before it is kept. */
  onSay: (draft: OutcomeDraft) => void
  /** `whyOpen` is said where required steps are left out. */
  onKeep: (outcome: Outcome, whyOpen: string) => void
  /** Where the work can be handed over instead of being ended. */
  onHandOver?: (() => void) | undefined
}) {
  const [draft, setDraft] = useState(prefilled.draft)
  const [isAsked, setAsked] = useState(false)
  const why = useRef<HTMLTextAreaElement>(null)
  const isLeavingOut = open.length > 0 && saysDone(draft.outcome)
  const missing = missingInOutcome(draft, isLeavingOut)
  const problem = (at: OutcomeProblem) =>
    isAsked && missing.includes(at) ? PROBLEMS[at] : undefined
  const change = (part: Partial<OutcomeDraft>) => {
    const changed = { ...draft, ...part }
    setDraft(changed)
    onSay(changed)
  }
  const keep = (event: FormEvent) => {
    event.preventDefault()
    const outcome = readOutcome(draft, isLeavingOut)
    if (outcome) onKeep(outcome, draft.whyOpen.trim())
    else {
      setAsked(true)
      if (missing[0] === 'whyOpen') why.current?.focus()
    }
  }
  return (
    <form id={OUTCOME_FORM} onSubmit={keep} className="flex flex-col gap-4">
      {open.length > 0 && <StillOpen steps={open} />}
      <Outcomes
        outcomes={prefilled.isChecklist ? OF_CHECKLIST : OF_FAULT}
        value={draft.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      {problem('outcome') && <Problem text={problem('outcome')} />}
      {isLeavingOut && (
        <TextArea
          ref={why}
          label="Why required steps are left out"
          hint="Said of each that is open, in the record and in the note."
          value={draft.whyOpen}
          maxLength={400}
          isLow
          problem={problem('whyOpen')}
          onChange={(event) => change({ whyOpen: event.target.value })}
        />
      )}
      {draft.outcome === 'escalate' && onHandOver && (
        <Notice
          title="Somebody else goes on?"
          actions={
            <Button size="small" onClick={onHandOver}>
              Hand it over instead
            </Button>
          }
        >
          Handed over, it waits in their queue with all that is known. Finished here, it only says
          that somebody should.
        </Notice>
      )}
      {!prefilled.isChecklist && (
        <OutcomeCause
          draft={draft}
          prefilled={prefilled}
          now={now}
          onChange={(cause) => change({ cause })}
          problem={problem('cause') ?? problem('confirmedBy')}
        />
      )}
      <div className="flex flex-col gap-2">
        <Segments
          isLabelShown
          label="Verified"
          options={[
            { value: 'user', label: 'With the user' },
            { value: 'technician', label: 'By me' },
            { value: 'nobody', label: 'Not verified' },
          ]}
          value={draft.verification.by}
          onChange={(by) => change({ verification: { ...draft.verification, by } })}
        />
        {draft.verification.by !== 'nobody' && (
          <Hinted
            label="How"
            hint={prefilled.hints.verification}
            value={draft.verification.text}
            onChange={(text) => change({ verification: { ...draft.verification, text } })}
          />
        )}
        {problem('verification') && <Problem text={problem('verification')} />}
      </div>
      <Hinted
        label="What the user was told"
        hint={prefilled.hints.told}
        value={draft.told}
        onChange={(told) => change({ told })}
      />
      {prefilled.hints.evidence.length > 0 && (
        <div className="flex flex-col gap-1 text-small text-muted">
          <p className="font-medium">Have in hand for whoever goes on</p>
          <ul className="ml-4 list-disc">
            {prefilled.hints.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <NextSteps steps={draft.nextSteps} onChange={(nextSteps) => change({ nextSteps })} />
      <TextArea
        label="Remark"
        value={draft.remark}
        maxLength={4000}
        isLow
        onChange={(event) => change({ remark: event.target.value })}
      />
    </form>
  )
}

/** What must be settled is told before one finishes; ended in any other way the note lists it as open. */
function StillOpen({ steps }: { steps: readonly string[] }) {
  return (
    <Notice tone="amber" title="Required steps are still open">
      <ul className="ml-4 list-disc">
        {steps.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      <p className="pt-1">
        Settle each on its card, or pick Done and say once why they are left out. With any other
        outcome the note lists them as open.
      </p>
    </Notice>
  )
}

const OUTCOMES = Object.keys(OUTCOME_WORDS) as SessionOutcome[] // the keys of a constant record are its type
const OF_FAULT = OUTCOMES.filter((outcome) => outcome !== 'done')
/** Nothing was broken that could be resolved, worked around or not be found again. */
const NOT_OF_CHECKLIST: ReadonlySet<SessionOutcome> = new Set([
  'resolved',
  'workaround',
  'not_reproduced',
])
const OF_CHECKLIST = OUTCOMES.filter((outcome) => !NOT_OF_CHECKLIST.has(outcome))

function Outcomes({
  outcomes,
  value,
  onChange,
}: {
  outcomes: readonly SessionOutcome[]
  value: SessionOutcome | null
  onChange: (outcome: SessionOutcome) => void
}) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-small font-medium text-muted">Outcome</legend>
      <div className="grid grid-cols-2 gap-1">
        {outcomes.map((outcome) => {
          const { Icon } = OUTCOME_LOOKS[outcome]
          return (
            <label
              key={outcome}
              className="flex min-h-8 cursor-default items-center gap-2 rounded-md border border-line px-2 py-1 text-small hover:bg-hover has-checked:border-accent-ink has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
            >
              <input
                type="radio"
                name="outcome"
                className="sr-only"
                checked={value === outcome}
                onChange={() => onChange(outcome)}
              />
              <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <span className="min-w-0">{OUTCOME_WORDS[outcome]}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

/** A field for which the flow has words: shown as they are, taken by one click. */
function Hinted({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <div className="flex flex-col gap-1">
      <TextArea
        label={label}
        placeholder={hint}
        value={value}
        maxLength={500}
        isLow
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && value === '' && (
        <Button size="small" look="quiet" className="self-start" onClick={() => onChange(hint)}>
          Take the flow’s words
        </Button>
      )}
    </div>
  )
}
