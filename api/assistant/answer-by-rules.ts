/**
 * A turn without a model: what the record and the team's flows say by themselves.
 *
 * The same shape and the same door as the model's answer. It is also where every failure ends,
 * which it then tells first, so that no turn ends empty-handed.
 */
import { tellFailure } from '#shared/assistant/tell-failure.ts'
import { offerFlows } from '#shared/flow/offer-flows.ts'
import type { FailureKind } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listFlows } from '../flow/queries.ts'
import type { Yielded } from './end-turn.ts'
import type { ShownTurn } from './queries.ts'

export interface WhyRules {
  failure?: FailureKind
  retryAfterSeconds?: number | undefined
}

export async function answerByRules(
  tx: Tx,
  _deps: Deps,
  turn: ShownTurn,
  session: Session,
  { failure, retryAfterSeconds }: WhyRules = {},
): Promise<Yielded> {
  const flows = await listFlows(tx, turn.teamId)
  const [best] = offerFlows(flows, { summary: session.ticket?.summary ?? '' }, 1)
  const text = best
    ? `**${best.flow.name}** fits this ticket (${best.because.join(', ')}). Start it and work it off step by step.`
    : 'No flow fits this ticket. Write down what you see; each statement makes the note.'
  return {
    proposals: [],
    reply: {
      text: [failure && tellFailure(failure, retryAfterSeconds), text].filter(Boolean).join('\n\n'),
      mode: 'rules',
      tier: null,
      isPartial: false,
      ...(failure ? { failure } : {}),
      citations: best
        ? [{ id: best.flow.slug, title: best.flow.name, flow: { slug: best.flow.slug } }]
        : [],
      dropped: [],
    },
    retryAfterSeconds,
  }
}
