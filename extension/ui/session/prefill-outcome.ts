/**
 * What the outcome dialog shows before anybody types: what the end of the walk says, or
 * a fix that has worked, and what the record holds. It proposes; nothing of it is recorded until a person keeps it.
 */
import { offerOutcome } from '#shared/flow/offer-outcome.ts'
import { tellDone } from '#shared/flow/tick-step.ts'
import type { FlowOf } from '#shared/flow/walk.ts'
import { isChecklistWork, mandatoryOpen } from '#shared/session/checklist.ts'
import { type Outcome, SessionOutcome } from '#shared/session/event.ts'
import { ledgerOf } from '#shared/session/ledger.ts'
import { offerOfFix } from '#shared/session/offer-of-fix.ts'
import type { Session } from '#shared/session/session.ts'
import type { Statement } from '#shared/session/statement.ts'

export interface OutcomeDraft extends Omit<Outcome, 'outcome' | 'told' | 'remark'> {
  outcome: SessionOutcome | null
  /** Why required steps are left out, said once for all that are open. */
  whyOpen: string
  told: string
  remark: string
}

export interface Prefilled {
  draft: OutcomeDraft
  /** Of a checklist: it is done or not, and no cause is looked for. */
  isChecklist: boolean
  /** Words the flow has for these, offered but not taken. */
  hints: { verification: string; told: string; evidence: readonly string[] }
  /** What can be ticked as showing the cause. */
  showing: Statement[]
}

const SHOWS = new Set(['test', 'observation', 'action', 'cause'])

/** Once it was said, what was said, to be corrected; else what the work proposes. */
export function prefillOutcome(session: Session, flowOf: FlowOf): Prefilled {
  const proposed = proposeOutcome(session, flowOf)
  return session.outcome ? { ...proposed, draft: draftOf(session.outcome) } : proposed
}

const draftOf = ({ outcome, cause, verification, told, nextSteps, remark }: Outcome) => ({
  ...{ outcome, whyOpen: '', cause, verification, nextSteps },
  told: told ?? '',
  remark: remark ?? '',
})

function proposeOutcome(session: Session, flowOf: FlowOf): Prefilled {
  const isChecklist = isChecklistWork(session)
  const offered = offerOutcome(session, flowOf)
  const ofFix = offered ? undefined : offerOfFix(session)
  const cause = (offered ?? ofFix)?.cause ?? {
    status: 'not_determined' as const,
    text: '',
    confirmedBy: [],
  }
  const shownBy = new Set([...cause.confirmedBy, ...(session.outcome?.cause.confirmedBy ?? [])])
  return {
    isChecklist,
    draft: {
      outcome:
        SessionOutcome.safeParse(session.ended?.ending).data ??
        ofFix?.ending ??
        (isChecklist && mandatoryOpen(session).length === 0 ? 'done' : null),
      whyOpen: '',
      cause,
      verification: { text: '', by: 'nobody' },
      told: '',
      nextSteps: offered?.followUp ? [{ text: offered.followUp }] : [],
      remark: '',
    },
    hints: {
      verification: (offered ?? ofFix)?.verification ?? '',
      told: offered?.tell ?? tellDone(session, flowOf).slice(0, 500),
      evidence: offered?.evidence ?? [],
    },
    showing: ledgerOf(session).filter((s) => SHOWS.has(s.kind) || shownBy.has(s.id)),
  }
}

export type OutcomeProblem = 'outcome' | 'whyOpen' | 'cause' | 'confirmedBy' | 'verification'

/**
 * What is still missing, in the order of the form; empty when it can be kept. `isOpen` says that
 * required steps stand against this end.
 */
export function missingInOutcome(draft: OutcomeDraft, isOpen = false): OutcomeProblem[] {
  const { outcome, whyOpen, cause, verification } = draft
  return [
    ...(outcome === null ? (['outcome'] as const) : []),
    ...(isOpen && whyOpen.trim() === '' ? (['whyOpen'] as const) : []),
    ...(cause.status !== 'not_determined' && cause.text.trim() === '' ? (['cause'] as const) : []),
    ...(cause.status === 'confirmed' && cause.confirmedBy.length === 0
      ? (['confirmedBy'] as const)
      : []),
    ...(verification.by !== 'nobody' && verification.text.trim() === ''
      ? (['verification'] as const)
      : []),
  ]
}

/** The draft as the record keeps it; undefined while something is missing. */
export function readOutcome(draft: OutcomeDraft, isOpen = false): Outcome | undefined {
  const { outcome, told, remark, nextSteps, ...rest } = draft
  if (outcome === null || missingInOutcome(draft, isOpen).length > 0) return undefined
  const { status, text, confirmedBy } = rest.cause
  return {
    outcome,
    cause: { status, text: text.trim(), confirmedBy: status === 'confirmed' ? confirmedBy : [] },
    verification: { ...rest.verification, text: rest.verification.text.trim() },
    nextSteps: nextSteps
      .filter((step) => step.text.trim() !== '')
      .map(({ text: what, owner, due }) => ({
        text: what.trim(),
        ...(owner?.trim() ? { owner: owner.trim() } : {}),
        ...(due ? { due } : {}),
      })),
    ...(told.trim() ? { told: told.trim() } : {}),
    ...(remark.trim() ? { remark: remark.trim() } : {}),
  }
}
