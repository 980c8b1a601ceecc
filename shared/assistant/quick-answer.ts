/**
 * Whether the answer of the fast tier is enough, or the turn goes on to a deeper one.
 *
 * Nobody has seen it yet: it is held back until it has passed here. It is enough where it only
 * goes on with what is known. A new cause, a fix that disrupts work, evidence that is not there
 * and a model that says itself that it would have to think longer are reasons for another one.
 */
import type { Session } from '../session/session.ts'
import { NO_SUCH_EVIDENCE } from './gate/at-gate.ts'
import type { GatedTurn } from './gate-turn.ts'
import type { TurnResult } from './turn-result.ts'

/** In words of the router; empty where it is enough. */
export function whyNotEnough(result: TurnResult, gated: GatedTurn, { lane }: Session): string[] {
  const known = new Set(lane.hypotheses.map(({ key }) => key))
  const reasons: (string | false)[] = [
    result.needs_more_thought && 'it asks for more thought',
    result.reply_md.trim() === '' && 'it says nothing',
    result.fix.some(({ risk }) => risk === 'disruptive') && 'it proposes what disrupts work',
    gated.doubt !== null && 'it doubts that the flow fits',
    gated.events.some((e) => e.type === 'hypothesis_raised' && !known.has(e.key)) &&
      'it names a new cause',
    gated.dropped.some(({ why }) => why === NO_SUCH_EVIDENCE) &&
      'it names evidence that is not there',
  ]
  return reasons.filter((reason) => reason !== false)
}
