/** The note of the session shown: one store for as long as it is shown. */
import { useEffect, useState } from 'react'
import type { NoteKind } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStore } from '../../client/session-store.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'
import { insertNote } from './insert-note.ts'
import { createNoteStore, type NoteStore } from './note-store.ts'
import { startingTime, timeText } from './starting-time.ts'

export function useNoteStore(): NoteStore | null {
  const { store: panel, outside } = usePanel()
  const world = usePanelState((state) => state.world)
  const session = usePanelState((state) => state.session)
  const [note, setNote] = useState<NoteStore | null>(null)
  useEffect(() => {
    if (!world || !session) return
    const made = createNoteStore(
      {
        db: world.db,
        session,
        posts: world.posts,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        now: () => new Date().toISOString(),
        newId: world.newId,
        digest: sha256,
        copy: outside.copy,
        startingTime() {
          const now = session.getState().session
          return now && startingTime(now, Date.now(), timeText(now, session.sessionId))
        },
        insert: (ref, text, flags, setBoxes) =>
          insertNote(panel.getState().view, ref, text, flags, setBoxes),
        later(run, ms) {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
      },
      firstKind(session.getState().session),
    )
    void made.turnTo(made.getState().kind).then(() => setNote(made))
    return () => {
      if (made.getState().isEditing) made.leaveEditing()
    }
  }, [world, session, panel, outside])
  return note
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
