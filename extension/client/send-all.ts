/**
 * Sends all that waits in this browser, over every session: before somebody signs out.
 *
 * A panel beside it may be sending the same; they take turns by the same locks, and what the other
 * has sent is found sent. It does not wait out what stands in the way, but gives it back; a panel
 * that waits it out holds the lock meanwhile, so the server is asked first whether it is there.
 */
import { WhoAmI } from '#shared/person/contract.ts'
import { createFileQueue } from './file-queue.ts'
import { createHandovers, type Handovers } from './handovers.ts'
import { createPostQueue } from './post-queue.ts'
import { CLOCK_LOCK, recordStretches } from './record-stretches.ts'
import { whenSent } from './send-in-turn.ts'
import type { SessionDeps } from './session-deps.ts'
import { createSessionStore, type SessionStore } from './session-store.ts'
import type { Trouble } from './trouble.ts'
import { canBeSent, readWhatWaits } from './what-waits.ts'

/** A clock that was told to stop lets go by then. */
const PATIENCE_MS = 3000

/** Null when nothing stands in the way any more, or when `signal` ends it. */
export async function sendAll(deps: SessionDeps, signal: AbortSignal): Promise<Trouble | null> {
  const { db } = deps
  const closed = new AbortController()
  const opened = new Map<string, Promise<SessionStore>>()
  const open = (sessionId: string) => {
    const store = createSessionStore(deps, sessionId)
    const loaded = opened.get(sessionId) ?? store.load().then(() => store)
    opened.set(sessionId, loaded)
    return loaded
  }
  const ended = AbortSignal.any([closed.signal, signal])
  try {
    await recordClock(deps, open)
    if (!canBeSent(await readWhatWaits(db))) return null
    const reached = await deps.client.ask(WhoAmI, {}, { signal: ended })
    if (!reached.ok) return signal.aborted ? null : reached.trouble
    for (const sessionId of new Set((await db.events.by('state', 'pending')).map(idOf))) {
      const sent = await whenSent(await open(sessionId), isSent, ended)
      if (sent !== 'sent') return sent
    }
    const onTheWay = { ...deps, open, isOnline: deps.online.is, signal: ended }
    const handovers = createHandovers({ ...onTheWay, onHandedOver: () => undefined })
    await handovers.load()
    const heldUp = await untilHandedOver(handovers, ended)
    for (const queue of [createPostQueue(onTheWay), createFileQueue(onTheWay)]) {
      await queue.load()
      const trouble = await untilDone(queue, ended)
      if (trouble) return trouble
    }
    return heldUp
  } finally {
    closed.abort()
    for (const store of opened.values()) void store.then(({ close }) => close())
  }
}

/** Time worked that no record holds yet: of a panel that was closed, or has just been told to stop. */
async function recordClock(
  { db, locks }: SessionDeps,
  open: (sessionId: string) => Promise<SessionStore>,
): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const recorded = locks.request(CLOCK_LOCK, { signal }, () =>
    recordStretches(db, async (sessionId, { id, from, to }) => {
      const done = (await open(sessionId)).record([{ type: 'worked', from, to }], [id])
      if (done.ok) await done.kept
    }),
  )
  await recorded.catch((error: unknown) => {
    // A clock that does not let go still has it, and so has the next panel.
    if (!signal.aborted) throw error
  })
}

/** Until nothing is sent any more, or something is in the way. */
function untilDone(
  queue: ReturnType<typeof createPostQueue> | ReturnType<typeof createFileQueue>,
  signal: AbortSignal,
): Promise<Trouble | null> {
  return new Promise((resolve, reject) => {
    const see = () => {
      const { trouble } = queue.getState()
      if (trouble) resolve(trouble)
    }
    const unsubscribe = queue.subscribe(see)
    signal.addEventListener('abort', () => resolve(null))
    queue
      .flush()
      .then(() => resolve(queue.getState().trouble), reject)
      .finally(unsubscribe)
  })
}

/** Until each was answered, or something is in the way of one. */
async function untilHandedOver(handovers: Handovers, signal: AbortSignal): Promise<Trouble | null> {
  await handovers.flush()
  if (signal.aborted) return null
  const waiting = [...handovers.getState().acts.values()].find(({ state }) => state === 'waiting')
  return waiting?.trouble ?? null
}

const idOf = ({ sessionId }: { sessionId: string }) => sessionId
const isSent = ({ pending }: { pending: readonly unknown[] }) =>
  pending.length === 0 ? ('sent' as const) : undefined
