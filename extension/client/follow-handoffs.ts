/**
 * Follows what waits to be picked up: first the whole list, then each hand-off that is new, has
 * changed or is over. After a break the list comes again, so nothing that was missed is missing.
 */
import * as z from 'zod/mini'
import { HandoffSummary, ListHandoffs } from '#shared/handoff/contract.ts'
import type { Client } from '../client.ts'
import { followStream, type StreamDeps, type Streamed } from './event-stream.ts'

export interface FollowHandoffsDeps extends Pick<StreamDeps<never>, 'wait' | 'random'> {
  open: Client['open']
}

const Sent = z.union([ListHandoffs.response, HandoffSummary])
export type SentHandoffs = z.infer<typeof Sent>

export function followHandoffs(
  { open, wait, random }: FollowHandoffsDeps,
  signal: AbortSignal,
): AsyncGenerator<Streamed<SentHandoffs>, void> {
  const accept = { accept: 'text/event-stream' }
  return followStream(
    { open: (until) => open(ListHandoffs, {}, accept, until), schema: Sent, wait, random },
    signal,
  )
}
