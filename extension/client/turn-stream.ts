/**
 * Follows the turns of a session live: a snapshot first, then what changes, until the signal
 * ends it. Nothing has to be remembered between two connections, since each begins whole.
 */
import { FollowTurns } from '#shared/assistant/contract.ts'
import { TurnNews } from '#shared/assistant/turn-news.ts'
import { followStream, type Streamed } from './event-stream.ts'
import type { FollowDeps } from './follow-record.ts'

export function followTurns(
  deps: FollowDeps,
  sessionId: string,
  signal: AbortSignal,
): AsyncGenerator<Streamed<TurnNews>, void> {
  const open = (until: AbortSignal) =>
    deps.open(FollowTurns, { sessionId }, { accept: 'text/event-stream' }, until)
  return followStream({ open, schema: TurnNews, wait: deps.wait, random: deps.random }, signal)
}
