/**
 * What concerns this person beyond the session in front, live: what waits for them to be picked up,
 * of which the count is the length of one list, and what they are told at the bell.
 *
 * While the stream is broken both stay as they were last known, and say so; when it is back they come
 * whole. What is read here is read at once and told to the server, which tells the other windows;
 * where that fails it is unread again.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HandoffSummary } from '#shared/handoff/contract.ts'
import { sortWaiting } from '#shared/handoff/sort-waiting.ts'
import { ListNotices, type Notices, ReadNotices } from '#shared/notice/contract.ts'
import type { FollowNewsDeps, SentNews } from '../client/follow-news.ts'
import type { Trouble } from '../client/trouble.ts'
import type { Client } from '../client.ts'

export interface NewsState {
  /** None before it was first read. */
  waiting: readonly HandoffSummary[] | null
  /** None before they were first read. */
  told: Notices | null
  isLive: boolean
  trouble: Trouble | null
}

export interface News extends StoreApi<NewsState> {
  /** Until `close`: while there is a network, and again when it is back. */
  follow(): void
  /** This panel has taken it: gone here before the server says so. */
  drop(handoffId: string): void
  /** These notices were read; all of them where none is named. */
  read(ids?: readonly string[]): Promise<void>
  close(): void
}

export interface NewsDeps extends FollowNewsDeps {
  ask: Client['ask']
  online: { is(): boolean; watch(tell: () => void): () => void }
  /** ISO 8601. */
  now: () => string
}

export const NO_NEWS: NewsState = { waiting: null, told: null, isLive: false, trouble: null }

export function createNews(deps: NewsDeps): News {
  const store = createStore<NewsState>(() => NO_NEWS)
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
    const { followNews } = await import('../client/follow-news.ts')
    for await (const step of followNews(deps, signal)) {
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
    async read(ids?: readonly string[]) {
      const { told } = store.getState()
      if (!told || told.unread === 0) return
      store.setState({ told: markRead(told, ids, deps.now()) })
      const answered = await deps.ask(ReadNotices, ids ? { ids: [...ids] } : {})
      if (answered.ok) return store.setState({ told: answered.value })
      const asIs = await deps.ask(ListNotices, {})
      store.setState({ told: asIs.ok ? asIs.value : told })
    },
    close() {
      closed.abort()
      unwatch()
    },
  })
}

function takeIn({ waiting }: NewsState, sent: SentNews): Partial<NewsState> {
  const live = { isLive: true, trouble: null }
  if ('notices' in sent) return { ...live, told: sent }
  if ('handoffs' in sent) {
    return { ...live, waiting: sortWaiting(sent.handoffs.filter(({ end }) => end === null)) }
  }
  const others = without(waiting ?? [], sent.id)
  return { ...live, waiting: sent.end ? others : sortWaiting([...others, sent]) }
}

const without = (waiting: readonly HandoffSummary[], id: string): HandoffSummary[] =>
  waiting.filter((one) => one.id !== id)

function markRead(
  { notices, unread }: Notices,
  ids: readonly string[] | undefined,
  at: string,
): Notices {
  const isMeant = (id: string) => ids === undefined || ids.includes(id)
  const read = notices.filter(({ id, readAt }) => readAt === null && isMeant(id))
  return {
    notices: notices.map((one) => (read.includes(one) ? { ...one, readAt: at } : one)),
    unread: ids === undefined ? 0 : unread - read.length,
  }
}
