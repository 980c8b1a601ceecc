/**
 * What came into a ticket while somebody works on it, in sentences: what was written by others,
 * another status, another owner.
 */
import { markOf } from '../note/mark.ts'
import type { ThreadEntry, Ticket } from './ticket.ts'

export interface TicketNews {
  /** What is in the thread now and was not, oldest first; never what this session has written. */
  entries: readonly ThreadEntry[]
  /** Each a sentence; empty when nothing is new. */
  says: readonly string[]
}

export const NO_NEWS: TicketNews = { entries: [], says: [] }

/**
 * `before` is the ticket as the person knows it, `ownWrites` the ids of the notes that their session
 * has posted. A ticket of which not all could be read this time tells nothing of what it lacks.
 */
export function ticketNews(
  before: Ticket,
  now: Ticket,
  ownWrites: readonly string[] = [],
): TicketNews {
  const known = new Set(before.thread.map(({ key }) => key))
  const marks = ownWrites.map(markOf)
  const entries = now.thread.filter(
    ({ key, text }) => !known.has(key) && !marks.some((mark) => text.includes(mark)),
  )
  const [status, owner] = [now.status?.name, now.owner?.name]
  return {
    entries,
    says: [
      ...entries.map(tellEntry),
      ...(status && status !== before.status?.name ? [`The status is now “${status}”.`] : []),
      ...(owner !== before.owner?.name
        ? [owner ? `The owner is now ${owner}.` : 'The ticket has no owner any more.']
        : []),
    ],
  }
}

const KINDS: Readonly<Record<ThreadEntry['source'], string>> = {
  note: 'A note',
  time_entry: 'A time entry',
  meeting: 'A meeting',
}

const tellEntry = ({ source, author }: ThreadEntry): string =>
  author ? `${KINDS[source]} by ${author}.` : `${KINDS[source]}.`
