/**
 * Follows a live question of the API: what it sends, checked, until the signal ends it.
 *
 * Server-sent events over `fetch`, since the browser's own EventSource cannot carry a token.
 * After a break it opens again, waiting a little longer each time. The caller ends it when
 * the network goes: an open stream may otherwise look alive for minutes.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import * as z from 'zod/mini'
import { backoffMs, waitMs } from './backoff.ts'
import { type Answer, isPassing, type Trouble } from './trouble.ts'

export interface StreamDeps<T> {
  /** Opens it anew; asked again after each break. */
  open: (signal: AbortSignal) => Promise<Answer<Response>>
  schema: z.ZodMiniType<T>
  /** Resolves after a while, or as soon as the signal ends. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
}

export type Streamed<T> =
  | { kind: 'came'; value: T }
  | { kind: 'open' }
  | { kind: 'broken' }
  | { kind: 'trouble'; trouble: Trouble }

export async function* followStream<T>(
  deps: StreamDeps<T>,
  signal: AbortSignal,
): AsyncGenerator<Streamed<T>, void> {
  for (let failures = 0; !signal.aborted; ) {
    const opened = await deps.open(signal)
    if (opened.ok && opened.value.body) {
      yield { kind: 'open' }
      for await (const value of readMessages(opened.value.body, deps.schema, signal)) {
        failures = 0
        yield { kind: 'came', value }
      }
      if (signal.aborted) return
      yield { kind: 'broken' }
    } else if (!opened.ok) {
      if (signal.aborted) return
      yield { kind: 'trouble', trouble: opened.trouble }
      if (!isPassing(opened.trouble)) return
    }
    failures += 1
    const ms = opened.ok
      ? backoffMs(failures, deps.random)
      : waitMs(opened.trouble, failures, deps.random)
    await deps.wait(ms, signal)
  }
}

/** What cannot be read is passed over: the extension may be older than the server. */
async function* readMessages<T>(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  schema: z.ZodMiniType<T>,
  signal: AbortSignal,
) {
  const messages = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
  try {
    for await (const message of messages) {
      if (signal.aborted) return
      const sent = z.safeParse(schema, jsonOf(message.data))
      if (sent.success) yield sent.data
    }
  } catch {
    // A broken stream is what the loop above is for.
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
