/**
 * What a turn yields: the model's answer where there is a model, else, and whenever it gives
 * none that may be used, what rules make of the same.
 */

import type { TurnCause } from '#shared/assistant/contract.ts'
import { dropAltered } from '#shared/assistant/drop-altered.ts'
import { gateTurn } from '#shared/assistant/gate-turn.ts'
import type { Purpose } from '#shared/assistant/tier-route.ts'
import type { StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { inTeam, type Tx } from '../db.ts'
import type { Deps } from '../deps.ts'
import { listPublished } from '../script/queries.ts'
import { clientKey } from '../session/client-facts.ts'
import { readStored } from '../session/queries.ts'
import { answerByRules } from './answer-by-rules.ts'
import { type Answered, askModel } from './ask-model.ts'
import { chooseTier } from './choose-tier.ts'
import type { Yielded } from './end-turn.ts'
import { type Ground, gatherGround } from './gather-ground.ts'
import { keepPartial } from './keep-partial.ts'
import { knownOf } from './known-of.ts'
import { readModelState } from './model/read-state.ts'
import { type Conversation, openConversation } from './open-conversation.ts'
import { listExchanges } from './queries.ts'
import type { RunningTurn } from './running-turns.ts'
import { makeVeil } from './veil.ts'

/** Asked inside the transaction that ends the turn, with the session as it stands then. */
export type YieldFor = (tx: Tx, session: Session) => Promise<Yielded>

const PURPOSES: Record<TurnCause, Purpose> = {
  open: 'intake',
  message: 'turn',
  recorded: 'recorded',
  explain: 'explain',
}

export async function think(
  deps: Deps,
  turn: RunningTurn,
  ticket: Ticket | null,
): Promise<YieldFor> {
  const { row } = turn
  const { teamId, sessionId, baseVersion } = row
  const state = await readModelState(deps, teamId)
  const isOn = state.budget !== 'off'
  const { ground, at, earlier } = await inTeam(deps.db, teamId, async (tx) => {
    const stored = await readStored(tx, teamId, sessionId, 0)
    const events = stored.map(({ stored: text }): StoredEvent => JSON.parse(text))
    const at = (version: number) =>
      foldSession(events.filter(({ seq }) => seq <= version).map(({ event }) => event)).session
    const session = at(baseVersion)
    if (!session) throw new Error(`The turn ${row.id} is about a session without a beginning.`)
    return {
      at,
      ground: await gatherGround(tx, teamId, session, ticket),
      earlier: isOn ? await listExchanges(tx, teamId, sessionId) : [],
    }
  })
  const asked = at(baseVersion)
  if (!asked || !isOn) return (tx, session) => answerByRules(tx, row, session, { ground })

  const words = asked.lane.messages.findLast((m) => m.turnId === row.id)?.text ?? ''
  const purpose = PURPOSES[row.cause]
  const route = chooseTier({
    ...{ purpose, isDeep: row.isDeep, words, session: asked, earlier, state },
    isInFlow: ground.place !== null,
  })
  if (route.use === 'rules') {
    turn.reasons = route.reasons
    const failure = state.budget === 'spent' ? ('spend' as const) : undefined
    return (tx, session) => answerByRules(tx, row, session, { failure, ground })
  }
  const { choice } = route
  const veil = makeVeil(
    peopleOf(ground.ticket, asked),
    earlier.flatMap(({ met }) => met),
  )
  const conversation = openConversation({
    cause: row.cause,
    words,
    session: asked,
    sessionAt: at,
    version: baseVersion,
    ground,
    earlier,
    veil,
  })
  turn.reasons = choice.reasons
  turn.show({ phase: 'thinking', tier: choice.tier })
  const { labelOfNote, labelPassage } = conversation
  const answered = await askModel(deps, {
    turn,
    conversation,
    choice,
    veil,
    purpose,
    closing: `record version ${baseVersion}; state ${asked.stateVersion}; language of the technician's words, English where there are none`,
    within: {
      ...{ deps, teamId, ground, ticket: ground.ticket, labelOfNote, labelPassage },
      client: clientKey(asked.ticket?.client ?? '') || null,
      hide: veil.hide,
    },
    ticket: asked.ticket?.ref ?? null,
  })
  turn.show({ phase: 'checking' })
  return yieldOf(deps, turn, { asked, ground, conversation, answered })
}

/** Everybody who is named, in an order that only grows. */
export const peopleOf = (ticket: Ticket | null, session: Session): string[] => [
  ...new Set(
    [
      session.startedBy.kind === 'person' ? session.startedBy.name : '',
      ticket?.contact?.name ?? '',
      ticket?.owner?.name ?? '',
      ...(ticket?.thread.map(({ author }) => author) ?? []),
      ...session.lane.messages.map(({ by }) => (by.kind === 'person' ? by.name : '')),
    ].filter((name) => name !== ''),
  ),
]

interface Thought {
  asked: Session
  ground: Ground
  conversation: Conversation
  answered: Answered
}

function yieldOf(
  { config }: Deps,
  { row, reasons }: RunningTurn,
  { asked, ground, conversation, answered }: Thought,
): YieldFor {
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
      return {
        ...yielded,
        reasons,
        exchange: conversation.exchangeFor(applied, { messageId: null, tier }),
      }
    }
  }
  return async (tx, session) => {
    const { notes, passages } = conversation
    const scripts = await listPublished(tx, row.teamId)
    const known = knownOf(row.id, session, asked, ground, notes, passages, scripts)
    const gated = gateTurn(answered.result, known)
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
        ...(gated.doubt ? { doubt: gated.doubt } : {}),
        dropped: [...gated.dropped, ...dropped],
      },
      reasons,
      exchange: conversation.exchangeFor(
        { reply_md: text, proposed: events.map(tellProposed) },
        { messageId: answered.messageId, tier },
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
