/**
 * Asks a model for a turn: the request, rounds of looking things up, and another try where that
 * makes sense.
 *
 * At most three rounds and eight look-ups; in the last round none are allowed, so that there is
 * an answer. Another try is made once, and only as long as nothing has been shown: words that
 * somebody has begun to read are never swapped. What comes back is shown as it grows, unless it is
 * held back until somebody has looked at it; then another tier is the other try.
 */

import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import type { Purpose, TierChoice } from '#shared/assistant/tier-route.ts'
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { canonicalJson } from '#shared/canonical-json.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import type { Deps } from '../deps.ts'
import type { Guidance } from '../guidance/queries.ts'
import type { ModelAnswer, ModelMessage, ModelTools } from './model/ask.ts'
import { callModel } from './model/call-model.ts'
import type { Conversation } from './open-conversation.ts'
import { TURN_PROMPT } from './prompts/turn.ts'
import type { RunningTurn } from './running-turns.ts'
import { KEPT_FOR_AN_HOUR, promptVersionWith, systemBlocks } from './system-blocks.ts'
import { READ_TOOLS, TOOL_DEFINITIONS } from './tools/read-tools.ts'
import type { Within } from './tools/tool.ts'
import { TURN_ANSWER } from './turn-answer.ts'
import { eachText, type Veil } from './veil.ts'

const MOST_ROUNDS = 3
const MOST_LOOK_UPS = 8
const MOST_TOKENS = 8_000

export interface ModelTurn {
  turn: RunningTurn
  conversation: Conversation
  choice: TierChoice
  purpose: Purpose
  /** The same in each round: what a model has thought is bound to it. */
  guidance: Guidance
  policy: RedactionPolicy
  /** Server-made words at the end: which state of the record this is about. */
  closing: string
  within: Within
  veil: Veil
  /** Nothing of it is shown while it grows. */
  isHeldBack: boolean
  ticket: { origin: string; ticketId: number } | null
}

export type Answered = {
  tier: Tier
  /** Why this tier. */
  reasons: readonly string[]
} & (
  | { kind: 'answer'; result: TurnResult; messageId: string | null }
  | {
      kind: 'failure'
      failure: FailureKind
      retryAfterSeconds: number | undefined
      /** What had been shown. */
      shown: string
    }
)

export async function askModel(deps: Deps, given: ModelTurn): Promise<Answered> {
  const first = await askOnce(deps, given)
  const mayTryAgain =
    first.kind === 'failure' &&
    first.isWorthRetrying &&
    !given.isHeldBack &&
    given.turn.shown.text === '' &&
    !given.turn.signal.aborted
  return toldOf(mayTryAgain ? await askOnce(deps, given) : first, given)
}

function toldOf(
  answer: Exclude<ModelAnswer<TurnResult>, ModelTools>,
  { turn, veil }: ModelTurn,
): Answered {
  const { tier, reasons } = answer
  if (answer.kind === 'answer') {
    const result = eachText(answer.value, veil.restore)
    return { kind: 'answer', result, tier, reasons, messageId: answer.messageId }
  }
  return {
    kind: 'failure',
    failure: answer.failure,
    retryAfterSeconds: answer.retryAfterSeconds ?? undefined,
    ...{ tier, reasons },
    shown: turn.shown.text,
  }
}

async function askOnce(
  deps: Deps,
  given: ModelTurn,
): Promise<Exclude<ModelAnswer<TurnResult>, ModelTools>> {
  const { turn, conversation, veil } = given
  const { row } = turn
  const messages = withMarkers(given)
  let lookUps = 0
  for (let round = 1; ; round++) {
    const isLast = round > MOST_ROUNDS || lookUps >= MOST_LOOK_UPS
    const growing = veil.restoreGrowing()
    const answer = await callModel(deps, {
      teamId: row.teamId,
      personId: row.personId,
      sessionId: row.sessionId,
      turnId: row.id,
      ticket: given.ticket,
      purpose: given.purpose,
      choice: given.choice,
      system: systemBlocks(TURN_PROMPT.text, given.guidance, given.policy),
      messages,
      tools: TOOL_DEFINITIONS,
      mayCallTools: !isLast,
      format: TURN_ANSWER,
      promptVersion: promptVersionWith(TURN_PROMPT.version, given.guidance),
      maxTokens: MOST_TOKENS,
      previousMessageId: conversation.previousMessageId,
      signal: turn.signal,
      onText(added) {
        const text = given.isHeldBack ? '' : turn.shown.text + growing.push(added)
        turn.show({ phase: 'writing', text })
      },
      onBlock(type) {
        if (type === 'thinking') turn.show({ phase: 'thinking' })
      },
    })
    if (answer.kind !== 'tools') return answer
    turn.show({ phase: 'searching', text: '' })
    const calls = answer.calls.slice(0, MOST_LOOK_UPS - lookUps)
    const results = await Promise.all(answer.calls.map((call) => lookUp(call, calls, given)))
    lookUps += calls.length
    messages.push(answer.message, { role: 'user', content: results })
  }
}

const SHORT = { type: 'ephemeral', ttl: '5m' } as const

/** The head is kept for an hour, for people pause; the newest for five minutes. */
function withMarkers({ conversation, closing }: ModelTurn): ModelMessage[] {
  const messages = conversation.messages.map(
    ({ role, content }): ModelMessage => ({
      role,
      content: content.map((block) => ({
        ...block,
        ...(block.type === 'tool_result' && block.tool_use_id === 'ticket'
          ? { cache_control: KEPT_FOR_AN_HOUR }
          : {}),
      })),
    }),
  )
  const last = messages.at(-1)
  if (last && typeof last.content !== 'string') {
    const block = last.content.at(-1)
    if (block?.type === 'text') block.cache_control = SHORT
  }
  return [...messages, { role: 'system', content: closing }]
}

type Call = ModelTools['calls'][number]

/** Never throws for what a model has asked: it is told what to do instead. */
async function lookUp(call: Call, allowed: readonly Call[], { within, veil }: ModelTurn) {
  const answerWith = (content: object, isError = false) => ({
    type: 'tool_result' as const,
    tool_use_id: call.id,
    content: canonicalJson(eachText(content, veil.hide)),
    ...(isError ? { is_error: true } : {}),
  })
  if (!allowed.includes(call)) {
    return answerWith({ error: 'No more look-ups in this turn. Answer with what you know.' }, true)
  }
  const tool = READ_TOOLS.find(({ name }) => name === call.name)
  if (!tool) {
    const names = READ_TOOLS.map(({ name }) => name).join(', ')
    return answerWith({ error: `There is no tool ${call.name}. There are: ${names}.` }, true)
  }
  try {
    const found = await tool.run(eachText(call.input, veil.restore), within)
    return 'ok' in found ? answerWith(found.ok) : answerWith(found, true)
  } catch (error) {
    within.deps.log.error({ err: error, tool: call.name }, 'a look-up broke')
    return answerWith({ error: 'This could not be read just now. Go on without it.' }, true)
  }
}
