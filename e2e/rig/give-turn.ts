/** What the stand-in for the model answers to a turn, as a journey writes it. */
import type { TurnResult } from '#shared/assistant/turn-result.ts'
import { purposeOf } from '../assistant/purpose.ts'
import { giveJson, type ReplyInput } from '../assistant/reply.ts'
import type { MessagesRequest } from '../assistant/request.ts'

/** A turn's answer; what is left out is nothing. */
export const giveTurn = (reply: string, more: Partial<TurnResult> = {}): ReplyInput =>
  giveJson({
    reply_md: reply,
    ...{ facts: [], hypotheses: [], checks: [], questions: [], fix: [], knowledge_used: [] },
    flow_doubt: [],
    needs_more_thought: false,
    ...more,
  })

export const NO_SCRIPT = { script_template: '', script_values: [] }

/** So long that it can break off in the middle. */
export const LONG_ANSWER: ReplyInput = {
  ...giveTurn('A long answer that is still being said when the line breaks. '.repeat(6)),
  pace: { chunk: 12 },
}

export const isTurn = (request: MessagesRequest) =>
  ['turn', 'intake'].includes(purposeOf(request) ?? '')

/** What the API is told so that it asks the stand-in; nobody types as fast as a journey does. */
export const askingStandIn = (url: string): Record<string, string> => ({
  ANTHROPIC_API_KEY: 'sk-standin',
  ANTHROPIC_BASE_URL: url,
  ASSISTANT_TURNS_PER_MINUTE: '500',
})
