/**
 * A turn without a model: what ticket, flows and record say by themselves, through the same gate
 * and the same door as a model's answer. It is also where every failure ends, so that no turn
 * ends empty-handed.
 */
import { pastOfFlow } from '#shared/assistant/count-past-fixes.ts'
import type { MatchedFlow } from '#shared/assistant/rules/known-to-rules.ts'
import { rulesTurn } from '#shared/assistant/rules-turn.ts'
import type { FailureKind, ReplyMode } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Yielded } from './end-turn.ts'
import { type Ground, gatherGround } from './gather-ground.ts'
import { knownOf, notesOf } from './known-of.ts'
import { listTried } from './outcomes/queries.ts'
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
    flow: known.flow && { ...known.flow, similar: await similarIn(tx, turn, known.flow) },
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

/** What the fixes of this flow came to in the team's other sessions. */
const similarIn = async (tx: Tx, { teamId, sessionId }: ShownTurn, { content }: MatchedFlow) =>
  pastOfFlow(content.slug, await listTried(tx, teamId, sessionId))
