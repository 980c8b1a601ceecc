/**
 * Steps whose answer left no sentence in the record, as their title and answer tell them: a flow need
 * not have a sentence for each, and what was asked, found and done counts all the same.
 *
 * A sentence that was left is what counts, also once somebody has taken it back or said it better:
 * then nothing is told here beside it. What one went back over is left out as in the ledger: an
 * action stays, since it happened, unless the same step was answered anew. What a flow returns to the
 * step it was entered from is told by the steps in it. An action that did not help is a dead end, as
where its flow has a sentence for it.
 */
import { DID_NOT_HELP } from '../flow/did-not-help.ts'
import { tellResult } from '../text/tell-result.ts'
import { isSamePlace } from './place.ts'
import type { Session, Step } from './session.ts'
import type { Author } from './statement.ts'

export interface BareStep {
  /** The step's. */
  id: string
  at: string
  by: Author
  /** Something asked or looked at, something done, done for nothing, a value asked for. */
  kind: 'answer' | 'action' | 'dead_end' | 'value'
  title: string
  answer: string
  /** Both, in a line; of a dead end the title alone, since its kind says the rest. */
  text: string
}

export function bareStepsOf(session: Session): BareStep[] {
  const steps = session.steps.toArray()
  return steps.flatMap((step, n) => {
    const answer = step.isBare ? answerOf(step) : undefined
    if (answer === undefined || !isStanding(session, step)) return []
    if (step.kind === 'sub_flow' && isReturned(session, step, steps[n - 1])) return []
    const { id, at, by, title } = step
    const kind = kindOf(step)
    const text = kind === 'dead_end' ? title : tellResult(title, answer)
    return [{ id, at, by, kind, title, answer, text }]
  })
}

function answerOf({ result }: Step): string | undefined {
  if (result.kind === 'choice') return result.label
  return result.kind === 'value' ? result.value : undefined
}

function kindOf({ kind, result }: Step): BareStep['kind'] {
  if (result.kind === 'value') return 'value'
  if (kind !== 'action') return 'answer'
  return result.kind === 'choice' && result.label === DID_NOT_HELP ? 'dead_end' : 'action'
}

const isStanding = ({ steps }: Session, step: Step): boolean =>
  step.isOnPath ||
  (step.kind === 'action' && steps.findLast((one) => isSamePlace(one.place, step.place)) === step)

/** A flow that ends there answers, in the same breath, the step it was entered from. */
function isReturned({ runs }: Session, step: Step, before: Step | undefined): boolean {
  if (before?.result.kind !== 'ended' || before.result.ending !== 'returns') return false
  const run = runs.find(({ id }) => id === before.place?.runId)
  return isSamePlace(run?.from ?? null, step.place)
}
