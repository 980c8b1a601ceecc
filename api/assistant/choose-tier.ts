/** Which tier answers a turn, by what the record, the flow and the model's state say. */
import type { Exchange } from '#shared/assistant/exchange.ts'
import { routeTier, soundsLikeStandstill, type TierRoute } from '#shared/assistant/route-tier.ts'
import type { Purpose } from '#shared/assistant/tier-route.ts'
import { weighCauses } from '#shared/assistant/weigh-causes.ts'
import type { PlaceInFlow } from '#shared/flow/walk.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import type { Ground } from './gather-ground.ts'
import type { ModelState } from './model/read-state.ts'

export interface TierGiven {
  purpose: Purpose
  isDeep: boolean
  words: string
  session: Session
  ground: Pick<Ground, 'place' | 'offers' | 'ticket'>
  earlier: readonly Exchange[]
  state: Pick<ModelState, 'budget' | 'health'>
  /** Why the quick answer to this turn is not enough, once there is one. */
  whyNotQuick?: readonly string[]
}

export function chooseTier(given: TierGiven): TierRoute {
  const { session, earlier, state, ground, whyNotQuick = [] } = given
  const { lane } = session
  const since = (is: (one: Exchange) => boolean) => {
    const at = earlier.findLastIndex(is)
    return at < 0 ? null : earlier.length - at
  }
  return routeTier({
    purpose: given.purpose,
    message: given.words,
    isDeep: given.isDeep,
    doubtBits: lane.hypotheses.length > 1 ? doubtOf(session) : 0,
    checksDone: lane.checks.filter((check) => check.state === 'done').length,
    failedFixes: lane.fixes.filter((fix) => fix.tried?.outcome === 'failed').length,
    contradictions: contradictionsOf(session),
    impact: soundsLikeStandstill(ticketWords(ground.ticket)) ? 1 : 0,
    flowScore: fitOf(ground),
    isNextStepKnown: ground.place !== null && leadsOn(ground.place) && isAllRead(session),
    turnsSinceDeep: since(({ tier }) => tier === 'deep'),
    turnsSinceQuickFailed: since(({ isAfterQuick }) => isAfterQuick === true),
    whyNotQuick,
    ...state,
  })
}

/** Of the flow one stands in, else of the one the ticket calls for most, 0 to 1. */
function fitOf({ place, offers: [best] }: TierGiven['ground']): number | null {
  if (place) return 1
  return best ? best.score / (best.score + 1) : null
}

/** Causes that something speaks for and something against, both of it seen and not only thought. */
function contradictionsOf({ lane, statements, steps }: Session): number {
  const seen = new Set([
    ...statements.filter((one) => one.isConfirmed).map(({ id }) => id),
    ...steps.toArray().map(({ id }) => id),
  ])
  const isSeen = (evidence: readonly string[]) => evidence.some((id) => seen.has(id))
  return lane.hypotheses.filter((one) => isSeen(one.for) && isSeen(one.against)).length
}

/** What the ticket says of itself, in its summary and its first words: who is stopped is said there. */
const ticketWords = (ticket: Ticket | null): string =>
  ticket ? [ticket.summary, ticket.thread.at(-1)?.text ?? ''].join('\n') : ''

const leadsOn = ({ flow, node }: PlaceInFlow): boolean =>
  flow.edges.some(({ from }) => from === node.id)

/** Output that was pasted since the last step has not been read by anybody yet. */
const isAllRead = ({ outputs }: Session): boolean => outputs.length === 0

/** Of the causes, in bits. */
const doubtOf = ({ lane }: Session): number =>
  weighCauses(lane).reduce((sum, { probability: p }) => sum - (p > 0 ? p * Math.log2(p) : 0), 0)
