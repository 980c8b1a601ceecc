/**
 * The clock of a ticket: runs while one works on it, and on no other ticket meanwhile.
 *
 * One clock runs per browser profile, guarded by a lock; a panel that begins to work asks the
 * one that holds it to stop. A running stretch is written down every few seconds under the id
 * its event will have, so that a crash loses seconds and nothing counts twice. Without a key,
 * a click or a step for five minutes, here or in the ticket's page, it ends where the last of
 * them was; that time can be counted all the same by one click.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalStore } from '../../client/local-store.ts'
import { CLOCK_LOCK, LEAST_MS, recordStretches } from '../../client/record-stretches.ts'
import type { Locks } from '../../client/tokens.ts'

export interface ClockState {
  sessionId: string | null
  from: number | null
  /** Until when it is known to have run. */
  to: number | null
  /** A time in which nothing was done and that is not counted; open while it lasts. */
  idle: { sessionId: string; from: number; to: number | null } | null
}

export interface WorkClock extends StoreApi<ClockState> {
  /** Work on this session: starts its clock, or keeps it going. */
  touch(sessionId: string): void
  /** Ends what runs and tells it to the record. */
  stop(): Promise<void>
  /**
   * Another session is in front, or none: what runs ends, and what is idle grows no further,
   * but for that of the one in front.
   */
  leave(inFront?: string): Promise<void>
  /** Called every few seconds. */
  tick(): Promise<void>
  /** Counts the idle time as worked. */
  countIdle(): Promise<void>
  /** What a crash left behind, recorded as far as it got. */
  recover(): Promise<void>
}

export interface ClockDeps {
  db: LocalStore
  locks: Locks
  now: () => number
  newId: () => string
  /** Records a stretch under an id; doing it twice counts once. */
  tell: (sessionId: string, stretch: { id: string; from: string; to: string }) => Promise<void>
  /** Other panels of the profile. */
  channel: { post(message: 'stop'): void; hear(tell: () => void): () => void }
}

export const IDLE_MS = 5 * 60_000
export const TICK_MS = 10_000
const PATIENCE_MS = 3000

export function createWorkClock(deps: ClockDeps): WorkClock {
  const { db, locks, now } = deps
  const store = createStore<ClockState>(() => ({
    sessionId: null,
    from: null,
    to: null,
    idle: null,
  }))
  let stretchId = ''
  let lastTouch = 0
  let release: (() => void) | undefined
  let turns: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = turns.then(run, run)
    turns = turn.catch(() => undefined)
    return turn
  }

  const checkpoint = async (to: number) => {
    const { sessionId, from } = store.getState()
    if (sessionId === null || from === null) return
    store.setState({ to })
    await db.stretches.put({ id: stretchId, sessionId, from: iso(from), to: iso(to) })
  }

  /** False when another panel does not let go in time; the next act tries again. */
  const holdLock = () =>
    new Promise<boolean>((resolve) => {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      locks
        .request(CLOCK_LOCK, { signal }, () => {
          resolve(true)
          return new Promise<void>((free) => {
            release = free
          })
        })
        .catch(() => resolve(false))
    })

  const start = async (sessionId: string) => {
    deps.channel.post('stop')
    if (!(await holdLock())) return
    stretchId = deps.newId()
    const from = now()
    const { idle } = store.getState()
    store.setState({
      sessionId,
      from,
      to: from,
      idle: idle && idle.to === null ? { ...idle, to: from } : idle,
    })
    await checkpoint(from)
  }

  const end = async (to: number) => {
    const { sessionId, from } = store.getState()
    if (sessionId === null || from === null) return
    const id = stretchId
    store.setState({ sessionId: null, from: null, to: null })
    release?.()
    release = undefined
    if (to - from >= LEAST_MS) await deps.tell(sessionId, { id, from: iso(from), to: iso(to) })
    await db.stretches.delete(id)
  }

  const stop = () => inTurn(() => end(now()))
  const leave = (inFront?: string) =>
    inTurn(async () => {
      const { sessionId, idle } = store.getState()
      // First, since it needs no disk.
      if (idle && idle.to === null && idle.sessionId !== inFront) {
        store.setState({ idle: { ...idle, to: now() } })
      }
      if (sessionId !== inFront) await end(now())
    })
  // Work goes on elsewhere: what was idle here is no time of both tickets.
  deps.channel.hear(() => void leave())

  return Object.assign(store, {
    touch(sessionId: string) {
      lastTouch = now()
      if (store.getState().sessionId === sessionId) return
      void inTurn(async () => {
        if (store.getState().sessionId === sessionId) return
        await end(now())
        await start(sessionId)
      })
    },
    stop,
    leave,
    tick: () =>
      inTurn(async () => {
        const { sessionId } = store.getState()
        if (sessionId === null) return
        if (now() - lastTouch < IDLE_MS) return checkpoint(now())
        const idle = { sessionId, from: lastTouch, to: null }
        await end(lastTouch)
        store.setState({ idle })
      }),
    countIdle: () =>
      inTurn(async () => {
        const { idle } = store.getState()
        if (!idle) return
        store.setState({ idle: null })
        const { sessionId, from, to } = idle
        await deps.tell(sessionId, { id: deps.newId(), from: iso(from), to: iso(to ?? now()) })
      }),
    recover: () =>
      locks.request(CLOCK_LOCK, { ifAvailable: true }, async (lock) => {
        if (lock) await recordStretches(db, deps.tell)
      }),
  })
}

const iso = (ms: number): string => new Date(ms).toISOString()
