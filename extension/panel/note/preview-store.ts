/**
 * FlowPilot's words for the notes of one session, as far as there are any.
 *
 * The record's own words stand at once and always; these take their place when they arrive and
 * only while the record says what it said when they were made. A change is followed by one
 * question after half a second of quiet, however many there were. Without a server or a model
 * nothing is shown and nothing waits.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Preview, PreviewNote } from '#shared/note/contract.ts'
import type { NoteKind } from '#shared/session/event.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { isPassing } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'

export interface PreviewState {
  /** Being worded now. */
  isWording: boolean
  /** The newest of each kind. */
  previews: Readonly<Partial<Record<NoteKind, Preview>>>
  /** When the text shown was last exchanged under the reader's eyes, by the clock handed in. */
  swappedAtMs: number
  /** The person prefers the record's own words. */
  isOwnWords: boolean
  /** Why there are none, in a sentence. */
  message: string | null
}

export interface PreviewStore extends StoreApi<PreviewState> {
  /** What is shown now: asks for its words when the record is quiet. */
  want(kind: NoteKind): void
  /** Words it anew. */
  refresh(kind: NoteKind): void
  keepOwnWords(isOwnWords: boolean): void
  close(): void
}

export interface PreviewDeps {
  client: Pick<Client, 'ask'>
  session: Pick<SessionStore, 'sessionId' | 'getState' | 'subscribe'>
  timeZone: string
  nowMs: () => number
  later: (run: () => void, ms: number) => () => void
}

/** So long nothing may have changed before anything is asked. */
export const QUIET_MS = 500

export function createPreviewStore(deps: PreviewDeps): PreviewStore {
  const { session, client } = deps
  const { sessionId } = session
  const store = createStore<PreviewState>(() => ({
    isWording: false,
    previews: {},
    swappedAtMs: 0,
    isOwnWords: false,
    message: null,
  }))
  const { getState: get, setState: set } = store
  let wanted: NoteKind | null = null
  let askedFor = ''
  let stopWaiting: (() => void) | undefined
  let asking: AbortController | undefined

  const stateNow = () => session.getState().session?.stateVersion ?? 0
  /** What waits to be sent is not known to the server, so it cannot be worded there yet. */
  const isSent = () => session.getState().pending.length === 0

  const ask = async (kind: NoteKind, isAnew: boolean) => {
    const key = `${kind} ${stateNow()}`
    if (!isSent() || (!isAnew && key === askedFor)) return
    askedFor = key
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    set({ isWording: true, message: null })
    const answer = await client.ask(
      PreviewNote,
      { sessionId, noteKind: kind, timeZone: deps.timeZone, isAnew },
      { signal: mine.signal },
    )
    if (asking !== mine) return
    if (!answer.ok) {
      // What passes by itself is asked again with the next change or by hand.
      askedFor = ''
      const { trouble } = answer
      return set({ isWording: false, message: isPassing(trouble) ? null : trouble.message })
    }
    const preview = answer.value
    const isShown =
      wanted === kind && wordsFor({ ...get(), previews: { [kind]: preview } }, kind, stateNow())
    set({
      isWording: false,
      message: preview.message,
      previews: { ...get().previews, [kind]: preview },
      ...(isShown ? { swappedAtMs: deps.nowMs() } : {}),
    })
  }

  const wait = () => {
    stopWaiting?.()
    stopWaiting = deps.later(() => wanted && void ask(wanted, false), QUIET_MS)
  }
  const unsubscribe = session.subscribe(() => {
    if (wanted && isSent() && askedFor !== `${wanted} ${stateNow()}`) wait()
  })

  return Object.assign(store, {
    want(kind: NoteKind) {
      wanted = kind
      if (get().previews[kind]?.stateVersion !== stateNow()) wait()
    },
    refresh: (kind: NoteKind) => void ask(kind, true),
    keepOwnWords: (isOwnWords: boolean) => set({ isOwnWords, swappedAtMs: deps.nowMs() }),
    close() {
      unsubscribe()
      stopWaiting?.()
      asking?.abort()
    },
  })
}

/** The words to show for a state of the record; none where the record's own stand. */
export function wordsFor(
  { previews, isOwnWords }: PreviewState,
  kind: NoteKind,
  stateVersion: number,
): Preview | undefined {
  const preview = previews[kind]
  return !isOwnWords && preview?.mode !== 'rules' && preview?.stateVersion === stateVersion
    ? preview
    : undefined
}
