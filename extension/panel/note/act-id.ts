/**
 * The id of the act that a preview shows, so that its mark can be shown with the text.
 *
 * It is kept beside the draft: the same preview, opened again or in a second panel, is the same
 * act, and the server writes it once however often it is confirmed. An id is spent when
 * something else went out under it, or when what went out has failed for good; then the
 * preview gets another one, the same in every panel.
 */
import type { NoteKind } from '#shared/session/event.ts'
import type { WrittenNote } from '#shared/session/session.ts'
import type { LocalStore, PostRow } from '../../client/local-store.ts'

export interface ActKeeper {
  db: LocalStore
  newId: () => string
  now: () => string
}

/** The id of the act of this kind; another one than `spent`, where that is handed in. */
export function keepActId(
  { db, newId, now }: ActKeeper,
  sessionId: string,
  kind: NoteKind,
  spent?: string,
): Promise<string> {
  const field = `${kind} act`
  return db.change('drafts', async (rows) => {
    const kept = await rows.get([sessionId, field])
    if (kept && kept.text !== spent) return kept.text
    const text = newId()
    await rows.put({ sessionId, field, text, from: '', at: now() })
    return text
  })
}

export function isActSpent(
  writeId: string,
  text: string,
  written: readonly Pick<WrittenNote, 'id' | 'text' | 'state'>[],
  rows: readonly Pick<PostRow, 'writeId' | 'request'>[],
): boolean {
  return (
    rows.some((row) => row.writeId === writeId && row.request.text !== text) ||
    written.some((note) => note.id === writeId && (note.text !== text || FAILED.has(note.state)))
  )
}

const FAILED: ReadonlySet<WrittenNote['state']> = new Set(['failed', 'no_psa'])
