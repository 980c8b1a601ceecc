/** The note of the session shown: one store for as long as it is shown. */
import { useEffect, useState } from 'react'
import type { NoteKind } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import type { World } from '../world.ts'
import { insertNote } from './insert-note.ts'
import { createDecisionKeeper } from './kept-decisions.ts'
import type { NoteStore } from './note-state.ts'
import { createNoteStore } from './note-store.ts'
import { createPreviewStore, type PreviewStore, wordsFor } from './preview-store.ts'
import { readAgain } from './read-again.ts'
import { readTaken } from './read-taken.ts'
import { startingTime, type TimeOffer, timeText } from './starting-time.ts'
import { readTeamRules } from './team-rules.ts'

/** A note and FlowPilot's words for it. */
export interface NoteStores {
  note: NoteStore
  words: PreviewStore
}

export function useNoteStore(): NoteStores | null {
  const { store: panel, outside } = usePanel()
  const world = usePanelState((state) => state.world)
  const session = usePanelState((state) => state.session)
  const [stores, setStores] = useState<NoteStores | null>(null)
  useEffect(() => {
    if (!world || !session) return
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const mask = (text: string) => maskIn(session.getState().session)(text)
    const words = createPreviewStore({
      ...{ session, timeZone, later },
      client: world.client,
      nowMs: Date.now,
      mask,
      decisions: createDecisionKeeper({ db: world.db, now: isoNow }, session.sessionId, mask),
    })
    const made = createNoteStore(
      {
        db: world.db,
        session,
        posts: world.posts,
        timeZone,
        personId: world.account.person.id,
        wordsFor: (kind, stateVersion) => wordsFor(words.getState(), kind, stateVersion)?.note,
        now: isoNow,
        newId: world.newId,
        digest: sha256,
        copy: outside.copy,
        startingTime: (writeId) => offerTime(world, session, writeId),
        insert: (ref, text, flags, setBoxes) =>
          insertNote(panel.getState().view, ref, text, flags, setBoxes),
        readTicket: (ref) => readAgain(panel.getState().ticket, ref, later),
        later,
      },
      firstKind(session.getState().session),
    )
    let isShown = true
    void made.turnTo(made.getState().kind).then(() => {
      if (isShown) setStores({ note: made, words })
    })
    return () => {
      isShown = false
      // Another session is in front: its note is not this one.
      setStores(null)
      if (made.getState().isEditing) made.leaveEditing()
      words.close()
    }
  }, [world, session, panel, outside])
  return stores
}

async function offerTime(
  { db, account }: World,
  session: SessionStore,
  writeId: string,
): Promise<TimeOffer | null> {
  const { sessionId } = session
  const { id: personId } = account.person
  const now = Date.now()
  const [{ roundUpTo }, waiting, taken] = await Promise.all([
    readTeamRules(db),
    db.posts.by('sessionId', sessionId),
    readTaken(db, { personId, sessionId, writeId, now }),
  ])
  const { session: record } = session.getState()
  if (!record) return null
  const text = timeText(record, sessionId, personId)
  return startingTime(record, personId, now, text, { step: roundUpTo, waiting, taken })
}

const isoNow = () => new Date().toISOString()

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

const firstKind = (session: Session | null): NoteKind =>
  session?.status === 'finished' ? 'resolution' : 'working'

const POLL_MS = 2000

/** While a note is on its way, what became of it is asked for, should no live stream tell. */
export function useCatchUp(session: Session | null, store: SessionStore | null): void {
  const isOnItsWay = session?.notes.some((note) => note.state === 'posting')
  useEffect(() => {
    if (!isOnItsWay) return
    const timer = setInterval(() => void store?.catchUp(), POLL_MS)
    return () => clearInterval(timer)
  }, [isOnItsWay, store])
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
