/**
 * An answer as the events of a stream, in the one order the real one has: the start with an empty
 * message, a ping, each block opened, told in deltas and closed, then why it stopped, then the end.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { Answer } from './compose-answer.ts'

export interface StreamEvent {
  event: string
  data: object
}

const CHUNK = 24

export function streamEvents(
  { message, wire }: Answer,
  {
    chunk = CHUNK,
    hasStrangers = false,
  }: { chunk?: number | undefined; hasStrangers?: boolean | undefined },
): StreamEvent[] {
  const told: StreamEvent[] = [
    say({ type: 'message_start', message: emptied(message) }),
    { event: 'ping', data: { type: 'ping' } },
    ...message.content.flatMap((block, index) => tellBlock(block, wire[index] ?? '', index, chunk)),
    say({
      type: 'message_delta',
      delta: {
        container: null,
        stop_reason: message.stop_reason,
        stop_sequence: message.stop_sequence,
        stop_details: message.stop_details,
      },
      usage: {
        input_tokens: message.usage.input_tokens,
        cache_creation_input_tokens: message.usage.cache_creation_input_tokens,
        cache_read_input_tokens: message.usage.cache_read_input_tokens,
        output_tokens: message.usage.output_tokens,
        output_tokens_details: message.usage.output_tokens_details,
        server_tool_use: null,
      },
    }),
    say({ type: 'message_stop' }),
  ]
  return hasStrangers ? told.flatMap((event) => [event, ...STRANGERS]).slice(0, -1) : told
}

/** As it goes over the line. */
export function writeEvent({ event, data }: StreamEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

const STRANGERS: readonly StreamEvent[] = [
  { event: 'ping', data: { type: 'ping' } },
  { event: 'weather_report', data: { type: 'weather_report', sky: 'clear' } },
]

const say = (data: Anthropic.RawMessageStreamEvent): StreamEvent => ({ event: data.type, data })

function emptied(message: Anthropic.Message): Anthropic.Message {
  return {
    ...message,
    content: [],
    stop_reason: null,
    stop_details: null,
    usage: { ...message.usage, output_tokens: 1, output_tokens_details: null },
  }
}

function tellBlock(
  block: Anthropic.ContentBlock,
  wire: string,
  index: number,
  chunk: number,
): StreamEvent[] {
  return [
    say({ type: 'content_block_start', index, content_block: opened(block) }),
    ...deltas(block, wire, chunk).map((delta) =>
      say({ type: 'content_block_delta', index, delta }),
    ),
    say({ type: 'content_block_stop', index }),
  ]
}

function opened(block: Anthropic.ContentBlock): Anthropic.ContentBlock {
  if (block.type === 'text') return { ...block, text: '', citations: block.citations && [] }
  if (block.type === 'tool_use') return { ...block, input: {} }
  return block.type === 'thinking' ? { ...block, thinking: '', signature: '' } : block
}

function deltas(
  block: Anthropic.ContentBlock,
  wire: string,
  chunk: number,
): Anthropic.RawContentBlockDelta[] {
  const slices = slice(wire, chunk)
  if (block.type === 'tool_use')
    return ['', ...slices].map((text) => ({ type: 'input_json_delta', partial_json: text }))
  if (block.type === 'thinking')
    return [
      ...slices.map((text) => ({ type: 'thinking_delta' as const, thinking: text })),
      { type: 'signature_delta', signature: block.signature },
    ]
  if (block.type !== 'text') return []
  return [
    ...slices.map((text) => ({ type: 'text_delta' as const, text })),
    ...(block.citations ?? []).map((citation) => ({ type: 'citations_delta' as const, citation })),
  ]
}

/** Never through the middle of a character. */
function slice(text: string, chunk: number): string[] {
  const characters = [...text]
  const slices: string[] = []
  for (let at = 0; at < characters.length; at += chunk)
    slices.push(characters.slice(at, at + chunk).join(''))
  return slices
}
