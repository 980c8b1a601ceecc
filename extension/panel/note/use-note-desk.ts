/**
 * Everything the note screen shows and does, gathered: the text, its checks, where it may go
 * and why not, and what became of it. The screen only draws it.
 */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { RetryWrite } from '#shared/note/contract.ts'
import { type Finding, whatStops } from '#shared/note/finding.ts'
import { markOf } from '#shared/note/mark.ts'
import type { NoteFlags, NoteKind } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session, WrittenNote } from '#shared/session/session.ts'
import type { PostRow } from '../../client/local-store.ts'
import type { PostQueueState } from '../../client/post-queue.ts'
import type { Trouble } from '../../client/trouble.ts'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useTicket } from '../ticket/use-ticket.ts'
import { useKeys } from '../use-keys.ts'
import { isActSpent } from './act-id.ts'
import { howWorded } from './how-worded.ts'
import { type Said, toldOf, type Wanted } from './lacking.ts'
import { makeMending } from './mend-note.ts'
import { type Composed, flagsOf, type NoteState, type NoteStore, type Told } from './note-state.ts'
import { isStale } from './own-text.ts'
import type { PreviewState, PreviewStore } from './preview-store.ts'
import { findTarget, type Way } from './target.ts'
import { useBeside } from './use-beside.ts'
import { useFindings } from './use-findings.ts'
import { type NoteStores, useCatchUp } from './use-note-store.ts'
import { useWriteAgain, type WriteAgain } from './use-write-again.ts'
import { whyNotWritten } from './why-not-written.ts'

export const NOTE_TABS: readonly NoteKind[] = [
  'working',
  'resolution',
  'client_update',
  'time_entry',
]

/** Nobody has read a text that has stood for less. */
const READ_FIRST_MS = 800

export interface NoteDesk {
  note: NoteStore
  words: PreviewStore
  /** Whether FlowPilot's words can be had for this kind, and how they stand. */
  wording: PreviewState
  state: NoteState
  session: Session
  sessionId: string
  composed: Composed
  text: string
  /** The record has moved on since the text was written. */
  isOld: boolean
  flags: NoteFlags
  isTimeKind: boolean
  findings: readonly Finding[]
  written: readonly WrittenNote[]
  /** Of the record as it stands now. */
  stateVersion: number
  waiting: readonly PostRow[]
  trouble: Trouble | null
  /** The ticket it is for, as `#48211`. */
  name: string
  way: Way
  /** Whether there is a ticket in ConnectWise to write to; without one the note is copied. */
  hasTicket: boolean
  /** The last line that is added when it is posted. */
  mark: string
  canPost: boolean
  author: string | undefined
  /** What is being added to the record, where a check missed it. */
  lacking: Wanted | null
  /** Whether it was recorded; the form closes only then. */
  addLacking(said: Said): Promise<boolean>
  leaveLacking(): void
  area: RefObject<HTMLTextAreaElement | null>
  /** The fields of the time entry. */
  timeBox: RefObject<HTMLDivElement | null>
  whyNot(way: Way): string | undefined
  /** What of the text is in the ticket already. */
  again: WriteAgain
  write(way: Way, options?: { setBoxes?: boolean; isAgain?: boolean }): void
  startEditing(finding?: Finding): void
  repair(finding: Finding): void
  override(finding: Finding): void
  setTime(isOn: boolean): Promise<void>
  copy(text: string): Promise<void>
  retry(writeId: string, isAgain: boolean): Promise<void>
  confirmAgain(row: PostRow): Promise<void>
  drop(row: PostRow): Promise<void>
}

export function useNoteDesk({ note, words }: NoteStores): NoteDesk | null {
  const { store: panel, outside } = usePanel()
  const world = usePanelState((s) => s.world)
  const view = usePanelState((s) => s.view)
  const psa = usePanelState((s) => s.psa)
  const setting = usePanelState((s) => s.settings?.bigButton ?? 'auto')
  const ticketStore = usePanelState((s) => s.ticket)
  const store = usePanelState((s) => s.session)
  const session = useSession()
  const { ticket, isLoading } = useTicket()
  const state = useStore(note)
  const wording = useStore(words)
  const posts = useStore<StoreApi<PostQueueState>>(world?.posts ?? NO_POSTS)
  const area = useRef<HTMLTextAreaElement>(null)
  const timeBox = useRef<HTMLDivElement>(null)
  const [lacking, setLacking] = useState<Wanted | null>(null)

  // What was seen is fixed when the preview is first shown; what is now is read behind it.
  useEffect(() => {
    void ticketStore?.load({ refresh: true }).then((now) => {
      if (now && !note.getState().seen) note.see(now.stamp)
    })
  }, [ticketStore, note])
  useCatchUp(session, store)
  useEffect(() => words.want(state.kind), [words, state.kind])
  const isJustWorded = useJustWorded(wording.swappedAtMs) && !state.own

  const sessionId = store?.sessionId ?? ''
  const composed = session ? note.compose(session) : null
  const text = state.own?.text ?? composed?.text ?? ''
  const isOld = isStale(state.own, composed?.text ?? '', session?.stateVersion ?? 0)
  const beside = useBeside(
    world,
    session?.ticket?.client,
    ticket?.company?.name,
    state.writeId,
    posts.rows.length + (session?.notes.length ?? 0),
  )
  const { findings, passedOver, isRead } = useFindings({
    ...{ session, sessionId, composed, text, state, isOld, ticket, beside },
  })

  const isTimeKind = state.kind === 'time_entry'
  const target = findTarget(session?.ticket?.ref ?? null, view, psa, setting)
  const way: Way = isTimeKind ? 'post' : target.way
  const name = target.ref ? `#${target.ref.ticketId}` : 'the ticket'
  const written = session?.notes.filter((n) => n.noteKind === state.kind) ?? []
  const waiting = posts.rows.filter(
    (row) => row.sessionId === sessionId && row.request.noteKind === state.kind,
  )
  const isSpent = isActSpent(state.writeId, text, session?.notes ?? [], waiting)
  useEffect(() => {
    if (isSpent) void note.renewAct()
  }, [isSpent, note])
  const again = useWriteAgain({
    ...{ session, ticket, name, text },
    ref: target.ref,
    noteKind: state.kind,
  })

  const whyNot = (asked: Way) =>
    // What goes out is what was read: not what took its place a moment ago.
    isJustWorded
      ? 'FlowPilot has just worded it anew. Read it first.'
      : whyNotWritten({
          text,
          name,
          waiting,
          there: again.there(asked),
          stop: whatStops(findings, asked)?.message,
          isReading: asked === 'post' && isLoading && !state.seen,
          isTimeAsked: asked === 'post' && state.isTimeAsked,
          needsTime: isTimeKind && state.time === null,
          whyNoWay: asked === 'insert' ? target.whyNoInsert : target.whyNoPost,
        })
  const copy: NoteDesk['copy'] = async (of) => {
    if (!session) return
    const isCopied = await outside.copy(maskIn(session)(of))
    note.set({
      told: isCopied
        ? { tone: 'good', title: 'Copied', text: 'Paste it into the note of the ticket.' }
        : { tone: 'bad', title: 'Not copied', text: 'Select the text and copy it by hand.' },
    })
  }
  const write: NoteDesk['write'] = (asked, options) => {
    if (state.isEditing) note.leaveEditing()
    if (!target.ref) return void copy(text)
    if (whyNot(asked) || state.act !== 'idle') return
    if (!isRead) return note.set({ told: NOT_READ })
    if (!options?.isAgain && again.mustAsk(asked)) return
    if (!session || !composed) return
    const counts = howWorded(wording, session.stateVersion, state, composed, text)
    const more = { passedOver, wording: counts, ...options }
    if (asked === 'insert') void note.insert(target.ref, text, more)
    else void note.post(target.ref, text, more)
  }
  const startEditing = (finding?: Finding) => {
    note.startEditing()
    requestAnimationFrame(() => {
      area.current?.focus()
      if (finding?.at) area.current?.setSelectionRange(finding.at.start, finding.at.end)
    })
  }
  const setTime = (isOn: boolean) =>
    // What runs now is part of what was worked.
    note.setTime(isOn, isOn ? world?.clock.stop() : undefined)
  const { repair, override } = makeMending({
    ...{ note, panel, session, ticket, text, timeBox, startEditing, setTime },
    askFor: setLacking,
  })

  useKeys({
    edit: () => startEditing(),
    write: () => write(way),
    choose: (digit) => {
      const kind = NOTE_TABS[digit - 1]
      return kind ? void note.turnTo(kind) : false
    },
    close: () => panel.show('work'),
  })

  if (!session || !store || !composed) return null
  return {
    note,
    words,
    wording,
    state,
    session,
    sessionId,
    composed,
    text,
    isOld,
    flags: flagsOf(state),
    isTimeKind,
    findings,
    written,
    stateVersion: session?.stateVersion ?? 0,
    waiting,
    trouble: posts.trouble,
    name,
    way,
    hasTicket: target.ref !== null,
    mark: markOf(state.writeId),
    canPost: target.whyNoPost === undefined,
    author: psa?.member?.name,
    lacking,
    async addLacking(said) {
      const isRecorded = lacking !== null && (await panel.act([toldOf(lacking, said)]))
      if (isRecorded) setLacking(null)
      return isRecorded
    },
    leaveLacking: () => setLacking(null),
    area,
    timeBox,
    whyNot,
    again,
    write,
    startEditing,
    repair,
    override,
    setTime,
    copy,
    async retry(writeId, isAgain) {
      const answer = await world?.client.ask(RetryWrite, { sessionId, writeId, isAgain })
      if (answer && !answer.ok) panel.tell(answer.trouble.message)
      await store.catchUp()
    },
    /** Shows what changed since: the old preview against the ticket as it is now. */
    async confirmAgain({ writeId, request }) {
      // Confirmed again it is the same act, with the time that was to go with it.
      if (request.time) note.changeTime(request.time)
      await world?.posts.drop(writeId)
      const now = await ticketStore?.load({ refresh: true })
      const seen = request.seen ?? now?.stamp
      if (seen) note.see(seen)
    },
    drop: async (row) => world?.posts.drop(row.writeId),
  }
}

const NOT_READ: Told = {
  tone: 'amber',
  title: 'Not written yet',
  text: 'The checks were still reading your last change. Look at what they say, then write it.',
}

/** For a moment after the text was exchanged under the reader's eyes. */
function useJustWorded(swappedAtMs: number): boolean {
  const [readAtMs, setRead] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => setRead(swappedAtMs), READ_FIRST_MS)
    return () => clearTimeout(timer)
  }, [swappedAtMs])
  return swappedAtMs > readAtMs
}

const NONE: PostQueueState = { rows: [], trouble: null, isSending: false }
const NO_POSTS: StoreApi<PostQueueState> = {
  getState: () => NONE,
  getInitialState: () => NONE,
  setState: () => undefined,
  subscribe: () => () => undefined,
}
