/**
 * Follows one's own bell: the newest notices at once and with each change. After a break they come
 * again, so nothing that was missed is missing.
 */
import { ListNotices, type Notices } from '#shared/notice/contract.ts'
import type { Client } from '../client.ts'
import { followStream, type StreamDeps, type Streamed } from './event-stream.ts'

export interface FollowNoticesDeps extends Pick<StreamDeps<never>, 'wait' | 'random'> {
  open: Client['open']
}

export function followNotices(
  { open, wait, random }: FollowNoticesDeps,
  signal: AbortSignal,
): AsyncGenerator<Streamed<Notices>, void> {
  const accept = { accept: 'text/event-stream' }
  return followStream(
    {
      open: (until) => open(ListNotices, {}, accept, until),
      ...{ schema: ListNotices.response, wait, random },
    },
    signal,
  )
}
