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
import { ListNotices, NOTICES_SHOWN, type Notices, ReadNotices } from '#shared/notice/contract.ts'
import type { Notice } from '#shared/notice/notice.ts'
import type { FollowNewsDeps, SentNews } from '../client/follow-news.ts'
import type { Trouble } from '../client/trouble.ts'
import type { Client } from '../client.ts'

export interface NewsState {
  /** None before it was first read. */
  waiting: readonly HandoffSummary[] | null
  /** How many wait beyond those, less urgent. */
  beyond: number
  /** None before they were first read. */
  told: Notices | null
  /** What was asked for beyond those, newest first. */
  older: readonly Notice[]
  /** Of the oldest there is, once that was read. */
  oldestId: string | null
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
  /** Brings the ones before those that are shown; what stood in the way, else null. */
  readOlder(): Promise<Trouble | null>
  close(): void
}

export interface NewsDeps extends FollowNewsDeps {
  ask: Client['ask']
  online: { is(): boolean; watch(tell: () => void): () => void }
  /** ISO 8601. */
  now: () => string
}

export const NO_NEWS: NewsState = {
  waiting: null,
  beyond: 0,
  told: null,
  older: [],
  oldestId: null,
  isLive: false,
  trouble: null,
}

export function createNews(deps: NewsDeps): News {
  const store = createStore<NewsState>(() => NO_NEWS)
  const closed = new AbortController()
  let following: AbortController | undefined
  let isWanted = false
  /** How often the bell was heard: an answer from before is older than what is known. */
  let heard = 0
  const dropped = new Set<string>()

  const follow = () => {
    isWanted = true
    if (closed.signal.aborted || following || !deps.online.is()) return
    const mine = new AbortController()
    following = mine
    void run(AbortSignal.any([mine.signal, closed.signal]))
      .catch((error: unknown) => {
        // The part that follows could not be loaded.
        if (!mine.signal.aborted) store.setState({ trouble: notLoaded(error) })
      })
      .finally(() => {
        // One that was cut off says nothing of the one that has taken its place.
        if (following !== mine) return
        following = undefined
        if (!closed.signal.aborted) store.setState({ isLive: false })
      })
  }

  const run = async (signal: AbortSignal) => {
    const { followNews } = await import('../client/follow-news.ts')
    for await (const step of followNews(deps, signal)) {
      if (signal.aborted) return
      if (step.kind === 'came') {
        if ('notices' in step.value) heard += 1
        // It is out already.
        if ('end' in step.value && step.value.end && dropped.delete(step.value.id)) continue
        store.setState((state) => takeIn(state, step.value))
      } else if (step.kind === 'broken') store.setState({ isLive: false })
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
      store.setState(({ waiting, beyond }) => {
        dropped.add(handoffId)
        return takeOut(waiting, beyond, handoffId)
      }),
    async read(ids?: readonly string[]) {
      const before = store.getState()
      if (!before.told || before.told.unread === 0) return
      const since = heard
      store.setState(markRead(before, before.told, ids, deps.now()))
      const answered = await deps.ask(ReadNotices, ids ? { ids: [...ids] } : {})
      if (answered.ok) {
        if (heard === since) store.setState({ told: answered.value })
        return
      }
      const asIs = await deps.ask(ListNotices, {})
      const { told, older } = before
      if (heard === since) store.setState({ told: asIs.ok ? asIs.value : told, older })
    },
    async readOlder() {
      const { told, older } = store.getState()
      const last = older.at(-1) ?? told?.notices.at(-1)
      if (!last) return null
      const answered = await deps.ask(ListNotices, { beforeId: last.id })
      if (!answered.ok) return answered.trouble
      const { notices } = answered.value
      const isEnd = notices.length < NOTICES_SHOWN
      store.setState((now) => ({
        older: withoutTwice([...now.older, ...notices], now.told),
        oldestId: isEnd ? (notices.at(-1) ?? last).id : now.oldestId,
      }))
      return null
    },
    close() {
      closed.abort()
      unwatch()
    },
  })
}

/** There may be older ones than those that are shown. */
export function mayBeOlder({ told, older, oldestId }: NewsState): boolean {
  const shown = [...(told?.notices ?? []), ...older]
  return shown.length >= NOTICES_SHOWN && shown.at(-1)?.id !== oldestId
}

const notLoaded = (error: unknown): Trouble => ({
  kind: 'broke',
  message: `A part of the panel could not be loaded (${error instanceof Error ? error.message : error}). Close the panel and open it again.`,
})

function takeIn(
  { waiting, beyond: unlisted, told, older }: NewsState,
  sent: SentNews,
): Partial<NewsState> {
  const live = { isLive: true, trouble: null }
  if ('notices' in sent) {
    // What newer ones push out of the first page goes on being shown where more than it is.
    const beyond = older.length > 0 ? [...(told?.notices ?? []), ...older] : []
    return { ...live, told: sent, older: withoutTwice(beyond, sent) }
  }
  if ('handoffs' in sent) {
    const listed = sortWaiting(sent.handoffs.filter(({ end }) => end === null))
    const beyond = Math.max(0, (sent.total ?? 0) - sent.handoffs.length)
    return { ...live, waiting: listed, beyond }
  }
  if (sent.end) return { ...live, ...takeOut(waiting, unlisted, sent.id) }
  const { isChanged, ...handoff } = sent
  // What waited unlisted until now is listed from now on, and counted once.
  const left = isChanged ? takeOut(waiting, unlisted, sent.id) : undefined
  return {
    ...{ ...live, beyond: left?.beyond ?? unlisted },
    waiting: sortWaiting([...without(waiting ?? [], sent.id), handoff]),
  }
}

/** What is over and was not listed was one of those beyond. */
function takeOut(
  waiting: NewsState['waiting'],
  beyond: number,
  id: string,
): Pick<NewsState, 'waiting' | 'beyond'> {
  const left = waiting && without(waiting, id)
  const wasListed = left?.length !== waiting?.length
  return { waiting: left, beyond: wasListed ? beyond : Math.max(0, beyond - 1) }
}

const without = (waiting: readonly HandoffSummary[], id: string): HandoffSummary[] =>
  waiting.filter((one) => one.id !== id)

function withoutTwice(older: readonly Notice[], told: Notices | null): Notice[] {
  const shown = new Set(told?.notices.map(({ id }) => id))
  return older.filter(({ id }) => !shown.has(id) && shown.add(id))
}

function markRead(
  { older }: NewsState,
  { notices, unread }: Notices,
  ids: readonly string[] | undefined,
  readAt: string,
): Pick<NewsState, 'told' | 'older'> {
  const isRead = ({ id, readAt }: Notice) => readAt === null && (ids?.includes(id) ?? true)
  const read = [...notices, ...older].filter(isRead).length
  const mark = (one: Notice) => (isRead(one) ? { ...one, readAt } : one)
  return {
    told: { notices: notices.map(mark), unread: ids === undefined ? 0 : unread - read },
    older: older.map(mark),
  }
}
