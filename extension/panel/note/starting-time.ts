/**
 * The time entry that is offered: what one has worked oneself on this ticket and is in no entry
 * yet, ending when one's last stretch of work ended. What a colleague did in the same session is
 * theirs to enter. Minutes are whole, rounded up as the team says, and shown.
 */
import { composeNote } from '#shared/note/compose-note.ts'
import { renderPlain } from '#shared/note/render.ts'
import {
  type Rounding,
  type RoundingStep,
  roundTime,
  type TakenTime,
} from '#shared/note/round-time.ts'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import { maskIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Author } from '#shared/session/statement.ts'
import { minutesWorked } from '#shared/session/work-time.ts'
import type { PostRow } from '../../client/local-store.ts'

export interface TimeOffer {
  time: TimeEntryAsked
  /** How its minutes came about; none where the team rounds nothing. */
  rounding: Rounding | null
}

/** What is known beside the record of the session. */
export interface TimeBeside {
  step: RoundingStep
  /** Notes of the session that the server has not got yet. */
  waiting: readonly PostRow[]
  taken: readonly TakenTime[]
}

export function startingTime(
  session: Session,
  personId: string,
  now: number,
  text: string,
  { step, waiting, taken }: TimeBeside,
): TimeOffer {
  const isOwn = ({ by }: { by: Author }) => by.kind === 'person' && by.id === personId
  const lastTo = session.worked.filter(isOwn).reduce((last, { to }) => (to > last ? to : last), '')
  const { minutes, endMs, told } = roundTime({
    ...{ step, taken, nowMs: now },
    workedMinutes: minutesWorked(session, personId),
    enteredMinutes: minutesEntered(session, isOwn, waiting),
    endMs: lastTo ? Math.min(Date.parse(lastTo), now) : now,
  })
  // ConnectWise takes no entry of nothing.
  const fromMs = endMs - Math.max(1, minutes) * 60_000
  return {
    time: {
      from: new Date(fromMs).toISOString(),
      to: new Date(endMs).toISOString(),
      text: text || 'Work on the ticket.',
    },
    rounding: step === 0 ? null : told,
  }
}

/** In entries that stand in the ticket, may stand there, or are on their way. */
function minutesEntered(
  { notes }: Session,
  isOwn: (of: { by: Author }) => boolean,
  waiting: readonly PostRow[],
): number {
  const known = new Set(notes.map(({ id }) => id))
  const times = [
    ...notes
      .filter((note) => isOwn(note) && note.state !== 'failed' && note.state !== 'no_psa')
      .map(({ time }) => time),
    ...waiting
      .filter(({ writeId, state }) => state === 'waiting' && !known.has(writeId))
      .map(({ request }) => request.time),
  ]
  return times.reduce((sum, time) => sum + (time ? spanOf(time) : 0), 0)
}

/** The record's own text for a time entry: of two who worked on it, what this one did. */
export function timeText(session: Session, sessionId: string, personId: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const settings = { timeZone, sessionId, personId }
  return maskIn(session)(renderPlain(composeNote(session, 'time_entry', settings)))
}

const spanOf = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000
