/**
 * Follows a session's record live: stored events as they come, until the signal ends it.
 * After a break it goes on from the last number seen (`Last-Event-ID`).
 */
import * as z from 'zod/mini'
import { ReadEvents } from '#shared/session/contract.ts'
import { StoredEvent } from '#shared/session/event.ts'
import type { Client } from '../client.ts'
import { followStream, type StreamDeps, type Streamed } from './event-stream.ts'

export interface FollowDeps extends Pick<StreamDeps<never>, 'wait' | 'random'> {
  open: Client['open']
}

const Sent = z.union([StoredEvent, z.array(StoredEvent)])

export function followRecord(
  deps: FollowDeps,
  sessionId: string,
  after: () => number,
  signal: AbortSignal,
): AsyncGenerator<Streamed<z.infer<typeof Sent>>, void> {
  const open = (until: AbortSignal) => {
    const from = after()
    const headers = { accept: 'text/event-stream', 'last-event-id': String(from) }
    return deps.open(ReadEvents, { sessionId, after: from }, headers, until)
  }
  return followStream({ open, schema: Sent, wait: deps.wait, random: deps.random }, signal)
}
