/**
 * What the outcome dialog shows before anybody types: what the end of the walk says and what
 * the record holds. It proposes; nothing of it is recorded until a person keeps it.
 */
import { fillVariables } from '#shared/flow/fill-variables.ts'
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { findNode } from '#shared/flow/next-node.ts'
import type { FlowOf } from '#shared/flow/walk.ts'
import { type Outcome, SessionOutcome } from '#shared/session/event.ts'
import { ledgerOf } from '#shared/session/ledger.ts'
import type { Session, Step } from '#shared/session/session.ts'
import type { Statement } from '#shared/session/statement.ts'

export interface OutcomeDraft extends Omit<Outcome, 'outcome' | 'told' | 'remark'> {
  outcome: SessionOutcome | null
  told: string
  remark: string
}

export interface Prefilled {
  draft: OutcomeDraft
  /** Words the flow has for these, offered but not taken. */
  hints: { verification: string; told: string }
  /** What can be ticked as showing the cause. */
  showing: Statement[]
}

const SHOWS = new Set(['test', 'observation', 'action', 'cause'])
const WELL = new Set(['resolved', 'workaround'])

export function prefillOutcome(session: Session, flowOf: FlowOf): Prefilled {
  const ended = session.steps.find((step) => step.id === session.ended?.stepId)
  const end = ended && nodeOf(session, ended, flowOf)
  const node = end?.node.kind === 'end' ? end.node : undefined
  const fill = (text: string | undefined) =>
    text ? fillVariables(text, valuesOf(session)).text : ''
  const outcome = SessionOutcome.safeParse(session.ended?.ending).data ?? null
  const showing = ledgerOf(session).filter((s) => SHOWS.has(s.kind))
  const pointed = outcome && WELL.has(outcome) ? pointedCause(session, flowOf) : undefined
  const cause =
    node?.cause ?? (pointed ? { status: 'probable' as const, text: pointed } : undefined)
  const last = showing.findLast((s) => s.kind === 'test' || s.kind === 'action')
  return {
    draft: {
      outcome,
      cause: {
        status: cause?.status ?? 'not_determined',
        text: fill(cause?.text),
        confirmedBy: cause?.status === 'confirmed' && last ? [last.id] : [],
      },
      verification: { text: '', by: 'nobody' },
      told: '',
      nextSteps: node?.followUp ? [{ text: fill(node.followUp) }] : [],
      remark: '',
    },
    hints: { verification: fill(node?.verification), told: fill(node?.tell) },
    showing,
  }
}

export type OutcomeProblem = 'outcome' | 'cause' | 'confirmedBy' | 'verification'

/** What is still missing, in the order of the form; empty when it can be kept. */
export function missingInOutcome(draft: OutcomeDraft): OutcomeProblem[] {
  const { outcome, cause, verification } = draft
  return [
    ...(outcome === null ? (['outcome'] as const) : []),
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
export function readOutcome(draft: OutcomeDraft): Outcome | undefined {
  const { outcome, told, remark, nextSteps, ...rest } = draft
  if (outcome === null || missingInOutcome(draft).length > 0) return undefined
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

/** The last answer on the path that named a cause. */
function pointedCause(session: Session, flowOf: FlowOf): string | undefined {
  for (const step of session.steps.toReversed()) {
    const { result } = step
    if (!step.isOnPath || result.kind !== 'choice') continue
    const node = nodeOf(session, step, flowOf)?.node
    const choices = node && 'choices' in node ? node.choices : []
    const cause = choices.find((c) => c.id === result.choice)?.cause
    if (cause) return cause
  }
  return undefined
}

function nodeOf(
  session: Session,
  step: Step,
  flowOf: FlowOf,
): { flow: FlowContent; node: FlowNode } | undefined {
  const run = session.runs.find((r) => r.id === step.place?.runId)
  const flow = run && flowOf(run.flow.version)
  const node = flow && step.place ? findNode(flow, step.place.nodeId) : undefined
  return flow && node ? { flow, node } : undefined
}

const valuesOf = (session: Session): Record<string, string> =>
  Object.fromEntries(Object.entries(session.variables).map(([name, v]) => [name, v.value]))
