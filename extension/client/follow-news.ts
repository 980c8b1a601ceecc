/**
 * Follows what concerns this person beyond the session in front: what waits to be picked up, and
 * their notices. One stream for both, since browsers keep few connections to a server open.
 *
 * First everything, then each hand-off that is new, has changed or is over, and the newest notices
 * with each change. After a break everything comes again, so nothing that was missed is missing.
 */
import * as z from 'zod/mini'
import { HandoffNews, ListHandoffs } from '#shared/handoff/contract.ts'
import { ListNotices } from '#shared/notice/contract.ts'
import type { Client } from '../client.ts'
import { followStream, type StreamDeps, type Streamed } from './event-stream.ts'

export interface FollowNewsDeps extends Pick<StreamDeps<never>, 'wait' | 'random'> {
  open: Client['open']
}

const Sent = z.union([ListHandoffs.response, HandoffNews, ListNotices.response])
export type SentNews = z.infer<typeof Sent>

export function followNews(
  { open, wait, random }: FollowNewsDeps,
  signal: AbortSignal,
): AsyncGenerator<Streamed<SentNews>, void> {
  const accept = { accept: 'text/event-stream' }
  return followStream(
    { open: (until) => open(ListHandoffs, {}, accept, until), schema: Sent, wait, random },
    signal,
  )
}
