/**
 * Follows a session's record live: stored events as they come, until the signal ends it.
 *
 * Server-sent events over `fetch`, since the browser's own EventSource cannot carry a
 * token. After a break it goes on from the last number seen (`Last-Event-ID`), waiting a
 * little longer each time. The caller ends it when the network goes: an open stream may
 * otherwise look alive for minutes.
 */
import { EventSourceParserStream } from 'eventsource-parser/stream'
import * as z from 'zod/mini'
import { ReadEvents } from '#shared/session/contract.ts'
import { StoredEvent } from '#shared/session/event.ts'
import type { Client } from '../client.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface FollowDeps {
  open: Client['open']
  /** Resolves after a while, or as soon as the signal ends. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
}

export type Followed =
  | { kind: 'events'; events: StoredEvent[] }
  | { kind: 'open' }
  | { kind: 'trouble'; trouble: Trouble }

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

export async function* followRecord(
  deps: FollowDeps,
  sessionId: string,
  after: () => number,
  signal: AbortSignal,
): AsyncGenerator<Followed, void> {
  for (let failures = 0; !signal.aborted; ) {
    const from = after()
    const headers = { accept: 'text/event-stream', 'last-event-id': String(from) }
    const opened = await deps.open(ReadEvents, { sessionId, after: from }, headers, signal)
    if (opened.ok && opened.value.body) {
      yield { kind: 'open' }
      for await (const events of readEvents(opened.value.body, signal)) {
        failures = 0
        yield { kind: 'events', events }
      }
    } else if (!opened.ok) {
      if (signal.aborted) return
      yield { kind: 'trouble', trouble: opened.trouble }
      if (!isPassing(opened.trouble)) return
    }
    failures += 1
    await deps.wait(backoffMs(failures, deps.random), signal)
  }
}

/** Doubles up to half a minute, with a random part so that panels do not return as one. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10))
  return full / 2 + (full / 2) * random()
}

const Sent = z.union([StoredEvent, z.array(StoredEvent)])

async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal) {
  const messages = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
  try {
    for await (const message of messages) {
      if (signal.aborted) return
      const sent = z.safeParse(Sent, jsonOf(message.data))
      if (sent.success) yield Array.isArray(sent.data) ? sent.data : [sent.data]
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
