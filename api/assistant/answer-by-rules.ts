/**
 * A turn without a model: what ticket, flows and record say by themselves, through the same gate
 * and the same door as a model's answer. It is also where every failure ends, so that no turn
 * ends empty-handed.
 */
import { rulesTurn } from '#shared/assistant/rules-turn.ts'
import type { FailureKind, ReplyMode } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Yielded } from './end-turn.ts'
import { type Ground, gatherGround } from './gather-ground.ts'
import { knownOf, notesOf } from './known-of.ts'
import type { ShownTurn } from './queries.ts'

export interface WhyRules {
  failure?: FailureKind | undefined
  retryAfterSeconds?: number | undefined
  /** As it was gathered before; gathered now when left out. */
  ground?: Ground | undefined
}

export async function answerByRules(
  tx: Tx,
  turn: ShownTurn,
  session: Session,
  { failure, retryAfterSeconds, ground }: WhyRules = {},
): Promise<Yielded> {
  const known = ground ?? (await gatherGround(tx, turn.teamId, session))
  const gated = rulesTurn({
    ...knownOf(turn.id, session, session, known, notesOf(known.ticket), []),
    cause: turn.cause,
    devices: known.ticket?.configurations ?? [],
    flow: known.flow,
  })
  const mode: ReplyMode = 'rules'
  return {
    proposals: gated.events,
    reply: {
      text: gated.reply || 'Nothing has changed that rules could say more about.',
      mode,
      tier: null,
      isPartial: false,
      ...(failure ? { failure } : {}),
      citations: gated.citations,
      dropped: gated.dropped,
    },
    retryAfterSeconds,
  }
}
