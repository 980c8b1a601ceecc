/**
 * One note on its way from the record to the ticket.
 *
 * The text is what the record composes, until a person edits it; then it is theirs, kept at
 * every pause of the keyboard and told to be old when the record has moved on. What is
 * written is the text shown, to the byte. A note is written to the ticket of its session and
 * no other; every refusal leaves the text on the clipboard and says what to do.
 */
import { createStore } from 'zustand/vanilla'
import { composeNote } from '#shared/note/compose-note.ts'
import type { PassedOver } from '#shared/note/finding.ts'
import { maskNote } from '#shared/note/mask-note.ts'
import type { ComposedNote } from '#shared/note/note.ts'
import { renderPlain } from '#shared/note/render.ts'
import type { MadeFrom, NoteKind } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import { isActSpent, keepActId } from './act-id.ts'
import { createInserter } from './create-inserter.ts'
import { createTimeKeeper } from './kept-time.ts'
import {
  type Composed,
  flagsOf,
  type NoteDeps,
  type NoteState,
  type NoteStore,
} from './note-state.ts'
import { createNoteTime } from './note-time.ts'
import { type OwnText, ownTextOf } from './own-text.ts'

const KEEP_AFTER_MS = 350

export function createNoteStore(deps: NoteDeps, first: NoteKind): NoteStore {
  const { db, session, timeZone, personId } = deps
  const { sessionId } = session
  const settings = { timeZone, sessionId, personId }
  const store = createStore<NoteState>(() => ({
    kind: first,
    writeId: '',
    own: null,
    isEditing: false,
    flagsAt: 0,
    mailContact: false,
    mailConfirmed: false,
    time: null,
    isTimeAsked: false,
    rounding: null,
    readText: null,
    overridden: [],
    seen: null,
    act: 'idle',
    told: null,
  }))
  const { getState: get, setState: set } = store
  let stopKeeping: (() => void) | undefined
  /** Rises with each turn: what was looked up for one before is late. */
  let turns = 0
  const times = createTimeKeeper(deps, sessionId, (text) => maskIn(now())(text))
  const noteTime = createNoteTime(store, deps, times)
  const composed = new WeakMap<Session, Map<NoteKind, Composed>>()
  const worded = new WeakMap<ComposedNote, Composed>()

  const compose = (of: Session): Composed => {
    const { kind } = get()
    const words = deps.wordsFor(kind, of.stateVersion)
    const byKind = composed.get(of) ?? new Map<NoteKind, Composed>()
    composed.set(of, byKind)
    const known = words ? worded.get(words) : byKind.get(kind)
    if (known) return known
    const mask = maskIn(of)
    const note = maskNote(words ?? composeNote(of, kind, settings), mask)
    const made = { note, isWorded: words !== undefined, text: mask(renderPlain(note)) }
    if (words) worded.set(words, made)
    else byKind.set(kind, made)
    return made
  }

  const now = () => session.getState().session
  /** What stands in the record as the person confirms the text. */
  const recordNow = (): MadeFrom => {
    const { version, pending } = session.getState()
    return { version, ahead: pending.length }
  }
  const composedText = () => {
    const of = now()
    return of ? compose(of).text : ''
  }

  const begun = (text: string): OwnText => ({ text, from: text, asOf: now()?.stateVersion })

  const keepLocally = async () => {
    stopKeeping?.()
    const { kind, own } = get()
    const key: [string, string] = [sessionId, kind]
    if (!own) return void (await db.drafts.delete(key))
    await db.drafts.put({
      sessionId,
      field: kind,
      // As it is recorded: a secret lies on no disk while one still writes.
      text: maskIn(now())(own.text),
      from: own.from ?? '',
      ...(own.asOf === undefined ? {} : { asOf: own.asOf }),
      at: deps.now(),
    })
  }

  const turnTo = async (kind: NoteKind) => {
    if (get().isEditing) leaveEditing()
    const turn = ++turns
    const draft = now()?.drafts[kind]
    const kept = await db.drafts.get([sessionId, kind])
    const writeId = await keepActId(deps, sessionId, kind)
    const time = await times.read(kind)
    // The minutes of a person stand at once; those that are looked up come behind.
    const offer = time ? await deps.startingTime(writeId) : null
    if (turn !== turns) return
    // Begun meanwhile, it was the text of the kind before.
    if (get().isEditing) leaveEditing()
    noteTime.passOver()
    set({
      kind,
      writeId,
      own: ownTextOf(draft, kept),
      isEditing: false,
      flagsAt: 0,
      mailContact: false,
      mailConfirmed: false,
      overridden: [],
      told: null,
      // What a person has said of it stands, and is not rounded anew.
      time,
      rounding: offer?.rounding ?? null,
    })
    if (kind === 'time_entry' && !time) await noteTime.setTime(true)
  }

  const leaveEditing = () => {
    const { own, kind } = get()
    stopKeeping?.()
    if (own && own.text.trim() === '') set({ own: null })
    set({ isEditing: false })
    const kept = get().own
    void keepLocally()
    if (!kept || now()?.drafts[kind]?.text === kept.text) return
    const text = maskIn(now())(kept.text)
    session.record([
      { type: 'note_drafted', noteKind: kind, text, basedOn: session.getState().version },
    ])
  }

  const dropOwn = () => {
    const { kind } = get()
    set({ own: null, isEditing: false, overridden: [] })
    void keepLocally()
    if (now()?.drafts[kind]) session.record([{ type: 'note_draft_dropped', noteKind: kind }])
  }

  const insert = createInserter(deps, { get, set, now, recordNow })

  const renewAct = async () => {
    const { kind, writeId: spent } = get()
    const writeId = await keepActId(deps, sessionId, kind, spent)
    if (get().kind === kind) set({ writeId })
  }

  const post: NoteStore['post'] = async (ref, text, options = {}) => {
    if (get().act !== 'idle' || get().isTimeAsked) return
    try {
      await postOnce(ref, text, options)
    } catch (error) {
      // What cannot be kept is not sent: a note that is not on disk could go out twice, or never.
      const why = error instanceof Error ? error.message : String(error)
      const told = `This browser could not keep it for sending (${why}). Copy it into the ticket, free some disk space, and post it then.`
      set({ act: 'idle', told: { tone: 'bad', title: 'Not posted', text: told } })
    }
  }

  const postOnce: NoteStore['post'] = async (ref, text, options = {}) => {
    const { passedOver = [], wording, isAgain = false } = options
    const state = get()
    const { kind, writeId, mailContact, time, seen } = state
    const madeFrom = recordNow()
    set({ act: 'posting', told: null })
    const rows = await db.posts.by('sessionId', sessionId)
    if (isActSpent(writeId, text, now()?.notes ?? [], rows)) {
      // Another panel has sent something else under it; what goes out is what was shown.
      await renewAct()
      const told = 'Another panel has written a note of this kind meanwhile. Read both, then post.'
      return set({ act: 'idle', told: { tone: 'amber', title: 'Not posted yet', text: told } })
    }
    await deps.posts.add({
      sessionId,
      writeId,
      noteKind: kind,
      ticket: ref,
      text,
      flags: flagsOf(state),
      mailContact,
      time: kind === 'time_entry' && time ? { ...time, text } : time,
      seen,
      overridden: [...passedOver],
      ...(wording ? { wording } : {}),
      madeFrom,
      ...(isAgain ? { isAgain } : {}),
    })
    set({ act: 'idle' })
    await times.forget(kind)
    if (get().kind !== kind) return
    noteTime.passOver()
    set({ mailContact: false, mailConfirmed: false, time: null, overridden: [] })
  }

  return Object.assign(store, {
    compose,
    turnTo,
    startEditing() {
      if (!get().own) set({ own: begun(composedText()) })
      set({ isEditing: true, told: null })
    },
    edit(text: string) {
      // What it was begun from stays: more words do not make an old text new.
      set({ own: { ...(get().own ?? begun(composedText())), text } })
      stopKeeping?.()
      stopKeeping = deps.later(() => void keepLocally(), KEEP_AFTER_MS)
    },
    leaveEditing,
    takeNewVersion: dropOwn,
    set,
    setTime: noteTime.setTime,
    changeTime: noteTime.changeTime,
    override: ({ check, found }: PassedOver) =>
      set({ overridden: [...get().overridden, { check, found }] }),
    see(stamp: TicketStamp) {
      set({ seen: stamp })
    },
    insert,
    post,
    renewAct,
  })
}
