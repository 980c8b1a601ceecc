/**
 * The minutes and the words of a time entry that a person has changed, kept in this browser until
 * it is posted or left: a closed panel, or a look at another kind of note, loses nothing of them.
 *
 * What was only offered is not kept: it is worked out anew from what was worked.
 */
import { type NoteKind, TimeEntryAsked } from '#shared/session/event.ts'
import type { LocalStore } from '../../client/local-store.ts'

export interface TimeKeeper {
  read(kind: NoteKind): Promise<TimeEntryAsked | null>
  keep(kind: NoteKind, time: TimeEntryAsked): Promise<void>
  forget(kind: NoteKind): Promise<void>
}

export interface TimeKeeperDeps {
  db: Pick<LocalStore, 'drafts'>
  now: () => string
}

export function createTimeKeeper(
  { db, now }: TimeKeeperDeps,
  sessionId: string,
  mask: (text: string) => string,
): TimeKeeper {
  const keyOf = (kind: NoteKind): [string, string] => [sessionId, `${kind} time`]
  return {
    async read(kind) {
      const kept = await db.drafts.get(keyOf(kind))
      return kept ? timeOf(kept.text) : null
    },
    keep(kind, time) {
      const [, field] = keyOf(kind)
      const text = JSON.stringify({ ...time, text: mask(time.text) })
      return db.drafts.put({ sessionId, field, text, from: '', at: now() })
    },
    forget: (kind) => db.drafts.delete(keyOf(kind)),
  }
}

function timeOf(text: string): TimeEntryAsked | null {
  try {
    return TimeEntryAsked.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
