/** What becomes of the marked words of a session: words that must not go out of it. */
import { MOST_HIDDEN } from '../redact/hidden-words.ts'
import type { SessionEvent } from './event.ts'
import { type EventRefusal, refusal, unknown } from './refusal.ts'
import type { Mark, Session } from './session.ts'

export function mark(
  session: Session,
  { id, at, by }: SessionEvent,
  words: Mark['words'],
): Session | EventRefusal {
  const { marks } = session
  // What was recorded once is folded, however much of it there is.
  if (typeof words !== 'string' && marks.length >= MOST_HIDDEN) {
    return refusal(
      'too_many',
      `${MOST_HIDDEN} words are marked already. Let some stand again first.`,
    )
  }
  return withMarks(session, [...marks, { id, words, at, by }])
}

export function unmark(session: Session, isIt: (mark: Mark) => boolean): Session | EventRefusal {
  const marks = session.marks.filter((one) => !isIt(one))
  return marks.length < session.marks.length ? withMarks(session, marks) : unknown('marked passage')
}

const withMarks = (session: Session, marks: readonly Mark[]): Session => ({
  ...session,
  marks,
  marked: marks.flatMap(({ words }) => (typeof words === 'string' ? [words] : [])),
})
