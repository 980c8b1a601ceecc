/**
 * One question as the Messages API takes it today, built from what the tier can do.
 *
 * No sampling parameters, no forced tools where they are refused, nothing put into the model's
 * mouth, no strict tools. The schema of the answer goes into `output_config.format`, or, where
 * a model has refused it, into a plain tool that the answer is handed in through.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { ModelAsk } from './ask.ts'
import { effortWithin, type TierFacts, thinkingAt } from './tiers.ts'

/** The tool through which an answer comes where `output_config.format` is refused. */
export const SUBMIT_TOOL = 'submit_turn'

export type AnswerRoute = 'format' | 'tool'

export interface RequestParts {
  facts: TierFacts
  /** A keyed hash: the vendor learns that it is one person, not who. */
  userId: string
  inferenceGeo: string | null
  by: AnswerRoute
}

export function buildRequest(
  ask: Omit<ModelAsk<unknown>, 'format'> & {
    format: { schema: ModelAsk<unknown>['format']['schema'] }
  },
  { facts, userId, inferenceGeo, by }: RequestParts,
): Anthropic.MessageStreamParams {
  const effort = effortWithin(facts, ask.choice.effort)
  const { schema } = ask.format
  const tools = [...(ask.tools ?? []), ...(schema && by === 'tool' ? [submitTool(schema)] : [])]
  const isForced = schema !== null && by === 'tool' && tools.length === 1 && facts.canForceTools
  const thinking = isForced ? undefined : thinkingAt(facts, effort)
  return {
    model: facts.model,
    max_tokens: Math.min(ask.maxTokens, facts.outputTokens),
    system: [...ask.system],
    messages: [...ask.messages],
    metadata: { user_id: userId },
    ...(inferenceGeo ? { inference_geo: inferenceGeo } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...toolChoice(isForced, ask.mayCallTools ?? true, tools.length > 0 && by === 'format'),
    ...(thinking ? { thinking: { type: thinking } } : {}),
    output_config: {
      effort,
      ...(schema && by === 'format' ? { format: { type: 'json_schema', schema } } : {}),
    },
    ...(ask.previousMessageId === undefined
      ? {}
      : { diagnostics: { previous_message_id: ask.previousMessageId } }),
  }
}

function toolChoice(isForced: boolean, mayCall: boolean, canForbid: boolean) {
  if (isForced) return { tool_choice: { type: 'tool' as const, name: SUBMIT_TOOL } }
  // Handed in through a tool, an answer needs tools to be allowed.
  return mayCall || !canForbid ? {} : { tool_choice: { type: 'none' as const } }
}

const submitTool = (schema: Readonly<Record<string, unknown>>): Anthropic.Tool => ({
  name: SUBMIT_TOOL,
  description:
    'Hands in your answer. Call it exactly once, as the last thing you do, with the whole answer; write nothing beside it.',
  input_schema: { ...schema, type: 'object' },
  eager_input_streaming: true,
})

/** How long the prompt is, in characters of JSON, to reckon what it may cost. */
export const promptCharsOf = ({ system, messages, tools, format }: ModelAsk<unknown>): number =>
  JSON.stringify([system, messages, tools, format.schema]).length
