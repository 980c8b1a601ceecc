/**
 * What a model's answer comes to: through the gate, held against the record as it stands when
 * the turn ends. An answer that failed leaves what was shown of it, or what rules say.
 */
import { dropAltered } from '#shared/assistant/drop-altered.ts'
import { type GatedTurn, gateTurn } from '#shared/assistant/gate-turn.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import type { Session } from '#shared/session/session.ts'
import type { Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listPublished } from '../script/queries.ts'
import { answerByRules } from './answer-by-rules.ts'
import type { AnsweredInTiers } from './ask-in-tiers.ts'
import type { Yielded } from './end-turn.ts'
import type { Ground } from './gather-ground.ts'
import { keepPartial } from './keep-partial.ts'
import { knownOf } from './known-of.ts'
import type { Conversation } from './open-conversation.ts'
import type { RunningTurn } from './running-turns.ts'

/** Asked inside the transaction that ends the turn, with the session as it stands then. */
export type YieldFor = (tx: Tx, session: Session) => Promise<Yielded>

export interface Thought {
  asked: Session
  ground: Ground
  conversation: Conversation
}

/** An answer as it would be taken up in this state of the session. */
export function gateFor(
  turnId: string,
  { asked, ground, conversation }: Thought,
): (result: TurnResult, session: Session, scripts: Scripts) => GatedTurn {
  return (result, session, scripts) => {
    const { notes, passages } = conversation
    return gateTurn(result, knownOf(turnId, session, asked, ground, notes, passages, scripts))
  }
}

/** The templates that a fix may name. */
type Scripts = Parameters<typeof knownOf>[6]

export function yieldOf(
  { config }: Pick<Deps, 'config'>,
  { row, reasons }: Pick<RunningTurn, 'row' | 'reasons'>,
  thought: Thought,
  { answered, isAfterQuick }: AnsweredInTiers,
): YieldFor {
  const { asked, ground, conversation } = thought
  const mode = config.assistant.isDemo ? ('demo' as const) : ('model' as const)
  const { tier } = answered
  if (answered.kind === 'failure') {
    const { failure, retryAfterSeconds, shown } = answered
    return async (tx, session) => {
      const yielded =
        shown === ''
          ? await answerByRules(tx, row, session, { failure, retryAfterSeconds, ground })
          : keepPartial({ tier, mode }, shown, failure, retryAfterSeconds)
      const applied = { reply_md: yielded.reply.text }
      const of = { messageId: null, tier, isAfterQuick }
      return { ...yielded, reasons, exchange: conversation.exchangeFor(applied, of) }
    }
  }
  const gate = gateFor(row.id, thought)
  return async (tx, session) => {
    const gated = gate(answered.result, session, await listPublished(tx, row.teamId))
    const { events, dropped } = dropAltered(gated.events, asked, session)
    const text = gated.reply || 'See what is proposed in the lane.'
    return {
      proposals: events,
      reply: {
        text,
        mode,
        tier,
        isPartial: false,
        citations: gated.citations,
        rests: gated.rests,
        ...(gated.doubt ? { doubt: gated.doubt } : {}),
        dropped: [...gated.dropped, ...dropped],
      },
      reasons,
      exchange: conversation.exchangeFor(
        { reply_md: text, proposed: events.map(tellProposed) },
        { messageId: answered.messageId, tier, isAfterQuick },
      ),
    }
  }
}

/** What was taken up, without what only we know. */
function tellProposed(data: Yielded['proposals'][number]): object {
  const { type, ...rest } = data
  const shown = Object.entries(rest).filter(([name]) =>
    ['text', 'title', 'key', 'cause', 'likelihood', 'confidence'].includes(name),
  )
  return { type, ...Object.fromEntries(shown) }
}
