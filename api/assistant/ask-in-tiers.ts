/**
 * Asks the tier that was chosen, and a deeper one where a quick answer is not enough.
 *
 * A quick answer is held back until it has passed the gate and `quick-answer.ts`; one that fails
 * or does not pass is seen by nobody, and the turn goes on once with the next tier, whose words are
 * shown as they grow. Why is told with the turn and with the call. Where nobody deeper may be
 * asked, a quick answer that came is better than none.
 */
import type { GatedTurn } from '#shared/assistant/gate-turn.ts'
import { whyNotEnough } from '#shared/assistant/quick-answer.ts'
import type { TierRoute } from '#shared/assistant/route-tier.ts'
import type { TierChoice } from '#shared/assistant/tier-route.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import type { FailureKind } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Deps } from '../deps.ts'
import { type Answered, askModel, type ModelTurn } from './ask-model.ts'

export interface InTiers extends Omit<ModelTurn, 'isHeldBack'> {
  /** As the request shows it. */
  asked: Session
  /** Through the gate, as it would be now. */
  gate: (result: TurnResult) => GatedTurn
  /** Who answers, given why the quick answer is not enough. */
  chooseAgain: (whyNotQuick: readonly string[]) => TierRoute
}

export interface AnsweredInTiers {
  answered: Answered
  /** A quick answer came before it and was not enough. */
  isAfterQuick: boolean
}

export async function askInTiers(deps: Deps, given: InTiers): Promise<AnsweredInTiers> {
  const quick = given.choice.tier === 'fast'
  const answered = await ask(deps, given, given.choice, quick)
  // One that was too long for the fast tier was not answered by it.
  if (!quick || answered.tier !== 'fast' || given.turn.signal.aborted) {
    return { answered, isAfterQuick: false }
  }
  const why = whyNot(answered, given)
  const next = why.length > 0 ? given.chooseAgain(why) : undefined
  if (next?.use !== 'model' || next.choice.tier === 'fast') return { answered, isAfterQuick: false }
  return { answered: await ask(deps, given, next.choice, false), isAfterQuick: true }
}

async function ask(deps: Deps, given: InTiers, choice: TierChoice, isHeldBack: boolean) {
  const { turn } = given
  turn.reasons = choice.reasons
  turn.show({ phase: 'thinking', tier: choice.tier, text: '' })
  const answered = await askModel(deps, { ...given, choice, isHeldBack })
  turn.reasons = [...answered.reasons]
  return answered
}

/** What another tier would not do better is no reason to ask it. */
const IN_VAIN: ReadonlySet<FailureKind> = new Set([
  'spend',
  'session_spend',
  'rate',
  'auth',
  'aborted',
])

function whyNot(answered: Answered, { asked, gate }: InTiers): string[] {
  if (answered.kind === 'answer') {
    return whyNotEnough(answered.result, gate(answered.result), asked)
  }
  return IN_VAIN.has(answered.failure) ? [] : [`it failed (${answered.failure})`]
}
