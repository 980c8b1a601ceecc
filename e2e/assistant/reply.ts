/**
 * What the stand-in is told to answer: the content of one answer, why it stops, how it travels,
 * and what goes wrong with it. Plain values, so that they can also come through the control door.
 *
 * `giveJson`, `sayText`, `callTool` and `refuseFor` make the usual ones:
 *
 *     queue(giveJson(turnResult))
 *     queue(callTool('search_knowledge', { query: 'rekey' }), giveJson(turnResult))
 *     queue({ ...sayText('Half of it'), play: { kind: 'cutAfter', events: 4 } })
 */
import * as z from 'zod/mini'

const events = z.int().check(z.gte(0))
const ErrorType = z.enum([
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'rate_limit_error',
  'timeout_error',
  'api_error',
  'overloaded_error',
])

/**
 * What goes wrong. Events are counted as they are sent: `message_start` is the first, `ping` the
 * second. Of an answer that is not streamed, half of the body counts as its events.
 */
export const Play = z.discriminatedUnion('kind', [
  /** Refuses in place of an answer. `code` becomes `errorCode` in the SDK. */
  z.object({
    kind: z.literal('status'),
    status: z.int().check(z.gte(400), z.lte(599)),
    type: z.optional(ErrorType),
    message: z.optional(z.string()),
    code: z.optional(z.string()),
    /** Such as `retry-after`, `retry-after-ms`, `x-should-retry`. */
    headers: z.optional(z.record(z.string(), z.string())),
  }),
  /** Closes the line before any header. */
  z.object({ kind: z.literal('drop') }),
  /** Takes the call and never answers. */
  z.object({ kind: z.literal('hang') }),
  /** An `error` event in the middle of a stream that began with 200. */
  z.object({
    kind: z.literal('errorAfter'),
    events,
    type: z._default(ErrorType, 'overloaded_error'),
    message: z.optional(z.string()),
  }),
  /** Destroys the socket. */
  z.object({ kind: z.literal('cutAfter'), events }),
  /** Ends the body as if all were well. */
  z.object({ kind: z.literal('endAfter'), events }),
  /** Says nothing more and keeps the line. */
  z.object({ kind: z.literal('silenceAfter'), events }),
])
export type Play = z.infer<typeof Play>
export type PlayInput = z.input<typeof Play>

export const Citation = z.object({
  type: z.literal('search_result_location'),
  cited_text: z.string(),
  source: z.string(),
  title: z.nullable(z.string()),
  /** Counted over all search results of the request. */
  search_result_index: z.int(),
  start_block_index: z.int(),
  end_block_index: z.int(),
})

export const SaidBlock = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string(),
    citations: z.optional(z.array(Citation)),
  }),
  z.object({ type: z.literal('thinking'), thinking: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
    id: z.optional(z.string()),
    /** Sent in place of the input's JSON, broken as it may be. */
    raw: z.optional(z.string()),
  }),
])
export type SaidBlock = z.infer<typeof SaidBlock>

export const Reply = z.object({
  content: z._default(z.array(SaidBlock), []),
  /** `tool_use` when a tool is called, else `end_turn`, when left out. */
  stop: z.optional(
    z.enum([
      'end_turn',
      'max_tokens',
      'tool_use',
      'pause_turn',
      'refusal',
      'model_context_window_exceeded',
    ]),
  ),
  refusal: z.optional(
    z.object({
      category: z.nullable(
        z.enum(['cyber', 'bio', 'frontier_llm', 'reasoning_extraction', 'general_harms']),
      ),
      explanation: z.nullable(z.string()),
    }),
  ),
  /** Cuts the answer as if the request had allowed this many tokens only. */
  cutAtTokens: z.optional(z.int().check(z.gte(0))),
  /** The model that answered; the one asked for when left out. */
  model: z.optional(z.string()),
  /** Billed thinking that is not shown; what is shown is counted by itself. */
  thinkingTokens: z.optional(z.int()),
  /** Lets text through that does not fit the schema asked for. */
  isOffSchema: z.optional(z.boolean()),
  pace: z.optional(
    z.object({
      /** Before the headers. */
      headersMs: z.optional(z.int()),
      /** Before each event. */
      eventMs: z.optional(z.int()),
      /** Characters in one delta. */
      chunk: z.optional(z.int().check(z.gte(1))),
    }),
  ),
  /** Events nobody has heard of, pings and comments between the others. */
  hasStrangers: z.optional(z.boolean()),
  play: z.optional(Play),
})
export type Reply = z.infer<typeof Reply>
/** A reply as one writes it down. */
export type ReplyInput = z.input<typeof Reply>

export function sayText(text: string): ReplyInput {
  return { content: [{ type: 'text', text }] }
}

/** An answer to a request with a schema. */
export function giveJson(value: object): ReplyInput {
  return sayText(JSON.stringify(value))
}

export function callTool(name: string, input: Record<string, unknown>): ReplyInput {
  return { content: [{ type: 'tool_use', name, input }] }
}

export function refuseFor(
  category: NonNullable<ReplyInput['refusal']>['category'],
  explanation: string | null = null,
): ReplyInput {
  return { content: [], stop: 'refusal', refusal: { category, explanation } }
}
