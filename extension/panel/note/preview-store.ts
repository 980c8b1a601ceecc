/**
 * FlowPilot's words for the notes of one session, as far as there are any.
 *
 * The record's own words stand at once and always; these take their place when they arrive and
 * only while the record says what it said when they were made. A change is followed by one
 * question after half a second of quiet, however many there were. Without a server or a model
 * nothing is shown and nothing waits. Doubtful sentences are held masked, so that one is known
 * again by its words whatever was marked meanwhile.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Preview, PreviewNote } from '#shared/note/contract.ts'
import { takeFlagged } from '#shared/note/take-flagged.ts'
import { NoteKind } from '#shared/session/event.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { isPassing } from '../../client/trouble.ts'
import type { Client } from '../../client.ts'
import { type Decided, type DecisionKeeper, maskDecided } from './kept-decisions.ts'

export interface PreviewState {
  /** Being worded now. */
  isWording: boolean
  /** The newest of each kind. */
  previews: Readonly<Partial<Record<NoteKind, Preview>>>
  /** Doubtful sentences that the person has taken or left, of each kind. */
  decided: Readonly<Partial<Record<NoteKind, Decided>>>
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
  /** Takes a doubtful sentence into the note, or leaves it out. */
  decide(kind: NoteKind, text: string, as: 'taken' | 'left'): void
  close(): void
}

export interface PreviewDeps {
  client: Pick<Client, 'ask'>
  session: Pick<SessionStore, 'sessionId' | 'getState' | 'subscribe'>
  decisions: DecisionKeeper
  /** Without secrets, and without what is marked in the session now. */
  mask: (text: string) => string
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
    decided: {},
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
    const preview = masked(answer.value)
    const isShown =
      wanted === kind && wordsFor({ ...get(), previews: { [kind]: preview } }, kind, stateNow())
    set({
      isWording: false,
      message: preview.message,
      previews: { ...get().previews, [kind]: preview },
      ...(isShown ? { swappedAtMs: deps.nowMs() } : {}),
    })
  }

  const masked = (preview: Preview): Preview => ({
    ...preview,
    flagged: preview.flagged.map((one) => ({ ...one, text: deps.mask(one.text) })),
  })

  /** Words were marked: what is held and what is kept goes without them from now on. */
  const maskAll = () => {
    const { previews, decided } = get()
    const kinds = NoteKind.options
    const next = { previews: { ...previews }, decided: { ...decided } }
    for (const kind of kinds) {
      const [preview, mine] = [previews[kind], decided[kind]]
      if (preview) next.previews[kind] = masked(preview)
      if (!mine) continue
      const clean = maskDecided(mine, deps.mask)
      next.decided[kind] = clean
      void deps.decisions.keep(kind, clean)
    }
    set(next)
  }

  const recall = async (kind: NoteKind) => {
    const decided = get().decided[kind] ?? (await deps.decisions.read(kind))
    if (decided && !get().decided[kind]) set({ decided: { ...get().decided, [kind]: decided } })
  }

  const wait = () => {
    stopWaiting?.()
    stopWaiting = deps.later(() => wanted && void ask(wanted, false), QUIET_MS)
  }
  let marks = session.getState().session?.marks
  const unsubscribe = session.subscribe(() => {
    const now = session.getState().session?.marks
    if (now !== marks) maskAll()
    marks = now
    if (wanted && isSent() && askedFor !== `${wanted} ${stateNow()}`) wait()
  })

  return Object.assign(store, {
    want(kind: NoteKind) {
      wanted = kind
      void recall(kind)
      if (get().previews[kind]?.stateVersion !== stateNow()) wait()
    },
    refresh: (kind: NoteKind) => void ask(kind, true),
    keepOwnWords: (isOwnWords: boolean) => set({ isOwnWords, swappedAtMs: deps.nowMs() }),
    decide(kind: NoteKind, text: string, as: 'taken' | 'left') {
      const stateVersion = stateNow()
      const before = get().decided[kind]
      const { taken, left } = before?.stateVersion === stateVersion ? before : NOTHING
      const others = {
        taken: taken.filter((t) => t !== text),
        left: left.filter((t) => t !== text),
      }
      const decided = { ...others, stateVersion, [as]: [...others[as], text] }
      set({ decided: { ...get().decided, [kind]: decided } })
      void deps.decisions.keep(kind, decided)
    },
    close() {
      unsubscribe()
      stopWaiting?.()
      asking?.abort()
    },
  })
}

const NOTHING: Pick<Decided, 'taken' | 'left'> = { taken: [], left: [] }

/**
 * The words to show for a state of the record, with the doubtful sentences that were taken; none
 * where the record's own stand. The same state gives the same object.
 */
export function wordsFor(
  { previews, isOwnWords, decided }: PreviewState,
  kind: NoteKind,
  stateVersion: number,
): Preview | undefined {
  const preview = previews[kind]
  if (isOwnWords || !preview || preview.mode === 'rules') return undefined
  if (preview.stateVersion !== stateVersion) return undefined
  const mine = decided[kind]
  return mine?.stateVersion === stateVersion ? withTaken(preview, mine) : preview
}

const made = new WeakMap<Decided, Preview & { of: Preview }>()

function withTaken(of: Preview, decided: Decided): Preview {
  const known = made.get(decided)
  if (known?.of === of) return known
  const taken = of.flagged.filter(({ text }) => decided.taken.includes(text))
  if (taken.length === 0) return of
  const { kind, sections } = takeFlagged(of.note, taken)
  const note: Preview['note'] = {
    kind,
    sections: sections.map((section) => ({
      ...section,
      sentences: section.sentences.map(({ text, evidence }) => ({ text, evidence: [...evidence] })),
    })),
  }
  const shown = { ...of, note, of }
  made.set(decided, shown)
  return shown
}
