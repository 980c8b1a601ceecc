/**
 * One session as this surface sees it: the folded record with what is not sent yet on top.
 *
 * Local first. `record` shows its result at once and resolves when the event is safely in
 * this browser; a loop sends what waits, and offline is only a long delay. State is
 * `fold(stored) + pending`, kept incrementally, so an answer costs the same at event 2,000
 * as at event 10. Other panels of the same person share the database, are told over a
 * channel, and take turns at sending under one lock; what others did comes with each answer
 * and over the live stream. An event the server refuses is told with its reason and its
 * text is kept until a person is done with it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyEvent } from '#shared/session/apply-event.ts'
import type { EventData, SessionEvent, StoredEvent } from '#shared/session/event.ts'
import { foldSession } from '#shared/session/fold-session.ts'
import type { EventRefusal } from '#shared/session/refusal.ts'
import type { Session } from '#shared/session/session.ts'
import type { EventRow } from './local-store.ts'
import { createRecordSender, type RefusedAnswer } from './record-sender.ts'
import {
  forgetRefused,
  keepPending,
  readRecord,
  readSince,
  type ShelvedRecord,
  settle,
} from './record-shelf.ts'
import type { SessionDeps } from './session-deps.ts'
import { summarise } from './summarise-session.ts'
import type { Trouble } from './trouble.ts'

export interface RefusedEvent {
  event: SessionEvent
  code: string
  message: string
}

export interface SessionState {
  isLoaded: boolean
  /** As the server holds it, as far as we know. */
  stored: Session | null
  version: number
  /** Made here, not stored yet, in order. */
  pending: readonly SessionEvent[]
  /** What is shown: `stored` with `pending` on top. */
  session: Session | null
  refused: readonly RefusedEvent[]
  sync: 'idle' | 'sending' | 'waiting'
  trouble: Trouble | null
  /** This browser could not store an event: shown in red, since nothing else protects it. */
  storageTrouble: string | null
}

export type Recorded =
  | { ok: true; ids: string[]; kept: Promise<boolean> }
  | { ok: false; refusal: EventRefusal }

export interface SessionStore extends StoreApi<SessionState> {
  readonly sessionId: string
  /** Stamps and applies what happened; all of it or, when one does not fit, none. */
  record(data: readonly EventData[], ids?: readonly string[]): Recorded
  /** Sends what waits, now. Resolves when nothing waits or it has to wait. */
  send(): Promise<void>
  /** Follows the record live until `close`; called while a surface shows it. */
  follow(): void
  dismissRefused(id: string): Promise<void>
  /** Reads what others did since; for when the live stream is not there. */
  catchUp(): Promise<void>
  /** Shows what is kept; `record` where that was read already. */
  load(record?: ShelvedRecord): Promise<void>
  close(): void
}

export function createSessionStore(deps: SessionDeps, sessionId: string): SessionStore {
  const { db } = deps
  const store = createStore<SessionState>(() => ({
    isLoaded: false,
    stored: null,
    version: 0,
    pending: [],
    session: null,
    refused: [],
    sync: 'idle',
    trouble: null,
    storageTrouble: null,
  }))
  const closed = new AbortController()
  /** Made here and not yet on disk: all that memory knows better than the database. */
  let unwritten: SessionEvent[] = []
  let disk: Promise<unknown> = Promise.resolve()
  let isFollowWanted = false
  let following: AbortController | undefined

  /** Reads and writes of this store happen one after the other, so that none sees half of another. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = disk.then(run, run)
    disk = turn.catch(() => undefined)
    return turn
  }

  const load: SessionStore['load'] = (record) =>
    inTurn(async () => {
      const { stored, pending, refused } = record ?? (await readRecord(db, sessionId))
      if (closed.signal.aborted) return
      const base = foldSession(stored.map((row) => row.event)).session
      const made = [...pending.map((row) => row.event), ...unwritten]
      store.setState({
        isLoaded: true,
        stored: base,
        version: stored.length,
        pending: made,
        session: foldSession(made, base).session,
        refused: refused.map(tellRefused),
      })
    })

  /** Takes what is on disk since our version: one more event costs one more event. */
  const refresh = () =>
    inTurn(async () => {
      const { version, stored: from } = store.getState()
      const { stored, pending, refused } = await readSince(db, sessionId, version)
      if (closed.signal.aborted) return
      const base = foldSession(
        stored.map((row) => row.event),
        from,
      ).session
      const made = [...pending.map((row) => row.event), ...unwritten]
      const before = store.getState()
      const isSame = stored.length === 0 && isSameList(made, before.pending)
      store.setState({
        stored: base,
        version: version + stored.length,
        pending: made,
        session: isSame ? before.session : foldSession(made, base).session,
        refused: refused.map(tellRefused),
      })
    })

  const takeIn = async (events: readonly StoredEvent[], refused: readonly RefusedAnswer[] = []) => {
    await settle(db, sessionId, events, refused)
    await refresh()
    deps.channel.post(sessionId)
    void keepSummary()
    if (isFollowWanted) follow()
  }

  const keepSummary = async () => {
    const { session } = store.getState()
    if (!session) return
    try {
      await db.sessions.put(summarise(sessionId, session))
    } catch {
      // A list entry; the events themselves are what must be kept, and those are told of.
    }
  }

  const record: SessionStore['record'] = (data, ids) => {
    const state = store.getState()
    let session = state.session
    const events: SessionEvent[] = []
    for (const [i, one] of data.entries()) {
      const event = { id: ids?.[i] ?? deps.newId(), at: deps.now(), by: deps.me, data: one }
      const applied = applyEvent(session, event)
      if (!applied.ok) return { ok: false, refusal: applied.refusal }
      session = applied.session
      events.push(event)
    }
    unwritten = [...unwritten, ...events]
    store.setState({ session, pending: [...state.pending, ...events] })
    const kept = inTurn(keep)
    void kept.then((isKept) => {
      if (isKept) void send()
    })
    return { ok: true, ids: events.map((event) => event.id), kept }
  }

  /** Everything not on disk yet, what failed to get there before included. */
  const keep = async (): Promise<boolean> => {
    try {
      const events = unwritten
      await keepPending(db, sessionId, events)
      const written = new Set(events.map((event) => event.id))
      unwritten = unwritten.filter((event) => !written.has(event.id))
      store.setState({ storageTrouble: null })
      deps.channel.post(sessionId)
      void keepSummary()
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      store.setState({
        storageTrouble: `This browser could not store your last step (${why}). Free some disk space and keep this panel open until it is sent.`,
      })
      return false
    }
  }

  const send = createRecordSender(
    deps,
    sessionId,
    {
      version: () => store.getState().version,
      refresh,
      takeIn,
      tell: (state) => store.setState(state),
    },
    closed.signal,
  )

  const follow = () => {
    isFollowWanted = true
    if (closed.signal.aborted || following || !deps.online.is()) return
    // What the server has not got yet cannot be followed; the first answer calls again.
    if (store.getState().version === 0) return
    const mine = new AbortController()
    following = mine
    void followLoop(AbortSignal.any([mine.signal, closed.signal])).finally(() => {
      if (following === mine) following = undefined
    })
  }

  const followLoop = async (signal: AbortSignal) => {
    const { wait, random, client } = deps
    const { followRecord } = await import('./follow-record.ts')
    const after = () => store.getState().version
    const steps = followRecord({ open: client.open, wait, random }, sessionId, after, signal)
    for await (const step of steps) {
      if (step.kind === 'came') await takeIn([step.value].flat())
    }
  }

  const unhear = deps.channel.hear((id) => {
    if (id === sessionId && store.getState().isLoaded) void refresh()
  })
  const unwatch = deps.online.watch(() => {
    if (!deps.online.is()) {
      following?.abort()
      following = undefined
      return
    }
    void send()
    if (isFollowWanted) follow()
  })

  return Object.assign(store, {
    sessionId,
    record,
    send,
    follow,
    load,
    async catchUp() {
      const { ReadEvents } = await import('#shared/session/contract.ts')
      const { version } = store.getState()
      const answer = await deps.client.ask(ReadEvents, { sessionId, after: version })
      if (answer.ok && answer.value.events.length > 0) await takeIn(answer.value.events)
    },
    async dismissRefused(id: string) {
      await forgetRefused(db, id)
      await refresh()
    },
    close() {
      closed.abort()
      unhear()
      unwatch()
    },
  })
}

const isSameList = (a: readonly SessionEvent[], b: readonly SessionEvent[]): boolean =>
  a.length === b.length && a.every((event, i) => event.id === b[i]?.id)

const tellRefused = ({ event, refusal }: EventRow): RefusedEvent => ({
  event,
  code: refusal?.code ?? 'refused',
  message: refusal?.message ?? 'The server did not take this.',
})
