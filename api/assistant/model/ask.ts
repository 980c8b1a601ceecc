/**
 * What one asks a model and what comes back: the whole of what the other rooms know of it.
 *
 *     const FORMAT = jsonAnswer(TurnResult, { version: '1', grows: 'reply_md' })
 *
 *     const answer = await callModel(deps, { teamId, personId, purpose: 'turn', choice, system,
 *       messages, tools, format: FORMAT, promptVersion, maxTokens: 8_000, signal, onText })
 *     if (answer.kind === 'tools') // run them, append answer.message and the results, ask again
 *     if (answer.kind === 'answer') // answer.value is a TurnResult
 *     if (answer.kind === 'failure') // answer.failure says how; answer.text is what had come
 *
 * One call is one answer. Trying again, running tools and falling back to rules are the
 * caller's; the call itself keeps the deadline, the budget and its row of `ai_call`. It never
 * throws for anything a model or a network does. Of an answer with tool calls,
 * `message` goes back untouched in the next request: thinking in it is signed over everything
 * before it, and is never stored.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { Purpose, TierChoice } from '#shared/assistant/tier-route.ts'
import type { FailureKind, Tier } from '#shared/session/lane-event.ts'
import type { AnswerFormat } from './answer-format.ts'

/** A message of the conversation; blocks may carry `cache_control`. */
export type ModelMessage = Anthropic.MessageParam
export type ModelBlock = Anthropic.ContentBlockParam
export type ModelSystem = Anthropic.TextBlockParam
/** Never `strict`: what a tool is called with is checked by whoever runs it. */
export type ModelTool = Anthropic.Tool
export type ModelCitation = Anthropic.TextCitation

export interface ModelAsk<T> {
  teamId: string
  /** None for what the program does by itself. */
  personId: string | null
  purpose: Purpose
  /** Of `routeTier`. */
  choice: TierChoice
  /** Text of ours only: the purpose in the first line, nothing of a ticket. */
  system: readonly ModelSystem[]
  messages: readonly ModelMessage[]
  tools?: readonly ModelTool[]
  /** False in the last round: the tools stay, since the prompt's cache begins with them. */
  mayCallTools?: boolean
  /** Of `jsonAnswer` or `TEXT_ANSWER`; one per purpose, the same in a whole conversation. */
  format: AnswerFormat<T>
  promptVersion: string
  maxTokens: number
  /** Of the answer before it in this conversation, to learn why a cache was missed. */
  previousMessageId?: string | null
  sessionId?: string | null
  /** Calls with the same one count as one turn for the limit per minute. */
  turnId?: string | null
  ticket?: { origin: string; ticketId: number } | null
  /** What is left of the turn's time; the tier's own deadline holds as well. */
  deadlineMs?: number
  /** Ends the call; what had come is in the answer. */
  signal?: AbortSignal
  /** Growing words: each call brings what is new. */
  onText?: (added: string) => void
  /** The first sign of life of the answer itself: it thinks, it writes, it calls a tool. */
  onBlock?: (type: 'thinking' | 'text' | 'tool_use') => void
}

export interface ToolCall {
  id: string
  name: string
  input: unknown
}

interface Called {
  /** The row of `ai_call`; none where the call was not let out. */
  callId: string | null
  /** After the budget and the length of the prompt had their say. */
  tier: Tier
  /** Why this tier. */
  reasons: readonly string[]
  modelServed: string | null
  /** For `previousMessageId` of the next one. */
  messageId: string | null
  requestId: string | null
  costMicro: number
  /** Words that grew, to their end or as far as they came. */
  text: string
}

/** Words, and what they are said to rest on. */
export interface SaidBlock {
  text: string
  citations: readonly ModelCitation[]
}

export interface ModelValue<T> extends Called {
  kind: 'answer'
  value: T
  said: readonly SaidBlock[]
}

export interface ModelTools extends Called {
  kind: 'tools'
  calls: readonly ToolCall[]
  /** To be appended as it is, followed by a user message that holds a result for each call. */
  message: ModelMessage
}

export interface ModelFailure extends Called {
  kind: 'failure'
  failure: FailureKind
  /** What a person may be told: one sentence, nothing of the request in it. */
  message: string
  /** Another try, once, makes sense where nobody has seen words yet. */
  isWorthRetrying: boolean
  /** Seconds after which another try makes sense, where that is known. */
  retryAfterSeconds: number | null
  /** Of a refusal: `cyber` and the like. */
  category: string | null
}

export type ModelAnswer<T> = ModelValue<T> | ModelTools | ModelFailure
