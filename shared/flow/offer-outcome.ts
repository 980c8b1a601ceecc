/**
 * What the outcome dialog can offer when a walk has ended: nobody types what the path has shown.
 *
 * The end node says how it is verified, what is told and what follows. The cause is the end's
 * own, or, where the walk ended well, that of the last answer on the path that points to one;
 * it is offered as confirmed only with the statement that shows it, and a hand-over never
 * claims a cause that the path has not kept. A person decides on all of it.
 */
import type { CauseStatus } from '../session/event.ts'
import { ledgerOf } from '../session/ledger.ts'
import type { Session, Step } from '../session/session.ts'
import { type Fill, sentencesWith, valuesOf } from './fill-sentences.ts'
import type { Choice, FlowContent, FlowNode } from './flow.ts'
import { findNode } from './next-node.ts'
import type { FlowOf } from './walk.ts'

export interface OfferedOutcome {
  /** How the flow ended; `open` where the person has to say. */
  ending: string
  cause: { status: CauseStatus; text: string; confirmedBy: string[] }
  verification: string
  evidence: string[]
  tell: string
  followUp: string
}

export function offerOutcome(session: Session, flowOf: FlowOf): OfferedOutcome | undefined {
  const { ended } = session
  const step = session.steps.find((s) => s.id === ended?.stepId)
  const end = step && nodeOf(session, flowOf, step)
  if (!step || !ended || end?.kind !== 'end') return undefined
  const fill = sentencesWith(flowAt(session, flowOf, step), valuesOf(session))
  return {
    ending: ended.ending,
    cause: end.cause ? causeOfEnd(session, end.cause, fill) : causeOnPath(session, flowOf),
    verification: fill(end.verification ?? ''),
    evidence: end.evidence.map(fill),
    tell: fill(end.tell ?? ''),
    followUp: fill(end.followUp ?? ''),
  }
}

type Cause = OfferedOutcome['cause']
type EndNode = Extract<FlowNode, { kind: 'end' }>

function causeOfEnd(session: Session, cause: NonNullable<EndNode['cause']>, fill: Fill): Cause {
  const shownBy = ledgerOf(session).findLast((s) => s.stepId)
  if (cause.status !== 'confirmed' || !shownBy) {
    const status = cause.status === 'confirmed' ? 'probable' : cause.status
    return { status, text: fill(cause.text), confirmedBy: [] }
  }
  return { status: 'confirmed', text: fill(cause.text), confirmedBy: [shownBy.id] }
}

function causeOnPath(session: Session, flowOf: FlowOf): Cause {
  const pointing = ENDED_WELL.has(session.ended?.ending ?? '')
    ? lastPointing(session, flowOf)
    : undefined
  if (!pointing) return { status: 'not_determined', text: '', confirmedBy: [] }
  const { step, cause } = pointing
  const text = sentencesWith(flowAt(session, flowOf, step), valuesOf(session))(cause)
  const ledger = ledgerOf(session)
  const finding = ledger.find((s) => s.stepId === step.id)
  // Believed and not seen; it stays probable although what was done about it helped.
  if (!finding || finding.kind === 'hypothesis')
    return { status: 'probable', text, confirmedBy: [] }
  const verified = ledger.findLast((s) => s.kind === 'test' && s.id !== finding.id)
  return {
    status: 'confirmed',
    text,
    confirmedBy: [finding.id, ...(verified ? [verified.id] : [])],
  }
}

const ENDED_WELL: ReadonlySet<string> = new Set(['resolved', 'workaround'])

/** The last answer on the path that points to a cause. */
function lastPointing(session: Session, flowOf: FlowOf): { step: Step; cause: string } | undefined {
  for (const step of session.steps.toArray().toReversed()) {
    if (!step.isOnPath || step.result.kind !== 'choice') continue
    const node = nodeOf(session, flowOf, step)
    const choiceId = step.result.choice
    const choices: readonly Choice[] = node && 'choices' in node ? node.choices : []
    const cause = choices.find((c) => c.id === choiceId)?.cause
    if (cause) return { step, cause }
  }
  return undefined
}

function flowAt(session: Session, flowOf: FlowOf, { place }: Step): FlowContent | undefined {
  const run = session.runs.find((r) => r.id === place?.runId)
  return run && flowOf(run.flow.version)
}

function nodeOf(session: Session, flowOf: FlowOf, step: Step): FlowNode | undefined {
  const flow = flowAt(session, flowOf, step)
  return flow && step.place ? findNode(flow, step.place.nodeId) : undefined
}
