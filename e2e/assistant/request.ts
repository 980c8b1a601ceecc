/**
 * What may be asked of `POST /v1/messages`, as far as it is generally available.
 *
 * Closed at the top, because the real one refuses a field it does not know: `temperature` and its
 * kin went that way. Blocks are open, because each kind carries fields that mean nothing here.
 * Server tools and betas are left out on purpose: the product is not built on them.
 */
import * as z from 'zod/mini'
import { EFFORTS } from './models.ts'

export const CacheControl = z.strictObject({
  type: z.literal('ephemeral'),
  ttl: z._default(z.enum(['5m', '1h']), '5m'),
})
const marked = { cache_control: z.nullish(CacheControl) }
const Citations = z.nullish(z.looseObject({ enabled: z.optional(z.boolean()) }))

export const TextBlock = z.looseObject({
  type: z.literal('text'),
  text: z.string(),
  citations: z.nullish(z.array(z.unknown())),
  ...marked,
})
export const ImageBlock = z.looseObject({
  type: z.literal('image'),
  source: z.looseObject({ type: z.string() }),
  ...marked,
})
export const DocumentBlock = z.looseObject({
  type: z.literal('document'),
  source: z.looseObject({ type: z.string() }),
  citations: Citations,
  ...marked,
})
export const SearchResultBlock = z.looseObject({
  type: z.literal('search_result'),
  source: z.string(),
  title: z.string(),
  content: z.array(TextBlock).check(z.minLength(1)),
  citations: Citations,
  ...marked,
})
export const ThinkingBlock = z.looseObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string(),
})
export const ToolUseBlock = z.looseObject({
  type: z.literal('tool_use'),
  id: z.string().check(z.regex(/^[a-zA-Z0-9_-]+$/)),
  name: z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,128}$/)),
  input: z.record(z.string(), z.unknown()),
  ...marked,
})
const InsideToolResult = z.discriminatedUnion('type', [
  TextBlock,
  ImageBlock,
  DocumentBlock,
  SearchResultBlock,
])
export const ToolResultBlock = z.looseObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.optional(z.union([z.string(), z.array(InsideToolResult)])),
  is_error: z.optional(z.boolean()),
  ...marked,
})
export const Block = z.discriminatedUnion('type', [
  TextBlock,
  ImageBlock,
  DocumentBlock,
  SearchResultBlock,
  ThinkingBlock,
  ToolUseBlock,
  ToolResultBlock,
])
export type Block = z.infer<typeof Block>

export const Message = z.strictObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.union([z.string(), z.array(Block)]),
})
export type Message = z.infer<typeof Message>

export const Tool = z.strictObject({
  type: z.nullish(z.literal('custom')),
  name: z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,128}$/)),
  description: z.optional(z.string()),
  input_schema: z.looseObject({ type: z.literal('object') }),
  input_examples: z.optional(z.array(z.record(z.string(), z.unknown()))),
  strict: z.optional(z.boolean()),
  eager_input_streaming: z.nullish(z.boolean()),
  defer_loading: z.optional(z.boolean()),
  ...marked,
})
export type Tool = z.infer<typeof Tool>

const parallel = { disable_parallel_tool_use: z.optional(z.boolean()) }

export const OutputFormat = z.strictObject({
  type: z.literal('json_schema'),
  schema: z.record(z.string(), z.unknown()),
})

/** What counts as the prompt; `count_tokens` takes only this. */
const prompt = {
  model: z.string(),
  messages: z.array(Message),
  system: z.optional(z.union([z.string(), z.array(TextBlock)])),
  tools: z.optional(z.array(Tool)),
  tool_choice: z.optional(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('auto'), ...parallel }),
      z.strictObject({ type: z.literal('any'), ...parallel }),
      z.strictObject({ type: z.literal('tool'), name: z.string(), ...parallel }),
      z.strictObject({ type: z.literal('none') }),
    ]),
  ),
  thinking: z.optional(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('adaptive'),
        display: z.nullish(z.enum(['summarized', 'omitted'])),
      }),
      z.strictObject({ type: z.literal('between_tools') }),
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({
        type: z.literal('enabled'),
        budget_tokens: z.int(),
        display: z.nullish(z.enum(['summarized', 'omitted'])),
      }),
    ]),
  ),
  output_config: z.optional(
    z.strictObject({
      effort: z.nullish(z.enum(EFFORTS)),
      format: z.nullish(OutputFormat),
    }),
  ),
  ...marked,
}

export const CountRequest = z.strictObject(prompt)
export type CountRequest = z.infer<typeof CountRequest>

export const MessagesRequest = z.strictObject({
  ...prompt,
  max_tokens: z.int().check(z.gte(0)),
  stream: z.optional(z.boolean()),
  metadata: z.optional(z.strictObject({ user_id: z.nullish(z.string().check(z.maxLength(256))) })),
  stop_sequences: z.optional(z.array(z.string())),
  service_tier: z.optional(z.enum(['auto', 'standard_only'])),
  speed: z.nullish(z.enum(['standard', 'fast'])),
  inference_geo: z.nullish(z.string()),
  diagnostics: z.nullish(z.strictObject({ previous_message_id: z.nullish(z.string()) })),
  container: z.nullish(z.string()),
})
export type MessagesRequest = z.infer<typeof MessagesRequest>

/** A message's content as a list, whichever way it was written. */
export function blocksOf(content: string | readonly Block[]): readonly Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

/** The system prompt as a list of texts. */
export function systemOf(request: Pick<CountRequest, 'system'>) {
  const { system } = request
  if (system === undefined) return []
  return typeof system === 'string' ? [{ type: 'text' as const, text: system }] : system
}
