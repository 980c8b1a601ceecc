/**
 * Notes on their way to the server: confirmed here, sent once, in order, network or not.
 *
 * A note waits on disk until the server has answered for it; its `writeId` makes sending
 * again harmless, so a lost answer or a second panel posts nothing twice. The events of its
 * session go first, since the server writes only for a record it holds. A refusal stays with
 * its reason until the person has confirmed anew or is done with it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PostNote } from '#shared/note/contract.ts'
import type { RequestOf } from '#shared/route.ts'
import type { Client } from '../client.ts'
import { waitMs } from './backoff.ts'
import type { LocalStore, PostRow } from './local-store.ts'
import type { SessionStore } from './session-store.ts'
import type { Locks } from './tokens.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface PostQueueState {
  rows: readonly PostRow[]
  /** Why those that wait still wait. */
  trouble: Trouble | null
  isSending: boolean
}

export interface PostQueue extends StoreApi<PostQueueState> {
  add(request: RequestOf<typeof PostNote>): Promise<void>
  flush(): Promise<void>
  drop(writeId: string): Promise<void>
  load(): Promise<void>
}

export interface PostQueueDeps {
  db: LocalStore
  client: Pick<Client, 'ask'>
  locks: Locks
  open: (sessionId: string) => Promise<SessionStore>
  isOnline: () => boolean
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => string
  signal: AbortSignal
}

export function createPostQueue(deps: PostQueueDeps): PostQueue {
  const { db } = deps
  const store = createStore<PostQueueState>(() => ({ rows: [], trouble: null, isSending: false }))
  let flushing: Promise<void> | undefined
  let isWanted = false

  const load = async () => {
    store.setState({ rows: await db.posts.by('at') })
  }

  const flush = (): Promise<void> => {
    isWanted = true
    flushing ??= deps.locks.request(`resolutionflow:post:${db.name}`, {}, run).finally(() => {
      flushing = undefined
      store.setState({ isSending: false })
    })
    return flushing
  }

  const run = async () => {
    for (let failures = 0; !deps.signal.aborted; ) {
      isWanted = false
      const next = (await db.posts.by('at')).find((row) => row.state === 'waiting')
      if (!next) {
        if (isWanted) continue
        return store.setState({ trouble: null })
      }
      store.setState({ isSending: true })
      const trouble = await send(next)
      store.setState({ trouble })
      if (!trouble) failures = 0
      else {
        failures += 1
        if (!isPassing(trouble) || !deps.isOnline()) return
        await deps.wait(waitMs(trouble, failures, deps.random), deps.signal)
      }
    }
  }

  const send = async (row: PostRow): Promise<Trouble | null> => {
    const session = await deps.open(row.sessionId)
    await session.send()
    const { pending, trouble } = session.getState()
    if (pending.length > 0 && trouble) return trouble
    const { PostNote } = await import('#shared/note/contract.ts')
    const answer = await deps.client.ask(PostNote, row.request, { signal: deps.signal })
    if (answer.ok) {
      await db.posts.delete(row.writeId)
      await session.catchUp()
    } else {
      const { kind, code = 'refused', message } = answer.trouble
      if (isPassing(answer.trouble) || kind !== 'refused') return answer.trouble
      // Only if it is still here: the person may have dropped it meanwhile.
      if (await db.posts.get(row.writeId)) {
        await db.posts.put({ ...row, state: 'refused', refusal: { code, message } })
      }
    }
    await load()
    return null
  }

  return Object.assign(store, {
    load,
    flush,
    async add(request: RequestOf<typeof PostNote>) {
      const { writeId, sessionId } = request
      await db.posts.put({ writeId, sessionId, at: deps.now(), state: 'waiting', request })
      await load()
      void flush()
    },
    async drop(writeId: string) {
      await db.posts.delete(writeId)
      await load()
    },
  })
}
