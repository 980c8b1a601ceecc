/**
 * One's own bell, live. What is read here is read at once and told to the server, which tells the
 * other windows; where that fails it is unread again.
 */
import { ListNotices, type Notices, ReadNotices } from '#shared/notice/contract.ts'
import type { FollowNoticesDeps } from '../../client/follow-notices.ts'
import type { Client } from '../../client.ts'
import { createLiveStore, type Liveness, type LiveStore, type Online } from '../live-store.ts'

interface Told {
  /** None before it was first read. */
  told: Notices | null
}
export type BellState = Told & Liveness

export interface Bell extends LiveStore<Told> {
  /** These were read; all of them where none is named. */
  read(ids?: readonly string[]): Promise<void>
}

export interface BellDeps extends FollowNoticesDeps {
  ask: Client['ask']
  online: Online
}

export function createBell(deps: BellDeps): Bell {
  const store = createLiveStore<Told, Notices>({
    empty: { told: null },
    online: deps.online,
    async listen(signal) {
      const { followNotices } = await import('../../client/follow-notices.ts')
      return followNotices(deps, signal)
    },
    takeIn: (_, told) => ({ told }),
  })
  const take = (told: Notices) => store.setState((state) => ({ ...state, told }))
  return Object.assign(store, {
    async read(ids?: readonly string[]) {
      const { told } = store.getState()
      if (!told || told.unread === 0) return
      take(markRead(told, ids, new Date().toISOString()))
      const answered = await deps.ask(ReadNotices, ids ? { ids: [...ids] } : {})
      if (answered.ok) return take(answered.value)
      const asIs = await deps.ask(ListNotices, {})
      take(asIs.ok ? asIs.value : told)
    },
  })
}

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
