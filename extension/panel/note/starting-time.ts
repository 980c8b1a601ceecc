/**
 * The time entry that is offered: what was worked on this ticket and is in no entry yet,
 * ending when the last stretch of work ended. Minutes are rounded to whole ones and shown.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import { renderPlain } from '#shared/note/render.ts'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import { minutesWorked } from '#shared/session/work-time.ts'

export function startingTime(session: Session, now: number, text: string): TimeEntryAsked {
  const entered = session.notes
    .filter((note) => note.time && note.state !== 'failed' && note.state !== 'no_psa')
    .reduce((sum, { time }) => sum + (time ? spanOf(time) : 0), 0)
  const minutes = Math.max(1, Math.round(minutesWorked(session) - entered))
  const lastTo = session.worked.reduce((last, { to }) => (to > last ? to : last), '')
  const to = lastTo ? Math.min(Date.parse(lastTo), now) : now
  return {
    from: new Date(to - minutes * 60_000).toISOString(),
    to: new Date(to).toISOString(),
    text: text || 'Work on the ticket.',
  }
}

/** The record's own text for a time entry. */
export function timeText(session: Session, sessionId: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return maskIn(session)(renderPlain(composeNote(session, 'time_entry', { timeZone, sessionId })))
}

const spanOf = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000
