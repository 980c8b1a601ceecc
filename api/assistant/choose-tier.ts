/** Which tier answers a turn, by what the record, the flow and the model's state say. */
import type { Exchange } from '#shared/assistant/exchange.ts'
import { routeTier, type TierRoute } from '#shared/assistant/route-tier.ts'
import type { Purpose } from '#shared/assistant/tier-route.ts'
import { weighCauses } from '#shared/assistant/weigh-causes.ts'
import type { Session } from '#shared/session/session.ts'
import type { ModelState } from './model/read-state.ts'

export interface TierGiven {
  purpose: Purpose
  isDeep: boolean
  words: string
  session: Session
  isInFlow: boolean
  earlier: readonly Exchange[]
  state: Pick<ModelState, 'budget' | 'health'>
}

export function chooseTier(given: TierGiven): TierRoute {
  const { session, earlier, state, isInFlow } = given
  const { lane } = session
  const deepAt = earlier.findLastIndex(({ tier }) => tier === 'deep')
  return routeTier({
    purpose: given.purpose,
    message: given.words,
    isDeep: given.isDeep,
    doubtBits: lane.hypotheses.length > 1 ? doubtOf(session) : 0,
    checksDone: lane.checks.filter((check) => check.state === 'done').length,
    failedFixes: lane.fixes.filter((fix) => fix.tried?.outcome === 'failed').length,
    contradictions: lane.hypotheses.filter((h) => h.for.length > 0 && h.against.length > 0).length,
    flowScore: isInFlow ? 1 : null,
    // Output that was pasted since the last step has not been read by anybody yet.
    isNextStepKnown: isInFlow && session.position !== null && session.outputs.length === 0,
    turnsSinceDeep: deepAt < 0 ? null : earlier.length - deepAt,
    ...state,
  })
}

/** Of the causes, in bits. */
const doubtOf = ({ lane }: Session): number =>
  weighCauses(lane).reduce((sum, { probability: p }) => sum - (p > 0 ? p * Math.log2(p) : 0), 0)
