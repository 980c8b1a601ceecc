/**
 * What waits for this person to be picked up, live: one list, of which the count is the length.
 *
 * While the stream is broken the list stays as it was last known, and says so; when it is back the
 * list comes whole. What was over before it was told anew never comes back: an end is final.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { sortWaiting } from '#shared/handoff/sort-waiting.ts'
import type { FollowHandoffsDeps, SentHandoffs } from '../../client/follow-handoffs.ts'
import type { Trouble } from '../../client/trouble.ts'

export interface QueueState {
  /** None before it was first read. */
  waiting: readonly HandoffSummary[] | null
  isLive: boolean
  trouble: Trouble | null
}

export interface HandoffQueue extends StoreApi<QueueState> {
  /** Until `close`. */
  follow(): void
  /** Somebody has taken it: gone here before the server says so. */
  drop(handoffId: string): void
  close(): void
}

export interface QueueDeps extends FollowHandoffsDeps {
  online: { is(): boolean; watch(tell: () => void): () => void }
}

export function createHandoffQueue(deps: QueueDeps): HandoffQueue {
  const store = createStore<QueueState>(() => ({ waiting: null, isLive: false, trouble: null }))
  const closed = new AbortController()
  let following: AbortController | undefined
  let isWanted = false

  const follow = () => {
    isWanted = true
    if (closed.signal.aborted || following || !deps.online.is()) return
    const mine = new AbortController()
    following = mine
    void run(AbortSignal.any([mine.signal, closed.signal])).finally(() => {
      if (following === mine) following = undefined
      if (!closed.signal.aborted) store.setState({ isLive: false })
    })
  }

  const run = async (signal: AbortSignal) => {
    const { followHandoffs } = await import('../../client/follow-handoffs.ts')
    for await (const step of followHandoffs(deps, signal)) {
      if (signal.aborted) return
      if (step.kind === 'came') store.setState((state) => takeIn(state, step.value))
      else if (step.kind === 'broken') store.setState({ isLive: false })
      else if (step.kind === 'trouble') store.setState({ isLive: false, trouble: step.trouble })
    }
  }

  const unwatch = deps.online.watch(() => {
    if (deps.online.is()) {
      if (isWanted) follow()
      return
    }
    following?.abort()
    following = undefined
    store.setState({ isLive: false })
  })

  return Object.assign(store, {
    follow,
    drop: (handoffId: string) =>
      store.setState(({ waiting }) => ({ waiting: waiting && without(waiting, handoffId) })),
    close() {
      closed.abort()
      unwatch()
    },
  })
}

function takeIn({ waiting }: QueueState, sent: SentHandoffs): QueueState {
  const live = { isLive: true, trouble: null }
  if ('handoffs' in sent) {
    return { ...live, waiting: sortWaiting(sent.handoffs.filter(({ end }) => end === null)) }
  }
  const others = without(waiting ?? [], sent.id)
  return { ...live, waiting: sent.end ? others : sortWaiting([...others, sent]) }
}

const without = (waiting: readonly HandoffSummary[], id: string): HandoffSummary[] =>
  waiting.filter((one) => one.id !== id)
