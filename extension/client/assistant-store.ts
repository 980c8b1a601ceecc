/**
 * FlowPilot in one session as this surface sees it: the turn that runs, what was asked here and
 * has not arrived, what is being typed. What a turn yields is in the record and is not held here.
 *
 * Nothing typed is lost: it is on disk, masked, until the server has it, and asked again under the
 * same id. How a turn is heard, and when it is over, stands in `hear-turns.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { StartTurn, StopTurn, type TurnCause } from '#shared/assistant/contract.ts'
import { backoffMs, waitMs } from './backoff.ts'
import { type FailedTurn, hearTurns, type RunningTurn } from './hear-turns.ts'
import { type Ask, createWordKeeper, readKeptWords } from './kept-words.ts'
import { whenSent } from './send-in-turn.ts'
import type { SessionDeps } from './session-deps.ts'
import type { SessionState, SessionStore } from './session-store.ts'
import { isPassing, type Trouble } from './trouble.ts'

export interface AssistantState {
  isLoaded: boolean
  typed: string
  /** In the order they will be sent; the first is being sent or waits. */
  asks: readonly Ask[]
  /** Why the first does not go out now. */
  waitsFor: Trouble | 'turn' | null
  /** What the server would not take, in its words; the text is back in the composer. */
  refusal: string | null
  turn: RunningTurn | null
  /** Turns of this panel in which it was to think harder. */
  deep: ReadonlySet<string>
  /** The last turn, when it ended without a usable answer. */
  ended: FailedTurn | null
}

export interface AssistantStore extends StoreApi<AssistantState> {
  type(text: string): void
  /** Asks for a turn, now or when it can be; words are kept until then. */
  ask(cause: TurnCause, words?: Words): void
  /** Ends the running turn; what it has said stays. */
  stop(): Promise<void>
  /** Takes back what has not been sent; the words return to the composer. */
  takeBack(turnId: string): void
  close(): void
}

export interface Words {
  text?: string
  isDeep?: boolean
  /** Said before, and not what is being typed. */
  isAgain?: boolean
}

export interface AssistantDeps
  extends Pick<SessionDeps, 'db' | 'client' | 'online' | 'wait' | 'random' | 'now' | 'newId'> {
  session: Pick<
    SessionStore,
    'sessionId' | 'getState' | 'subscribe' | 'send' | 'catchUp' | 'follow'
  >
  /** Without its secrets, and without what was marked in the session. */
  mask: (text: string) => Promise<string>
  /** Runs it with the next drawing. */
  onFrame: (run: () => void) => void
}

export function createAssistantStore(deps: AssistantDeps): AssistantStore {
  const { session, db } = deps
  const { sessionId } = session
  const store = createStore<AssistantState>(() => ({
    isLoaded: false,
    typed: '',
    asks: [],
    waitsFor: null,
    refusal: null,
    turn: null,
    deep: new Set(),
    ended: null,
  }))
  const { getState: get, setState: set } = store
  const closed = new AbortController()
  const keep = createWordKeeper(db, sessionId, deps.now)
  let sending: Promise<void> | undefined
  let wake = new AbortController()
  /** Turns that may have begun: their answer is not here yet, or was lost. */
  const mayHaveBegun = new Set<string>()

  /** Masked once: asked again under the same id it is the same words, whatever was marked since. */
  const sent = new Map<string, Promise<string>>()
  const maskAsk = async (one: Ask): Promise<Ask> => {
    const text = sent.get(one.turnId) ?? deps.mask(one.text)
    sent.set(one.turnId, text)
    return { ...one, text: await text }
  }
  const readMasked = async () => {
    const { typed, asks } = get()
    return { typed: await deps.mask(typed), asks: await Promise.all(asks.map(maskAsk)) }
  }
  const keepWords = () => void keep(readMasked)

  const load = async () => {
    const kept = await readKeptWords(db, sessionId)
    if (closed.signal.aborted) return
    for (const one of kept.asks) {
      sent.set(one.turnId, Promise.resolve(one.text))
      mayHaveBegun.add(one.turnId)
    }
    set(({ typed, asks }) => ({
      isLoaded: true,
      typed: typed || kept.typed,
      asks: [...kept.asks, ...asks],
    }))
    follow()
    void send()
  }

  // Asking.

  const ask: AssistantStore['ask'] = (cause, words = {}) => {
    const { text = '', isDeep = false, isAgain = false } = words
    const { asks, deep } = get()
    // A turn looks at everything that is new: what waits already will see this as well, but not
    // one that is on its way, which may have begun before.
    const waiting = asks.find(({ turnId }) => !mayHaveBegun.has(turnId))
    if (cause === 'recorded' && waiting) {
      readUpTo(waiting, null)
      return void send()
    }
    const one: Ask = { turnId: deps.newId(), cause, text: text.trim(), isDeep, reads: null }
    const typed = cause === 'message' && !isAgain ? '' : get().typed
    set({ asks: [...asks, one], typed, refusal: null, ended: null })
    if (isDeep) set({ deep: new Set(deep).add(one.turnId) })
    keepWords()
    void send()
  }

  const readUpTo = ({ turnId }: Ask, reads: number | null) => {
    set(({ asks }) => ({
      asks: asks.map((one) => (one.turnId === turnId ? { ...one, reads } : one)),
    }))
    keepWords()
  }

  const send = (): Promise<void> => {
    wake.abort()
    wake = new AbortController()
    sending ??= sendAsks().finally(() => {
      sending = undefined
    })
    return sending
  }

  const sendAsks = async () => {
    for (let failures = 0; !closed.signal.aborted && get().isLoaded; ) {
      const [first] = get().asks
      if (!first) return set({ waitsFor: null })
      const came = await sendAsk(first)
      if (came === 'sent') failures = 0
      else {
        failures += 1
        set({ waitsFor: came })
        const again = AbortSignal.any([wake.signal, closed.signal])
        const { random } = deps
        const ms = came === 'turn' ? backoffMs(failures, random) : waitMs(came, failures, random)
        await deps.wait(ms, again)
      }
    }
  }

  const sendAsk = async (one: Ask): Promise<'sent' | 'turn' | Trouble> => {
    // Without a server the record is tried for as long as that takes: the words say that they wait.
    await whenSent(session, isAllSent, closed.signal)
    const { pending, version, trouble } = session.getState()
    const isRecordSent = pending.length === 0 && version > 0
    const now = get().asks.find(({ turnId }) => turnId === one.turnId) ?? one
    const reads = now.reads ?? (one.cause === 'recorded' && isRecordSent ? version : null)
    if (reads !== now.reads) readUpTo(one, reads)
    if (get().turn) return 'turn'
    if (!isRecordSent) return trouble ?? NOT_SENT
    mayHaveBegun.add(one.turnId)
    const answer = await deps.client.ask(
      StartTurn,
      { sessionId, ...(await maskAsk({ ...one, reads })) },
      { signal: closed.signal },
    )
    if (closed.signal.aborted) return 'sent'
    if (answer.ok) {
      done(one)
      // Results may be looked at by a turn that a colleague, or another panel, has asked for.
      if (answer.value.state === 'running') begin(answer.value.id)
      void session.catchUp()
      return 'sent'
    }
    const { trouble: why } = answer
    // Another turn runs: this one's time comes. Any other conflict is for a person to settle.
    if (why.code === 'conflict' && why.retryAfterMs !== undefined) {
      mayHaveBegun.delete(one.turnId)
      return 'turn'
    }
    if (isPassing(why)) return why
    done(one)
    set(({ typed }) => ({ refusal: why.message, typed: typed || one.text }))
    keepWords()
    return 'sent'
  }

  const done = ({ turnId }: Ask) => {
    sent.delete(turnId)
    mayHaveBegun.delete(turnId)
    set(({ asks }) => ({ asks: asks.filter((other) => other.turnId !== turnId), waitsFor: null }))
    keepWords()
  }

  const { begin, settle, follow, stopFollowing, look } = hearTurns(deps, {
    closed: closed.signal,
    turn: () => get().turn,
    setTurn: (turn) => set({ turn }),
    onFailed: (ended) => set({ ended }),
    onSettled: () => void send(),
  })
  const unsubscribe = session.subscribe(() => {
    look()
    follow()
  })
  const unwatch = deps.online.watch(() => {
    if (!deps.online.is()) return stopFollowing()
    follow()
    void send()
  })

  void load()

  return Object.assign(store, {
    ask,
    type(typed: string) {
      set({ typed })
      keepWords()
    },
    async stop() {
      const { turn } = get()
      if (!turn || turn.isStopping) return
      set({ turn: { ...turn, isStopping: true } })
      const { turnId } = turn
      const answer = await deps.client.ask(StopTurn, { sessionId, turnId })
      if (answer.ok) {
        await session.catchUp()
        return settle(turnId)
      }
      const now = get().turn
      set({
        refusal: `It could not be stopped. ${answer.trouble.message}`,
        ...(now?.turnId === turnId ? { turn: { ...now, isStopping: false } } : {}),
      })
    },
    takeBack(turnId: string) {
      const one = get().asks.find((a) => a.turnId === turnId)
      if (!one) return
      set(({ typed }) => ({ typed: typed || one.text }))
      done(one)
    },
    close() {
      closed.abort()
      unsubscribe()
      unwatch()
    },
  })
}

const isAllSent = ({ pending }: SessionState) => (pending.length === 0 ? 'sent' : undefined)

const NOT_SENT: Trouble = {
  kind: 'unreachable',
  message: 'Your last steps have not reached the server yet.',
}
