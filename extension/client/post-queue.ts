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
import type { PostRow } from './local-store.ts'
import { type InTurnDeps, sendInTurn, whenSent } from './send-in-turn.ts'
import type { SessionState } from './session-store.ts'
import { isPassing, type Trouble } from './trouble.ts'

/** Somebody who joined is looked up first, and the server ends that reading before this. */
export const PATIENCE_MS = 60_000

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

export interface PostQueueDeps extends InTurnDeps {
  client: Pick<Client, 'ask'>
}

export function createPostQueue(deps: PostQueueDeps): PostQueue {
  const { db } = deps
  const store = createStore<PostQueueState>(() => ({ rows: [], trouble: null, isSending: false }))

  const load = async () => {
    store.setState({ rows: await db.posts.by('at') })
  }

  const send = async (writeId: string): Promise<Trouble | null> => {
    const row = await db.posts.get(writeId)
    if (!row) return null
    store.setState({ isSending: true })
    const session = await deps.open(row.sessionId)
    const isSent = ({ pending }: SessionState) => (pending.length === 0 ? 'sent' : undefined)
    const sent = await whenSent(session, isSent, deps.signal)
    if (sent !== 'sent') return sent
    const { PostNote } = await import('#shared/note/contract.ts')
    const given = { signal: deps.signal, patienceMs: PATIENCE_MS }
    const answer = await deps.client.ask(PostNote, row.request, given)
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

  const flush = sendInTurn(deps, {
    name: 'post',
    // Notes of one ticket go in the order they were confirmed.
    waiting: async () =>
      (await db.posts.by('at'))
        .filter((row) => row.state === 'waiting')
        .map((row) => ({ id: row.writeId, lane: row.sessionId })),
    send,
    tell: (trouble) => store.setState({ trouble }),
    rest: () => store.setState({ isSending: false }),
  })

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
