/**
 * One answer, streamed: from the first event to the last, or to whatever ended it.
 *
 * Silence is what the library does not notice: a body that says nothing more hangs for ever,
 * and one that ends too early ends without an error. So each event winds a watchdog, the whole
 * has a deadline, and only an answer whose `message_stop` was seen is whole. What was used is
 * noted as soon as it is told, since on some of these ways nothing of the message is left.
 */
import type Anthropic from '@anthropic-ai/sdk'
import type { FailureKind } from '#shared/session/lane-event.ts'
import { SUBMIT_TOOL } from './build-request.ts'
import { type GrowingText, growText } from './growing-text.ts'
import type { ModelClient } from './make-client.ts'
import { type NamedFailure, nameFailure } from './name-failure.ts'
import { countTokens, type TokensUsed, tokensOf } from './price.ts'

export interface StreamOptions {
  idleMs: number
  deadlineMs: number
  signal: AbortSignal | undefined
  /** The property that is shown while it grows; 'all' for plain text, null for none. */
  grows: string | 'all' | null
  onText: (added: string) => void
  onBlock: (type: 'thinking' | 'text' | 'tool_use') => void
  /** A clock that only goes forward. */
  tick: () => number
}

export interface StreamedAnswer {
  /** Whole; null when it did not come to its end. */
  message: Anthropic.Message | null
  /** Why it did not; null when it did. */
  failure: NamedFailure | null
  /** The words that grew. */
  text: string
  messageId: string | null
  modelServed: string | null
  requestId: string | null
  /** As told, or counted from what had come; null when nothing came. */
  used: TokensUsed | null
  firstTextMs: number | null
  cacheMiss: string | null
}

export async function streamAnswer(
  client: ModelClient,
  request: Anthropic.MessageStreamParams,
  options: StreamOptions,
): Promise<StreamedAnswer> {
  const begunAt = options.tick()
  const seen = watchEvents(options, begunAt)
  const stream = client.messages.stream(request)
  let ended: FailureKind | undefined
  const end = (why: FailureKind) => {
    ended ??= why
    stream.abort()
  }
  const stop = () => end('aborted')
  const deadline = setTimeout(() => end('stalled'), options.deadlineMs)
  const idle = setTimeout(() => end('stalled'), options.idleMs)

  stream.on('connect', () => idle.refresh())
  stream.on('streamEvent', (event) => {
    idle.refresh()
    seen.take(event)
  })
  options.signal?.addEventListener('abort', stop, { once: true })
  if (options.signal?.aborted) stop()
  try {
    const message = await stream.finalMessage()
    return tell(seen.isStopped ? message : null, seen.isStopped ? null : CUT)
  } catch (error) {
    const named = nameFailure(error)
    const isBroken = named.failure === 'cut' && seen.hasBrokenInput()
    return tell(null, { ...named, failure: ended ?? (isBroken ? 'invalid' : named.failure) })
  } finally {
    clearTimeout(deadline)
    clearTimeout(idle)
    options.signal?.removeEventListener('abort', stop)
  }

  function tell(message: Anthropic.Message | null, failure: NamedFailure | null): StreamedAnswer {
    const { requestId = null } = failure ?? {}
    return { message, failure, requestId: stream.request_id ?? requestId, ...seen.tell(message) }
  }
}

const CUT: NamedFailure = {
  failure: 'cut',
  status: null,
  retryAfterMs: null,
  requestId: null,
  isAboutSchema: false,
  where: null,
}

/** What is noted of the events as they come. */
function watchEvents({ grows, onText, onBlock, tick }: StreamOptions, begunAt: number) {
  const growing: GrowingText | 'all' | null =
    grows === null || grows === 'all' ? grows : growText(grows)
  let started: Anthropic.Message | undefined
  let atStart: TokensUsed | undefined
  let isStopped = false
  let text = ''
  let firstTextMs: number | null = null
  let chars = 0
  let isSubmitting = false
  const inputs: string[] = []

  function grow(piece: string) {
    if (growing === null) return
    const added = growing === 'all' ? piece : growing.push(piece)
    if (added === '') return
    firstTextMs ??= Math.round(tick() - begunAt)
    text += added
    onText(added)
  }

  function takeDelta(delta: Anthropic.RawContentBlockDelta) {
    if (delta.type === 'text_delta') {
      chars += delta.text.length
      grow(delta.text)
    } else if (delta.type === 'input_json_delta') {
      chars += delta.partial_json.length
      inputs.push(`${inputs.pop() ?? ''}${delta.partial_json}`)
      if (isSubmitting) grow(delta.partial_json)
    } else if (delta.type === 'thinking_delta') {
      chars += delta.thinking.length
    }
  }

  return {
    get isStopped() {
      return isStopped
    },
    take(event: Anthropic.MessageStreamEvent) {
      if (event.type === 'content_block_delta') takeDelta(event.delta)
      else if (event.type === 'message_start') {
        started = event.message
        // Now: the message goes on being written into.
        atStart = tokensOf(event.message.usage)
      } else if (event.type === 'content_block_start') {
        const block = event.content_block
        isSubmitting = block.type === 'tool_use' && block.name === SUBMIT_TOOL
        if (block.type === 'tool_use') inputs.push('')
        if (block.type === 'tool_use' || block.type === 'text' || block.type === 'thinking') {
          onBlock(block.type)
        }
      } else if (event.type === 'message_stop') isStopped = true
    },
    /** A tool was called with what is no JSON; the library throws the whole answer away then. */
    hasBrokenInput: () => inputs.some((input) => input !== '' && !isBeginningOfJson(input)),
    tell(message: Anthropic.Message | null) {
      const used = message
        ? tokensOf(message.usage)
        : atStart && { ...atStart, output: Math.max(atStart.output, countTokens(chars)) }
      return {
        text,
        messageId: started?.id ?? null,
        modelServed: started?.model ?? null,
        used: used ?? null,
        firstTextMs,
        cacheMiss: message?.diagnostics?.cache_miss_reason?.type ?? null,
      }
    },
  }
}

/** Whole JSON, or one that only lacks its end. */
function isBeginningOfJson(input: string): boolean {
  try {
    JSON.parse(input)
    return true
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const place = /position (\d+)/.exec(said)?.[1]
    return /Unexpected end|Unterminated/.test(said) || Number(place ?? -1) >= input.length
  }
}
