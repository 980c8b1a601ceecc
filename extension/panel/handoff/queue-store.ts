/**
 * What waits for this person to be picked up, live: one list, of which the count is the length.
 *
 * While the stream is broken the list stays as it was last known, and says so; when it is back the
 * list comes whole. What was over before it was told anew never comes back: an end is final.
 */
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { sortWaiting } from '#shared/handoff/sort-waiting.ts'
import type { FollowHandoffsDeps, SentHandoffs } from '../../client/follow-handoffs.ts'
import { createLiveStore, type Liveness, type LiveStore, type Online } from '../live-store.ts'

interface Waiting {
  /** None before it was first read. */
  waiting: readonly HandoffSummary[] | null
}
export type QueueState = Waiting & Liveness

export interface HandoffQueue extends LiveStore<Waiting> {
  /** Somebody has taken it: gone here before the server says so. */
  drop(handoffId: string): void
}

export interface QueueDeps extends FollowHandoffsDeps {
  online: Online
}

export function createHandoffQueue(deps: QueueDeps): HandoffQueue {
  const store = createLiveStore<Waiting, SentHandoffs>({
    empty: { waiting: null },
    online: deps.online,
    async listen(signal) {
      const { followHandoffs } = await import('../../client/follow-handoffs.ts')
      return followHandoffs(deps, signal)
    },
    takeIn,
  })
  return Object.assign(store, {
    drop: (handoffId: string) =>
      store.setState((state) => ({
        ...state,
        waiting: state.waiting && without(state.waiting, handoffId),
      })),
  })
}

function takeIn({ waiting }: Waiting, sent: SentHandoffs): Waiting {
  if ('handoffs' in sent) {
    return { waiting: sortWaiting(sent.handoffs.filter(({ end }) => end === null)) }
  }
  const others = without(waiting ?? [], sent.id)
  return { waiting: sent.end ? others : sortWaiting([...others, sent]) }
}

const without = (waiting: readonly HandoffSummary[], id: string): HandoffSummary[] =>
  waiting.filter((one) => one.id !== id)
