/**
 * Offers a finished session's own steps to the flow it went by, because whoever did them says so.
 *
 * Where the proposal that it joins cannot be drawn anew, it joins all the same: what was drawn of it
 * before is shown, as when its flow has moved on, and nothing is asked of whoever offers.
 */

import { isLead } from '#shared/person/rights.ts'
import type { OfferToFlow } from '#shared/proposal/contract.ts'
import { pathOf } from '#shared/proposal/path-of.ts'
import { type ResponseOf, refuse } from '#shared/route.ts'
import { waitsForValidation } from '#shared/session/first-level.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart } from '#shared/session/takes-part.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { NoticeDeps } from '../notice/put-notices.ts'
import { readFolded } from '../session/read-folded.ts'
import type { Who } from '../who.ts'
import { learnFrom } from './learn-from.ts'
import { keepSessionAsItIs } from './path-queries.ts'
import { type Lesson, refuseDeclined } from './raise-proposal.ts'

type Offered = ResponseOf<typeof OfferToFlow>

export async function offerToFlow(
  tx: Tx,
  deps: Pick<Deps, keyof NoticeDeps | 'log' | 'now'>,
  who: Who,
  sessionId: string,
): Promise<Offered> {
  const { teamId } = who
  await keepSessionAsItIs(tx, teamId, sessionId)
  const folded = await readFolded(tx, teamId, sessionId)
  if (!folded) return refuse('notFound', 'There is no such session.')
  demandOffer(who, folded.session)
  const lessons = await learnFrom(tx, deps, {
    ...{ teamId, sessionId, isOffered: true },
    onNotDrawn: (error, proposalId) =>
      deps.log.error({ err: error, teamId, proposalId }, 'joined by an offer, and not drawn anew'),
  })
  const best = ORDER.flatMap((outcome) => lessons.find((one) => one.outcome === outcome) ?? [])[0]
  if (!best) return { offered: 'no_match', flowName: null }
  if (best.outcome === 'declined') return refuseDeclined(best)
  return { offered: best.outcome, flowName: best.flowName }
}

/** It may have gone by several flows: what came of it is told of the one that gained most. */
const ORDER: readonly Lesson['outcome'][] = [
  ...(['raised', 'joined', 'declined', 'nothing_new', 'no_match'] as const),
]

function demandOffer(who: Who, session: Session): void {
  if (session.status !== 'finished') {
    refuse('notReady', 'A session is offered once it is finished.')
  }
  const isTheirs =
    takesPart(session, who.personId) ||
    (session.owner.kind === 'person' && session.owner.id === who.personId)
  if (!isTheirs && !isLead(who)) {
    refuse('notAllowed', 'Only whoever worked on this session, or a lead, may offer its steps.')
  }
  if (waitsForValidation(session)) {
    refuse('notReady', 'Somebody has to say first that this walk holds; then it can be offered.')
  }
  if (!pathOf(session)) {
    refuse(
      'notReady',
      'Only a solved case is offered: open it again and confirm the cause, or say that the user finds it works.',
    )
  }
}
