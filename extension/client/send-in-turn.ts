/**
 * Sends what waits on disk, the oldest first, by one panel of this browser at a time.
 *
 * What fails for a while is tried again, later each time and never before the server says. What
 * fails for itself alone (its session is stuck, the server breaks over it) holds up only its own
 * lane. What looks as if it would fail for all ends the round, and the next one begins with
 * another: a file that a proxy cuts looks like a server that is away. What only a person can mend
 * stays where it is until sending is asked for again.
 */
import { waitMs } from './backoff.ts'
import type { LocalStore } from './local-store.ts'
import type { SessionState, SessionStore } from './session-store.ts'
import type { Locks } from './tokens.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface InTurnDeps {
  db: LocalStore
  locks: Locks
  open: (sessionId: string) => Promise<SessionStore>
  isOnline: () => boolean
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => string
  signal: AbortSignal
}

export interface Waiting {
  id: string
  /** Of one lane the first goes before the second. */
  lane: string
}

export interface Line {
  /** Names the lock under which one panel sends. */
  name: string
  waiting(): Promise<readonly Waiting[]>
  /** What keeps it here; null when it is settled, so that it waits no more. */
  send(id: string): Promise<Trouble | null>
  /** Why something waits still; null when nothing stands in the way. */
  tell?(trouble: Trouble | null): void
  /** Nothing is sent any more. */
  rest(): void
}

interface Lanes {
  /** What a person has to mend. */
  left: Set<string>
  /** How often: who has failed goes behind the others. */
  failed: Map<string, number>
}

/** Gives the function that sends what waits; it resolves when nothing is sent any more. */
export function sendInTurn(deps: InTurnDeps, line: Line): () => Promise<void> {
  let flushing: Promise<void> | undefined
  let isWanted = false
  let wake = new AbortController()
  let failures = 0

  const flush = (): Promise<void> => {
    isWanted = true
    wake.abort()
    wake = new AbortController()
    const lock = `resolutionflow:${line.name}:${deps.db.name}`
    flushing ??= deps.locks.request(lock, {}, run).finally(() => {
      flushing = undefined
      line.rest()
    })
    return flushing
  }

  const run = async () => {
    const lanes: Lanes = { left: new Set(), failed: new Map() }
    for (failures = 0; !deps.signal.aborted; ) {
      if (isWanted) lanes.left.clear()
      isWanted = false
      const trouble = await sendRound(lanes)
      if (trouble) {
        failures += 1
        if (!deps.isOnline()) return
        // Somebody who asks may end a wait of our own, but not one the server asks for.
        const early = trouble.retryAfterMs === undefined ? [wake.signal] : []
        const ended = AbortSignal.any([...early, deps.signal])
        await deps.wait(waitMs(trouble, failures, deps.random), ended)
      } else if (!isWanted) return
    }
  }

  /** Once through all that waits; gives the trouble after which it is tried again. */
  const sendRound = async ({ left, failed }: Lanes): Promise<Trouble | undefined> => {
    const aside = new Set(left)
    const timesFailed = ({ lane }: Waiting) => failed.get(lane) ?? 0
    let first: Trouble | undefined
    let passing: Trouble | undefined
    while (!deps.signal.aborted) {
      const [next] = (await line.waiting())
        .filter(({ lane }) => !aside.has(lane))
        .sort((a, b) => timesFailed(a) - timesFailed(b))
      if (!next) break
      const trouble = await line.send(next.id)
      if (!trouble) {
        failures = 0
        failed.delete(next.lane)
        continue
      }
      first ??= trouble
      line.tell?.(first)
      aside.add(next.lane)
      failed.set(next.lane, timesFailed(next) + 1)
      if (isPassing(trouble)) passing = later(trouble, passing)
      else left.add(next.lane)
      if (isOfAll(trouble)) return passing
    }
    if (!first && left.size === 0) line.tell?.(null)
    return passing
  }

  return flush
}

/** Everything else that is asked would meet it too, as far as one can tell. */
const isOfAll = (trouble: Trouble): boolean =>
  trouble.kind !== 'broke' && (trouble.kind !== 'refused' || isPassing(trouble))

const later = (one: Trouble, other: Trouble | undefined): Trouble =>
  other && (other.retryAfterMs ?? 0) > (one.retryAfterMs ?? 0) ? other : one

/**
 * Sends a session's record and waits until `look` sees what it looks for, or something stands in
 * the way, which is not waited out here. Null when all this ends.
 */
export function whenSent<Seen extends string>(
  session: Pick<SessionStore, 'send' | 'getState' | 'subscribe'>,
  look: (state: SessionState) => Seen | undefined,
  signal: AbortSignal,
): Promise<Seen | Trouble | null> {
  const { trouble: old } = session.getState()
  // What stood in the way before may have passed, unless the server said how long it stays.
  let isTriedAnew = old === null || old.retryAfterMs !== undefined
  const inTheWay = ({ sync, trouble, storageTrouble }: SessionState): Trouble | undefined => {
    if (storageTrouble) return { kind: 'broke', message: storageTrouble }
    isTriedAnew ||= sync === 'sending'
    return (isTriedAnew && sync !== 'sending' && trouble) || undefined
  }
  void session.send()
  return new Promise((resolve) => {
    const see = () => {
      const state = session.getState()
      const seen = look(state) ?? inTheWay(state)
      if (seen === undefined && !signal.aborted) return
      unsubscribe()
      signal.removeEventListener('abort', see)
      resolve(seen ?? null)
    }
    const unsubscribe = session.subscribe(see)
    signal.addEventListener('abort', see)
    see()
  })
}
