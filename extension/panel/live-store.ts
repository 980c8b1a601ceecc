/**
 * A store that is told live what it holds, from `follow` until `close`: while there is a network, and
 * again when it is back. What was last known stays while it is not live, and says so.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Streamed } from '../client/event-stream.ts'
import type { Trouble } from '../client/trouble.ts'

export interface Liveness {
  isLive: boolean
  trouble: Trouble | null
}

export interface LiveStore<State> extends StoreApi<State & Liveness> {
  follow(): void
  close(): void
}

export interface Online {
  is(): boolean
  watch(tell: () => void): () => void
}

export interface LiveDeps<State, Sent> {
  empty: State
  online: Online
  /** Loaded when first followed. */
  listen(signal: AbortSignal): Promise<AsyncIterable<Streamed<Sent>>>
  takeIn(state: State, sent: Sent): State
}

export function createLiveStore<State extends object, Sent>({
  empty,
  online,
  listen,
  takeIn,
}: LiveDeps<State, Sent>): LiveStore<State> {
  type Whole = State & Liveness
  const store = createStore<Whole>(() => ({ ...empty, isLive: false, trouble: null }))
  const closed = new AbortController()
  let following: AbortController | undefined
  let isWanted = false
  const tell = (liveness: Partial<Liveness>) =>
    store.setState((state) => ({ ...state, ...liveness }), true)

  const follow = () => {
    isWanted = true
    if (closed.signal.aborted || following || !online.is()) return
    const mine = new AbortController()
    following = mine
    void run(AbortSignal.any([mine.signal, closed.signal])).finally(() => {
      if (following === mine) following = undefined
      if (!closed.signal.aborted) tell({ isLive: false })
    })
  }

  const run = async (signal: AbortSignal) => {
    for await (const step of await listen(signal)) {
      if (signal.aborted) return
      if (step.kind === 'came') {
        const live: Liveness = { isLive: true, trouble: null }
        store.setState((state) => ({ ...takeIn(state, step.value), ...live }), true)
      } else if (step.kind === 'broken') tell({ isLive: false })
      else if (step.kind === 'trouble') tell({ isLive: false, trouble: step.trouble })
    }
  }

  const unwatch = online.watch(() => {
    if (online.is()) {
      if (isWanted) follow()
      return
    }
    following?.abort()
    following = undefined
    tell({ isLive: false })
  })

  return Object.assign(store, {
    follow,
    close() {
      closed.abort()
      unwatch()
    },
  })
}
